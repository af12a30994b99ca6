"""``idelos worker``: the process that acts by itself."""

import asyncio
import signal

import click

from bot.cli.errors import told
from bot.settings import Settings
from bot.speech.catalogue import catalogue
from bot.worker.assembly import work

_WORDS = catalogue("nb")


@click.command()
@told
def worker() -> None:
    """Send notices, and forget what is old. Any number may run; SIGTERM ends one gently."""
    asyncio.run(_until_told_to_stop(Settings()))


async def _until_told_to_stop(settings: Settings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await work(settings, stopped, lambda: click.echo(_WORDS.text("notices_cli.worker_runs")))
