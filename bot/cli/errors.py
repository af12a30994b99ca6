"""Errors that a person at a terminal can meet, said in words, with the right exit status."""

import functools
import sys
from collections.abc import Callable, Iterator
from typing import ParamSpec

import click
from pydantic import ValidationError

from bot.cli.faults import fault_lines
from bot.database import DatabaseError
from bot.extras import MissingExtraError
from bot.settings import UnknownRegionError
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
        except ValidationError as error:
            for line in _odd_settings(error):
                click.echo(line, err=True)
            sys.exit(1)
        except UnknownRegionError as error:
            name, known = f"IDELOS_{error.setting.upper()}", ", ".join(sorted(error.known))
            click.echo(_WORDS.text("error.setting.region", name=name, known=known), err=True)
            sys.exit(1)
        except MissingExtraError as error:
            words = _WORDS.text("error.missing_extra", package=error.package, extra=error.extra)
            click.echo(words, err=True)
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


def _odd_settings(error: ValidationError) -> Iterator[str]:
    """Say what is wrong with the settings, never what they are: some are secrets."""
    for fault in error.errors(include_input=False, include_url=False, include_context=False):
        known = f"error.setting.{fault['type']}"
        key = known if known in _WORDS else "error.setting.odd"
        name = "".join(f"IDELOS_{part}".upper() for part in fault["loc"][:1])
        yield _WORDS.text(key, name=name)
