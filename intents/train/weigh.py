"""The command's work: from files of labelled messages to the file of weights."""

from collections.abc import Sequence
from pathlib import Path

from intents.classify.cues import Cues, load_cues
from intents.classify.examples import FOLDER, read_examples
from intents.classify.weights import Weights
from intents.train.fit import Prepared, fit, prepare


def train(paths: Sequence[Path] = (), cues: Cues | None = None) -> Weights:
    """Learn weights from `paths`, all shipped examples by default; each file is an author."""
    return fit(prepare_files(paths or sorted(FOLDER.glob("*.jsonl")), cues or load_cues()))


def prepare_files(paths: Sequence[Path], cues: Cues) -> Prepared:
    """Read the labelled messages of all files as features, grouped by file."""
    examples, groups = [], []
    for group, path in enumerate(paths):
        for example in read_examples(path):
            examples.append(example)
            groups.append(group)
    return prepare(examples, groups, cues)
