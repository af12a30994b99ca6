"""Understanding beside its peers, in one run: right answers, time, memory, growth.

    python benchmarks/understanding.py [FILE] [--quick] [--json]

All learn from the shipped labelled messages without FILE (by default ``dev.jsonl``) and are asked
the messages of FILE. Times are for one message at a time; every message is asked once, unseen.
``--quick`` asks fewer messages and leaves out the largest sizes. The last line printed is all
figures as JSON.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
from hassil import Intents, recognize
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from bot.conversation.names import understanding_names
from intents.classify.examples import Example
from intents.classify.weights import PATH, read_weights
from intents.evaluate.judge import engine_without, training_files
from intents.evaluate.labelled import read_labelled
from intents.lexicon import load_lexicon
from intents.meaning import Name
from intents.names import NameIndex
from intents.understand import Engine, make_ranker, understand
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs

DAY = date(2026, 1, 15)
OUTSIDE = "out_of_scope"

Answer = Callable[[str], tuple[str, float]]
"""Text to intent and how much speaks for it being out of scope."""


def wratio(examples: Sequence[Example]) -> Answer:
    texts = [utils.default_process(example.text) for example in examples]

    def answer(text: str) -> tuple[str, float]:
        found = process.extractOne(utils.default_process(text), texts, scorer=fuzz.WRatio)
        intent = examples[found[2]].intent
        return intent, float(intent == OUTSIDE)

    return answer


def token_set(examples: Sequence[Example]) -> Answer:
    texts = [utils.default_process(example.text) for example in examples]

    def answer(text: str) -> tuple[str, float]:
        near = process.extract(
            utils.default_process(text), texts, scorer=fuzz.token_set_ratio, limit=9
        )
        votes = Counter(examples[place].intent for _, _, place in near)
        return votes.most_common(1)[0][0], votes[OUTSIDE] / 9

    return answer


def svm(examples: Sequence[Example]) -> Answer:
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+")  # noqa: S106
    model = make_pipeline(make_union(letters, words), LinearSVC(C=0.5))
    model.fit([example.text for example in examples], [example.intent for example in examples])
    outside = list(model.classes_).index(OUTSIDE)

    def answer(text: str) -> tuple[str, float]:
        scores = model.decision_function([text])[0]
        best = int(scores.argmax())
        lead = scores[outside] - np.delete(scores, outside).max()
        return str(model.classes_[best]), float(lead)

    return answer


def hassil(examples: Sequence[Example]) -> Answer:
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        plain = utils.default_process(example.text)
        if plain:
            by_intent.setdefault(example.intent, []).append(plain)
    intents = Intents.from_dict(
        {
            "language": "nb",
            "intents": {
                intent: {"data": [{"sentences": texts}]} for intent, texts in by_intent.items()
            },
        }
    )

    def answer(text: str) -> tuple[str, float]:
        found = recognize(utils.default_process(text), intents)
        return (found.intent.name if found else OUTSIDE), float(found is None)

    return answer


def ours(path: Path, names: Sequence[Name]) -> Answer:
    engine = engine_without(path, (), names)

    def answer(text: str) -> tuple[str, float]:
        meaning = understand(text, engine, today=DAY)
        ranked = dict([(meaning.intent, meaning.confidence), *meaning.alternatives])
        return meaning.intent, ranked.get(OUTSIDE, 0.0)

    return answer


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

    def row(self) -> str:
        return (
            f"| {self.engine} | {self.messages} | {100 * self.right:.1f} | {self.macro_f1:.2f} | "
            f"{100 * self.outside_at_5:.0f} | {self.p50_ms:.2f} | {self.p99_ms:.2f} |"
        )


def score(name: str, answer: Answer, path: Path, most: int | None = None) -> Figures:
    judged = [message for message in read_labelled(path) if message.intent][:most]
    gold = np.array([message.intent for message in judged])
    said, outside, times = [], [], []
    for message in judged:
        start = perf_counter()
        intent, chance = answer(message.text)
        times.append(1000 * (perf_counter() - start))
        said.append(intent)
        outside.append(chance)
    chances = np.array(outside)
    limit = np.quantile(chances[gold != OUTSIDE], 0.95)
    f1 = f1_score(gold, said, average="macro", zero_division=0, labels=np.unique(gold))
    return Figures(
        name,
        len(judged),
        round(float((gold == np.array(said)).mean()), 4),
        round(float(f1), 4),
        round(float((chances[gold == OUTSIDE] > limit).mean()), 4),
        round(float(np.median(times)), 3),
        round(float(np.quantile(times, 0.99)), 3),
    )


def growth(names: Sequence[Name], texts: Sequence[str], sizes: Sequence[int]) -> dict[str, float]:
    """Give the median time by number of examples and of names, with invented ones added."""
    chance = random.Random(0)  # noqa: S311 - repeatable, not secret
    words = [word for text in texts for word in text.split()]
    weights = read_weights(PATH.read_text(encoding="utf-8"))
    found = {}
    for size in sizes:
        examples = [
            Example(" ".join(chance.choices(words, k=9)), "route_idea") for _ in range(size)
        ]
        engine = Engine(NameIndex(names), make_ranker(load_lexicon(), examples, weights))
        found[f"{size} examples"] = timed(engine, texts)
    ranker = make_ranker(load_lexicon(), [], weights)
    for size in (100, 1_000, 10_000):
        invented = [
            Name(chance.choice(words).title() + chance.choice(words), "organisation", str(number))
            for number in range(size)
        ]
        found[f"{size} names"] = timed(Engine(NameIndex(invented), ranker), texts)
    return found


def timed(engine: Engine, texts: Sequence[str]) -> float:
    """Give the median time of a message in milliseconds."""
    times = []
    for text in texts:
        start = perf_counter()
        understand(text, engine, today=DAY)
        times.append(1000 * (perf_counter() - start))
    return round(float(np.median(times)), 3)


_LOAD = """
import sys; from time import perf_counter
def resident():
    with open("/proc/self/statm") as pages: return int(pages.read().split()[1]) * 4096 / 1e6
import numpy, rapidfuzz, simplemma, yaml
from datetime import date
before, start = resident(), perf_counter()
from intents.understand import load, understand
engine = load([])
loaded = perf_counter() - start
understand("Hvor går jeg med en idé?", engine, today=date(2026, 1, 15))
import json
print(json.dumps({"load_s": round(loaded, 2), "first_message_s": round(perf_counter() - start, 2),
                  "memory_mb": round(resident() - before)}))
"""


def main() -> None:
    root = Path(__file__).parent.parent
    parser = argparse.ArgumentParser(description=__doc__)
    shipped = root / "intents" / "examples" / "dev.jsonl"
    parser.add_argument("file", nargs="?", type=Path, default=shipped)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    path, quick = options.file, options.quick
    names = tuple(understanding_names(KnowledgeBase(load_packs().records)))
    engines = compare(path, names, quick=quick)
    texts = [message.text for message in read_labelled(path)][:300]
    grown = growth(names, texts, (1_000, 10_000) if quick else (1_000, 10_000, 100_000))
    loaded = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True, cwd=root
    )
    size = json.loads(loaded.stdout)
    ratio = round(engines[1].p50_ms / engines[0].p50_ms, 2)
    if not options.json:
        report(engines, grown, size)
    figures = {
        "file": path.name,
        "engines": [asdict(engine) for engine in engines],
        "times_faster_than_svm": ratio,
        "p50_ms_by_size": grown,
        **size,
    }
    print(json.dumps(figures, ensure_ascii=False))


def compare(path: Path, names: Sequence[Name], *, quick: bool) -> list[Figures]:
    """Ask every engine the same messages; ours comes first, then the SVM."""
    examples = [
        example
        for file in training_files(path, ())
        for example in (message.example() for message in read_labelled(file))
        if example
    ]
    most = 200 if quick else None
    return [
        score("ours", ours(path, names), path, most),
        score("tf-idf + linear SVM", svm(examples), path, most),
        score("RapidFuzz token_set_ratio, 9 nearest", token_set(examples), path, most),
        score("RapidFuzz WRatio, nearest", wratio(examples), path, most),
        score("hassil templates", hassil(examples), path, most=10 if quick else 50),
    ]


def report(engines: Sequence[Figures], grown: dict[str, float], size: dict[str, float]) -> None:
    """Print the figures as tables."""
    print("| engine | messages | right % | macro-F1 | outside at 5 % | p50 ms | p99 ms |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print("\n".join(engine.row() for engine in engines))
    print("\n| how ours grows | p50 ms |\n| --- | --- |")
    print("\n".join(f"| {what} | {ms:.2f} |" for what, ms in grown.items()))
    print(
        f"\nLoad and memory of the engine: {size['load_s']} s, {size['first_message_s']} s with a "
        f"first message, {size['memory_mb']} MB"
    )


if __name__ == "__main__":
    main()
