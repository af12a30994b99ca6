"""The command's work: from files of labelled messages to the files of weights."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from intents import language, needs, themes
from intents.classify.cues import Cues, load_cues
from intents.classify.examples import FOLDER, read_examples
from intents.classify.weights import PATH, Weights, write_weights
from intents.evaluate.judge import NEED_INTENTS
from intents.evaluate.labelled import read_labelled
from intents.learn_labels import learn_needs, learn_themes
from intents.learn_language import learn_language
from intents.meaning import Language
from intents.train.fit import Prepared, fit, prepare
from intents.words import read


def train(paths: Sequence[Path] = (), cues: Cues | None = None) -> Weights:
    """Learn the weights of intents, from all shipped examples by default; a file is an author."""
    return fit(prepare_files(paths or sorted(FOLDER.glob("*.jsonl")), cues or load_cues()))


def train_all() -> Iterator[tuple[Path, str]]:
    """Give every file of weights that is shipped, with its text, learned from all examples."""
    yield PATH, write_weights(train())
    messages = [m for path in sorted(FOLDER.glob("*.jsonl")) for m in read_labelled(path)]
    full = [
        (message, read(message.text), cast("Language", message.lang))
        for message in messages
        if message.lang and "themes" in message.known
    ]
    yield language.WEIGHTS_FILE, learn_language((m.text, spoken) for m, _, spoken in full)
    yield themes.FILE, learn_themes((words, spoken, m.themes) for m, words, spoken in full)
    yield (
        needs.FILE,
        learn_needs(
            (words, spoken, m.need) for m, words, spoken in full if m.intent in NEED_INTENTS
        ),
    )


def prepare_files(paths: Sequence[Path], cues: Cues) -> Prepared:
    """Read the labelled messages of all files as features, grouped by file."""
    examples, groups = [], []
    for group, path in enumerate(paths):
        for example in read_examples(path):
            examples.append(example)
            groups.append(group)
    return prepare(examples, groups, cues)
