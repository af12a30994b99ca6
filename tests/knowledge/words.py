"""Every fault must be sayable in every language."""

from collections.abc import Collection

from bot.cli.faults import fault_lines
from bot.speech.catalogue import catalogue
from knowledge.faults import Fault
from knowledge.records.base import LANGUAGES


def assert_told(faults: Collection[Fault]) -> None:
    """Say the faults in all languages; an unknown word or placeholder would raise."""
    for language in LANGUAGES:
        assert len(list(fault_lines(faults, catalogue(language)))) == len(faults)
