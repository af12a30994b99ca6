"""Faults in packs, said in the keeper's language."""

from collections.abc import Iterable, Iterator

from bot.speech.catalogue import Catalogue
from knowledge.faults import Fault


def fault_lines(faults: Iterable[Fault], words: Catalogue) -> Iterator[str]:
    """Give one line a fault: ``file:line: record: field: words``."""
    for fault in faults:
        said = words.text(f"kb.fault.{fault.code}", **fault.values)
        yield f"{fault.place}: {said}" if fault.place else said
