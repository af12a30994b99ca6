"""Judging: the engine reads labelled messages, built without the file that they stand in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from intents.classify.examples import FOLDER
from intents.evaluate.labelled import Labelled, read_labelled
from intents.lexicon import load_lexicon
from intents.meaning import Meaning, Name, Scored
from intents.names import NameIndex
from intents.needs import choose_need
from intents.themes import rank_themes
from intents.understand import Engine, make_ranker, understand
from intents.words import read

_DAY = date(2026, 1, 15)
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


def judge(
    engine: Engine, messages: Sequence[Labelled], perturb: Perturb | None = None
) -> list[Judged]:
    """Read all messages."""
    return [
        _judged(engine, message, perturb(message.text, number) if perturb else message.text)
        for number, message in enumerate(messages)
    ]


def _judged(engine: Engine, message: Labelled, text: str) -> Judged:
    start = perf_counter()
    meaning = understand(text, engine, today=_DAY)
    seconds = perf_counter() - start
    scores = engine.ranker.rank(read(text)).scores
    needs = tuple(Scored(need, chance) for need, chance in scores.chances("need"))
    return Judged(
        message,
        meaning,
        tuple(rank_themes(scores)),
        choose_need(needs, meaning.intent),
        seconds,
    )


def engine_from(messages: Iterable[Labelled], groups: Iterable[int], names: NameIndex) -> Engine:
    """Build an engine from labelled messages alone; `groups` says who wrote each."""
    from intents.train.fit import fit  # noqa: PLC0415 - needs scikit-learn
    from intents.train.lessons import lessons  # noqa: PLC0415
    from intents.train.prepare import prepare  # noqa: PLC0415

    told = list(messages)
    lexicon = load_lexicon()
    examples = (message.example() for message in told)
    ranker = make_ranker(
        lexicon, filter(None, examples), fit(prepare(lessons(told, groups), lexicon))
    )
    return Engine(names, ranker)


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


def engine_without(path: Path, train: Sequence[Path], names: Iterable[Name]) -> Engine:
    """Build the engine that judges a file from all other files."""
    messages, groups = [], []
    for group, file in enumerate(training_files(path, train)):
        for message in read_labelled(file):
            messages.append(message)
            groups.append(group)
    return engine_from(messages, groups, NameIndex(names))
