"""Errors that a person at a terminal can meet, said in words, with the right exit status."""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec

import click

from bot.cli.faults import fault_lines
from bot.database import DatabaseError
from bot.speech.catalogue import catalogue
from knowledge.faults import PackError
from knowledge.store import StoredRecordError

P = ParamSpec("P")

_WORDS = catalogue("nb")


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Turn errors with a known cause into a sentence on standard error and exit status 1."""

    @functools.wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except DatabaseError as error:
            click.echo(_WORDS.text(f"error.{error.code}", **error.values), err=True)
            sys.exit(1)
        except StoredRecordError as error:
            words = _WORDS.text("kb.error.stored_record", kind=error.kind, id=error.identity)
            click.echo(words, err=True)
            sys.exit(1)
        except PackError as error:
            for line in fault_lines(error.faults, _WORDS):
                click.echo(line, err=True)
            sys.exit(1)

    return wrapper
