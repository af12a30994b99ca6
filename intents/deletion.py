"""Whether a message about privacy asks for deletion: «slett alt om meg», not «hva lagrer du?»."""

from functools import cache
from pathlib import Path

import yaml

from intents.patterns import Patterns
from intents.words import read

_FILE = Path(__file__).with_name("data") / "deletion.yaml"


def asks_deletion(text: str) -> bool:
    """Tell whether the text asks that something be deleted."""
    return any(True for _ in _patterns().find(read(text)))


@cache
def _patterns() -> Patterns:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Patterns(("deletion", phrase, 1.0) for phrase in content["phrases"])
