"""The command's work: from files of labelled messages to the files of weights."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from intents import language
from intents.classify.examples import FOLDER
from intents.classify.weights import PATH, Weights, write_weights
from intents.evaluate.labelled import Labelled, read_labelled
from intents.learn_language import learn_language
from intents.lexicon import load_lexicon
from intents.meaning import Language
from intents.train.fit import fit
from intents.train.lessons import lessons
from intents.train.prepare import prepare


def train(paths: Sequence[Path] = ()) -> Weights:
    """Learn all weights, from all shipped examples by default; a file is an author."""
    files = paths or sorted(FOLDER.glob("*.jsonl"))
    read = [(message, by) for by, path in enumerate(files) for message in read_labelled(path)]
    messages, authors = zip(*read, strict=True)
    return fit(prepare(lessons(messages, authors), load_lexicon()))


def train_all() -> Iterator[tuple[Path, str]]:
    """Give every file of weights that is shipped, with its text, learned from all examples."""
    yield PATH, write_weights(train())
    messages = (m for path in sorted(FOLDER.glob("*.jsonl")) for m in read_labelled(path))
    yield language.WEIGHTS_FILE, learn_language(map(_spoken, filter(_told, messages)))


def _told(message: Labelled) -> bool:
    """Whether it is a whole message that says its language, not a title."""
    return message.lang is not None and {"intent", "themes"} <= message.known


def _spoken(message: Labelled) -> tuple[str, Language]:
    return message.text, cast("Language", message.lang)
