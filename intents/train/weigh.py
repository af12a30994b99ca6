"""The command's work: from files of labelled messages to the file of weights."""

from collections.abc import Sequence
from pathlib import Path

from intents.classify.cues import load_cues
from intents.classify.examples import FOLDER, read_examples
from intents.classify.weights import write_weights
from intents.train.fit import fit, prepare


def train(paths: Sequence[Path] = ()) -> str:
    """Give the text of the weight file learned from `paths`, all shipped examples by default."""
    files = list(paths) or sorted(FOLDER.glob("*.jsonl"))
    examples = [example for path in files for example in read_examples(path)]
    return write_weights(fit(prepare(examples, load_cues())))
