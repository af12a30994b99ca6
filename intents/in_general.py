"""Whether a message asks for all there is («hvilke frister kommer?»), not for one thing's."""

from functools import cache
from pathlib import Path

import yaml

from intents.patterns import Patterns
from intents.words import read

_FILE = Path(__file__).with_name("data") / "in_general.yaml"


def asks_in_general(text: str) -> bool:
    """Tell whether the text speaks of deadlines, calls or money in the plural."""
    return any(True for _ in _patterns().find(read(text)))


@cache
def _patterns() -> Patterns:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Patterns(("general", phrase, 1.0) for phrase in content["phrases"])
