"""Faults in packs, said in the keeper's language."""

import sys
from collections.abc import Collection, Iterable, Iterator
from typing import NoReturn

import click

from bot.speech.catalogue import Catalogue
from knowledge.faults import Fault


def fault_lines(faults: Iterable[Fault], words: Catalogue) -> Iterator[str]:
    """Give one line a fault: ``file:line: record: field: words``."""
    for fault in faults:
        said = words.text(f"kb.fault.{fault.code}", **fault.values)
        yield f"{fault.place}: {said}" if fault.place else said


def fail(faults: Collection[Fault], words: Catalogue) -> NoReturn:
    """Print the faults and how many they are, and end with exit status 1."""
    for line in fault_lines(faults, words):
        click.echo(line)
    click.echo(words.text("kb.check.faults", count=len(faults)), err=True)
    sys.exit(1)
