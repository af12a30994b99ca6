"""Whether a message asks «kan vi søke?»: if one may apply, not what a scheme is."""

from functools import cache
from pathlib import Path

import yaml

from intents.patterns import Patterns
from intents.words import read

_FILE = Path(__file__).with_name("data") / "eligibility.yaml"


def asks_eligibility(text: str) -> bool:
    """Tell whether the text asks if somebody may apply."""
    return any(True for _ in _patterns().find(read(text)))


@cache
def _patterns() -> Patterns:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Patterns(("eligibility", phrase, 1.0) for phrase in content["phrases"])
