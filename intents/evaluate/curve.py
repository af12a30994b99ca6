"""The learning curve: how accuracy grows with the number of examples."""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from intents.evaluate.judge import engine_from, judge, training_files
from intents.evaluate.labelled import Labelled, read_labelled
from intents.meaning import Name
from intents.names import NameIndex

_SIZES = (250, 500, 1_000, 2_000, 4_000, 8_000, 16_000)


def learning_curve(
    files: Sequence[Path], train: Sequence[Path], names: Iterable[Name]
) -> list[tuple[int, float]]:
    """Give (number of examples, accuracy on `files`) for growing random shares, seeded."""
    index = NameIndex(names)
    known: list[Labelled] = _shuffled(files, train)
    judged = [message for path in files for message in read_labelled(path) if message.intent]
    sizes = [size for size in _SIZES if size < len(known)] + [len(known)]
    curve = []
    for size in sizes:
        engine = engine_from(known[:size], range(size), index)
        right = [one.right for one in judge(engine, judged)]
        curve.append((size, sum(right) / len(right)))
    return curve


def _shuffled(files: Sequence[Path], train: Sequence[Path]) -> list[Labelled]:
    allowed = [set(training_files(path, train)) for path in files]
    kept = sorted(set.intersection(*allowed))
    messages = [message for path in kept for message in read_labelled(path)]
    random.Random(0).shuffle(messages)  # noqa: S311 - repeatable, not secret
    return messages
