"""``idelos notices``: what goes out to people, for secretaries and operators."""

from typing import get_args

import click

from bot.cli.announcements import announce, announcements, report, withdraw
from bot.cli.deliveries import explain, list_, retry
from bot.cli.groups import PlainGroup
from bot.message import Language
from bot.speech.catalogue import catalogue


@click.group(cls=PlainGroup)
@click.option("--lang", type=click.Choice(get_args(Language)), default="nb", show_default=True)
@click.pass_context
def notices(context: click.Context, lang: Language) -> None:
    """Announce something, and see what becomes of notices."""
    context.obj = catalogue(lang)


for command in (announce, announcements, withdraw, report, list_, retry, explain):
    notices.add_command(command)
