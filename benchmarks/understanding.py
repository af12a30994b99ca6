"""Understanding beside its peers, in one run: right answers, time, memory, growth.

    python -m benchmarks.understanding [FILE] [--quick] [--json]

All learn from the shipped labelled messages without FILE (by default ``dev.jsonl``) and are asked
the messages of FILE, one at a time, which none of them has seen. Ours and the support vector
machine take turns and are asked twice: the first time tells how fast they are, the second how fast
with words that they have met. Times are of the processor; Rasa is a server of its own where it is
installed, and is timed by the clock. ``--quick`` asks fewer messages, and leaves out the largest
sizes and Rasa, which learns for long. The last line printed is all figures as JSON.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
from sklearn.metrics import f1_score

from benchmarks.peers import OUTSIDE, Answer, rasa
from benchmarks.peers.nearest import Nearest, NineNearest
from benchmarks.peers.svm import Svm
from benchmarks.peers.templates import Templates
from benchmarks.peers.turns import Told, quantile, take_turns
from benchmarks.peers.weight import Weight, weigh_ours, weigh_peer
from bot.conversation.names import understanding_names
from intents.classify.examples import FOLDER, Example
from intents.classify.weights import PATH, read_weights
from intents.evaluate.judge import engine_without, training_files
from intents.evaluate.labelled import Labelled, read_labelled
from intents.lexicon import load_lexicon
from intents.meaning import Name
from intents.names import NameIndex
from intents.understand import Engine, make_ranker, understand
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs

DAY = date(2026, 1, 15)
OURS, SVM, RASA = "ours", "tf-idf + linear SVM", "Rasa DIET"


@dataclass(frozen=True)
class Figures:
    """How one engine did; shares are of one, times of one message."""

    engine: str
    messages: int
    right: float
    macro_f1: float
    outside_at_5: float
    p50_ms: float
    p99_ms: float
    load_s: float
    memory_mb: float

    def row(self) -> str:
        return (
            f"| {self.engine} | {self.messages} | {100 * self.right:.1f} | {self.macro_f1:.2f} | "
            f"{100 * self.outside_at_5:.0f} | {self.p50_ms:.2f} | {self.p99_ms:.2f} | "
            f"{self.load_s:.2f} | {self.memory_mb:.0f} |"
        )


def ours(engine: Engine) -> Answer:
    """Ask our engine as the peers are asked."""

    def answer(text: str) -> tuple[str, float]:
        meaning = understand(text, engine, today=DAY)
        ranked = dict([(meaning.intent, meaning.confidence), *meaning.alternatives])
        return meaning.intent, ranked.get(OUTSIDE, 0.0)

    return answer


class Comparison:
    """All engines after learning the same, and what each made of the same messages."""

    def __init__(self, path: Path, names: Sequence[Name], *, quick: bool) -> None:
        self.judged = [it for it in read_labelled(path) if it.intent][: 200 if quick else None]
        files = training_files(path, ())
        told = (message.example() for file in files for message in read_labelled(file))
        self.examples = list(filter(None, told))
        self.engines: list[Figures] = []
        self._compare_speed(ours(engine_without(path, (), names)))
        self._ask("RapidFuzz token_set_ratio, 9 nearest", NineNearest(self.examples))
        self._ask("RapidFuzz WRatio, nearest", Nearest(self.examples))
        self._ask("hassil templates", Templates(self.examples), most=10 if quick else 50)
        self.left_out = "Rasa: learns too long for --quick" if quick else self._ask_rasa()

    def _compare_speed(self, answer: Answer) -> None:
        """Ask ours and the SVM, in turns and twice."""
        svm, texts = Svm(self.examples), self._texts()
        first, again = (take_turns({OURS: answer, SVM: svm}, texts) for _ in range(2))
        self._add(OURS, first[OURS], weigh_ours())
        self._add(SVM, first[SVM], weigh_peer(svm))
        self.faster = {
            "times_faster_than_svm": _ratio(first, 0.5),
            "times_faster_p99": _ratio(first, 0.99),
            "times_faster_again": _ratio(again, 0.5),
            "p50_ms_again": quantile(again[OURS], 0.5),
        }

    def _ask(self, name: str, peer: Answer, most: int | None = None) -> None:
        told = take_turns({name: peer}, self._texts()[:most])
        self._add(name, told[name], weigh_peer(peer))

    def _ask_rasa(self) -> str | None:
        """Ask Rasa, or say why it is left out."""
        try:
            with rasa.running(self.examples) as peer:
                told = take_turns({RASA: peer}, self._texts(), perf_counter)
                self._add(RASA, told[RASA], Weight(peer.load_s, peer.memory_mb))
        except rasa.RasaError as error:
            return f"Rasa: {error}"
        return None

    def _add(self, name: str, told: Sequence[Told], weight: Weight) -> None:
        self.engines.append(_figures(name, told, self.judged[: len(told)], weight))

    def _texts(self) -> list[str]:
        return [it.text for it in self.judged]


def _ratio(turns: Mapping[str, Sequence[Told]], share: float) -> float:
    return round(quantile(turns[SVM], share) / quantile(turns[OURS], share), 2)


def _figures(
    name: str, told: Sequence[Told], judged: Sequence[Labelled], weight: Weight
) -> Figures:
    gold, said = np.array([it.intent for it in judged]), np.array([it.intent for it in told])
    outside = np.array([it.outside for it in told])
    limit = np.quantile(outside[gold != OUTSIDE], 0.95)
    f1 = f1_score(gold, said, average="macro", zero_division=0, labels=np.unique(gold))
    return Figures(
        name,
        len(told),
        round(float((gold == said).mean()), 4),
        round(float(f1), 4),
        round(float((outside[gold == OUTSIDE] > limit).mean()), 4),
        quantile(told, 0.5),
        quantile(told, 0.99),
        *weight,
    )


def growth(names: Sequence[Name], texts: Sequence[str], sizes: Sequence[int]) -> dict[str, float]:
    """Give the median time by number of examples and of names, with invented ones added."""
    chance = random.Random(0)  # noqa: S311 - repeatable, not secret
    words = [word for text in texts for word in text.split()]
    weights, lexicon = read_weights(PATH.read_text(encoding="utf-8")), load_lexicon()
    engines: dict[str, Engine] = {}
    for size in sizes:
        invented = (
            Example(" ".join(chance.choices(words, k=9)), "route_idea") for _ in range(size)
        )
        ranker = make_ranker(lexicon, invented, weights)
        engines[f"{size} examples"] = Engine(NameIndex(names), ranker)
    ranker = make_ranker(lexicon, [], weights)
    for size in (100, 1_000, 10_000):
        called = (chance.choice(words).title() + chance.choice(words) for _ in range(size))
        known = (Name(name, "organisation", str(place)) for place, name in enumerate(called))
        engines[f"{size} names"] = Engine(NameIndex(known), ranker)
    answers = {name: ours(engine) for name, engine in engines.items()}
    take_turns(answers, texts)  # words are met, so that the first engine has no more to do
    return {name: quantile(told, 0.5) for name, told in take_turns(answers, texts).items()}


def report(comparison: Comparison, grown: Mapping[str, float]) -> None:
    """Print the figures as tables."""
    print("| engine | messages | right % | macro-F1 | outside at 5 % | p50 ms | p99 ms | s | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    print("\n".join(engine.row() for engine in comparison.engines))
    if comparison.left_out:
        print(f"\nLeft out: {comparison.left_out}")
    print("\n| how ours grows | p50 ms |\n| --- | --- |")
    print("\n".join(f"| {what} | {ms:.2f} |" for what, ms in grown.items()))
    faster = comparison.faster
    print(
        f"\nTimes faster than tf-idf + SVM: {faster['times_faster_than_svm']} at p50, "
        f"{faster['times_faster_p99']} at p99, {faster['times_faster_again']} when asked again"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=FOLDER / "dev.jsonl")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    names = tuple(understanding_names(KnowledgeBase(load_packs().records)))
    comparison = Comparison(options.file, names, quick=options.quick)
    texts = [message.text for message in read_labelled(options.file)][:300]
    grown = growth(names, texts, (1_000, 10_000) if options.quick else (1_000, 10_000, 100_000))
    if not options.json:
        report(comparison, grown)
    figures = {
        "file": options.file.name,
        "engines": [asdict(engine) for engine in comparison.engines],
        "left_out": comparison.left_out,
        **comparison.faster,
        "p50_ms_by_size": grown,
    }
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
