"""Judging: the engine reads labelled messages, built without the file that they stand in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import cast

from intents.classify.cues import load_cues
from intents.classify.examples import FOLDER, Example
from intents.evaluate.labelled import Labelled, read_labelled
from intents.learn_labels import learn_needs, learn_themes
from intents.linear import LinearModel
from intents.meaning import Language, Meaning, Name, Scored
from intents.names import NameIndex
from intents.needs import NEEDS, choose_need, need_features
from intents.themes import LABELS, score_themes
from intents.understand import Engine, make_ranker, understand
from intents.words import Words, read

_DAY = date(2026, 1, 15)
NEED_INTENTS = frozenset({"route_idea", "get_support"})
"""Only these have a need."""

Perturb = Callable[[str, int], str]
"""Makes a message worse: text and number of the line to text."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled message and what the engine made of it."""

    labelled: Labelled
    meaning: Meaning
    themes: tuple[tuple[str, float], ...]
    """All themes with their chance, likeliest first."""
    need: str | None
    seconds: float
    """What `understand` took."""

    @property
    def ranked(self) -> tuple[tuple[str, float], ...]:
        """The likeliest intents with their chance, at most five."""
        return ((self.meaning.intent, self.meaning.confidence), *self.meaning.alternatives)

    @property
    def right(self) -> bool:
        """Whether the intent is the labelled one, or one that counts as right."""
        return self.meaning.intent in (self.labelled.intent, *self.labelled.also)


@dataclass(frozen=True, slots=True)
class Judge:
    """An engine and models of themes and needs that have learned from the same messages."""

    engine: Engine
    themes: LinearModel
    needs: LinearModel

    def judge(self, messages: Sequence[Labelled], perturb: Perturb | None = None) -> list[Judged]:
        """Read all messages."""
        return [
            self._one(message, perturb(message.text, number) if perturb else message.text)
            for number, message in enumerate(messages)
        ]

    def _one(self, message: Labelled, text: str) -> Judged:
        start = perf_counter()
        meaning = understand(text, self.engine, today=_DAY)
        seconds = perf_counter() - start
        words = read(text)
        themes = score_themes(words, meaning.language, self.themes)
        needs = self.needs.scores(*need_features(words, meaning.language))
        scored_needs = tuple(Scored(score.label, score.chance) for score in needs)
        return Judged(
            message,
            meaning,
            tuple((score.label, score.chance) for score in themes),
            choose_need(scored_needs, meaning.intent),
            seconds,
        )


def judge_from(messages: Iterable[Labelled], groups: Iterable[int], names: NameIndex) -> Judge:
    """Build a judge from labelled messages alone; `groups` says who wrote each."""
    from intents.train.fit import fit, prepare  # noqa: PLC0415 - needs scikit-learn

    pairs = [(m, m.example(), group) for m, group in zip(messages, groups, strict=True)]
    examples: list[Example] = [example for _, example, _ in pairs if example]
    cues = load_cues()
    weights = fit(prepare(examples, [group for _, example, group in pairs if example], cues))
    ranker = make_ranker(cues, examples, weights)
    themed = [_seen(m) for m, _, _ in pairs if "themes" in m.known]
    needed = [_seen(m) for m, _, _ in pairs if "need" in m.known and m.intent in NEED_INTENTS]
    theme_text = learn_themes((w, lang, m.themes) for w, lang, m in themed) if themed else ""
    need_text = learn_needs((w, lang, m.need) for w, lang, m in needed) if needed else ""
    return Judge(
        Engine(names, ranker),
        LinearModel(LABELS, theme_text.splitlines()),
        LinearModel(NEEDS, need_text.splitlines()),
    )


def _seen(message: Labelled) -> tuple[Words, Language, Labelled]:
    return read(message.text), cast("Language", message.lang or "nb"), message


def shipped_files() -> list[Path]:
    """Give the labelled files that come with the product."""
    return sorted(FOLDER.glob("*.jsonl"))


def training_files(path: Path, train: Sequence[Path]) -> list[Path]:
    """Give the files to learn from when `path` is judged: none that shares a message with it."""
    judged = {message.text for message in read_labelled(path)}
    return [
        file
        for file in (train or shipped_files())
        if not file.samefile(path) and not _shares(read_labelled(file), judged)
    ]


def _shares(messages: Sequence[Labelled], judged: set[str]) -> bool:
    """Whether half of the messages or more are the judged ones: a copy of the file."""
    return 2 * sum(message.text in judged for message in messages) >= len(messages)


def judge_without(path: Path, train: Sequence[Path], names: Iterable[Name]) -> Judge:
    """Build the judge for a file from all other files."""
    messages, groups = [], []
    for group, file in enumerate(training_files(path, train)):
        for message in read_labelled(file):
            messages.append(message)
            groups.append(group)
    return judge_from(messages, groups, NameIndex(names))
