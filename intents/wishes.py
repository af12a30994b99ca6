"""What a message says that its intent leaves open: may one apply, are researchers wanted."""

from functools import cache
from pathlib import Path

import yaml

from intents.patterns import Patterns
from intents.words import read

_FILE = Path(__file__).with_name("data") / "wishes.yaml"


def asks_eligibility(text: str) -> bool:
    """Tell whether the text asks if somebody may apply: «kan vi søke?»"""
    return "eligibility" in _wishes(text)


def wants_researchers(text: str) -> bool:
    """Tell whether the text speaks of researchers, whatever else it wants."""
    return "researchers" in _wishes(text)


def asks_deletion(text: str) -> bool:
    """Tell whether the text asks that something be deleted, not what is kept."""
    return "deletion" in _wishes(text)


def asks_in_general(text: str) -> bool:
    """Tell whether the text speaks of deadlines, calls or schemes in the plural."""
    return "in_general" in _wishes(text)


def asks_whats_on(text: str) -> bool:
    """Tell whether the text asks what happens, meetings and deadlines alike."""
    return "whats_on" in _wishes(text)


def asks_plan(text: str) -> bool:
    """Tell whether the text asks for a plan to be made."""
    return "plan" in _wishes(text)


def asks_nearest(text: str) -> bool:
    """Tell whether the text asks for the next one only."""
    return "nearest" in _wishes(text)


def asks_forum(text: str) -> bool:
    """Tell whether the text asks for the training needs that were reported."""
    return "forum" in _wishes(text)


def asks_areas(text: str) -> bool:
    """Tell whether the text asks for the research areas that were named."""
    return "areas" in _wishes(text)


def begins_asking(text: str) -> bool:
    """Tell whether the text begins as a question or a command does, and not as a statement."""
    return any(it.label == "asking" and it.start == 0 for it in _patterns().find(read(text)))


def _wishes(text: str) -> frozenset[str]:
    return frozenset(match.label for match in _patterns().find(read(text)))


@cache
def _patterns() -> Patterns:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Patterns(
        (wish, phrase, 1.0) for wish, phrases in content["wishes"].items() for phrase in phrases
    )
