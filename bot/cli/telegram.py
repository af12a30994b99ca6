"""``idelos telegram``: fetching from Telegram, and what Telegram is told of the bot."""

import asyncio
import functools
import signal
import sys
from collections.abc import Callable
from typing import NoReturn, ParamSpec

import click

from bot.cli.errors import told
from bot.extras import needed
from bot.notices.notice import TryLaterError
from bot.settings import Settings
from bot.speech.catalogue import catalogue

P = ParamSpec("P")

_WORDS = catalogue("nb")


def _with_telegram(command: Callable[P, None]) -> Callable[P, None]:
    """Say what is missing, or what Telegram refuses, and end with status 1."""

    @functools.wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> None:
        if Settings().telegram_token is None:
            _give_up("no_token")
        with needed("telegram"):
            from bot.channels.telegram.errors import (  # noqa: PLC0415 (an extra)
                ConflictError,
                TokenError,
            )
        try:
            command(*args, **kwargs)
        except TokenError:
            _give_up("token_refused")
        except ConflictError:
            _give_up("conflict")
        except (TimeoutError, TryLaterError) as error:
            _give_up("unreachable", reason=error)

    return told(wrapper)


@click.group(invoke_without_command=True)
@click.pass_context
def telegram(context: click.Context) -> None:
    """Answer in Telegram where it can't reach us: by fetching. SIGTERM ends it gently."""
    if context.invoked_subcommand is None:
        _serve()


@_with_telegram
def _serve() -> None:
    settings = Settings()
    if settings.telegram_secret:
        _give_up("webhook")
    asyncio.run(_until_told_to_stop(settings))


@telegram.command("open")
@_with_telegram
def open_() -> None:
    """Let Telegram bring messages to «idelos web», and list the bot's commands."""
    from bot.telegram import open_webhook  # noqa: PLC0415 (an extra)

    settings = Settings()
    if settings.telegram_secret is None:
        _give_up("no_secret")
    asyncio.run(open_webhook(settings))
    click.echo(_WORDS.text("telegram_cli.opened", address=settings.base_url))


@telegram.command()
@_with_telegram
def close() -> None:
    """Let Telegram bring nothing any more, so that it can be fetched."""
    from bot.telegram import close_webhook  # noqa: PLC0415 (an extra)

    asyncio.run(close_webhook(Settings()))
    click.echo(_WORDS.text("telegram_cli.closed"))


@telegram.command()
@click.option("--follow", metavar="KIND=ID", help="What is followed: programme=klimasats.")
@click.option("--question", help="What is asked: the question of a poster.")
@_with_telegram
def link(follow: str | None, question: str | None) -> None:
    """Give a link that opens the bot, for a page or a poster."""
    from bot.channels.telegram.deep_link import LinkError, bot_link  # noqa: PLC0415 (an extra)
    from bot.telegram import bot_name  # noqa: PLC0415

    try:
        click.echo(bot_link(asyncio.run(bot_name(Settings())), follow, question))
    except LinkError:
        _give_up("too_long")


async def _until_told_to_stop(settings: Settings) -> None:
    from bot.telegram import serve_polling  # noqa: PLC0415 (an extra)

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await serve_polling(settings, stopped, lambda: click.echo(_WORDS.text("telegram_cli.runs")))


def _give_up(key: str, **values: object) -> NoReturn:
    click.echo(_WORDS.text(f"telegram_cli.{key}", **values), err=True)
    sys.exit(1)
