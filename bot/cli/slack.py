"""``idelos slack``: the process that takes in from Slack over a socket, and answers there."""

import asyncio
import signal
import sys

import click

from bot.cli.errors import told
from bot.cli.slack_setup import manifest, region, workspaces
from bot.extras import needed
from bot.notices.notice import RefusedError, TryLaterError
from bot.settings import Settings
from bot.speech.catalogue import catalogue

_WORDS = catalogue("nb")


@click.group(invoke_without_command=True)
@click.pass_context
def slack(context: click.Context) -> None:
    """Answer in Slack where it can't reach us: over a socket. SIGTERM ends it gently."""
    if context.invoked_subcommand is None:
        _serve()


for command in (manifest, workspaces, region):
    slack.add_command(command)


@told
def _serve() -> None:
    settings = Settings()
    if settings.slack_app_token is None:
        _give_up(_WORDS.text("slack_cli.no_app_token"))
    try:
        asyncio.run(_until_told_to_stop(settings))
    except RefusedError as error:
        _give_up(_WORDS.text("slack_cli.refused", reason=error))
    except TryLaterError as error:
        _give_up(_WORDS.text("slack_cli.unreachable", reason=error))


async def _until_told_to_stop(settings: Settings) -> None:
    with needed("slack"):
        from bot.slack import serve_socket  # noqa: PLC0415 (an extra)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await serve_socket(settings, stopped, lambda: click.echo(_WORDS.text("slack_cli.runs")))


def _give_up(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)
