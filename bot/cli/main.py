"""The command ``idelos``."""

import click

from bot.cli.ask import ask
from bot.cli.chat import chat
from bot.cli.ideas import ideas
from bot.cli.kb import kb
from bot.cli.notices import notices
from bot.cli.offices import appoint, end, offices
from bot.cli.serve import demo, migrate, web
from bot.cli.slack import slack
from bot.cli.teams import teams
from bot.cli.telegram import telegram
from bot.cli.understanding import evaluate, train
from bot.cli.worker import worker


@click.group()
@click.version_option(package_name="idelos")
def main() -> None:
    """Idélos shows municipal staff where their ideas can go."""


for command in (
    ask,
    chat,
    demo,
    web,
    slack,
    teams,
    telegram,
    worker,
    migrate,
    kb,
    notices,
    ideas,
    train,
    evaluate,
):
    main.add_command(command)
for command in (appoint, offices, end):
    ideas.add_command(command)
