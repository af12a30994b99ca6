"""Groups of commands that answer in the language of their user."""

import sys
from typing import Any

import click

from bot.cli.faults import fail
from bot.database import DatabaseError
from knowledge.faults import PackError
from knowledge.store import StoredRecordError


class PlainGroup(click.Group):
    """Says errors of a known cause in the user's language, with exit status 1.

    The group keeps the `Catalogue` of that language as ``obj``.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except PackError as error:
            fail(error.faults, ctx.obj)
        except DatabaseError as error:
            self._fail(ctx, f"error.{error.code}", **error.values)
        except StoredRecordError as error:
            self._fail(ctx, "kb.error.stored_record", kind=error.kind, id=error.identity)

    @staticmethod
    def _fail(ctx: click.Context, key: str, **values: str) -> None:
        click.echo(ctx.obj.text(key, **values), err=True)
        sys.exit(1)
