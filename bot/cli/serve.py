"""``idelos web``, ``migrate`` and ``demo``: the processes that answer, and what they stand on."""

import asyncio
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import uvicorn
from starlette.applications import Starlette

from bot.app import build
from bot.cli.errors import told
from bot.clock import utc_now
from bot.database import check_version, make_engine, make_sessions
from bot.database import migrate as bring_up
from bot.demo.demo import Demo
from bot.demo.samples import with_samples
from bot.settings import Settings
from bot.speech.catalogue import catalogue
from bot.worker.assembly import work
from knowledge.packs import Packs, load_packs
from knowledge.store import SnapshotCache, import_packs

_WORDS = catalogue("nb")
_DEMO_FOLDER = Path("var/demo")


@click.command()
@told
def migrate() -> None:
    """Bring the tables of the database up to this version."""
    asyncio.run(bring_up(Settings().database_url))
    click.echo(_WORDS.text("cli.migrated"))


@click.command()
@told
def web() -> None:
    """Serve the web chat."""
    settings = Settings()
    asyncio.run(_check(settings))
    with _listening(settings) as listener:
        _server(build(settings)).run(sockets=[listener])


@click.command()
@click.option("--port", default=8080, show_default=True, help="Port of the page.")
@told
def demo(port: int) -> None:
    """Run the assistant on real knowledge, with sample meetings and calls ahead."""
    demo = Demo(_DEMO_FOLDER)
    settings = demo.settings(port)
    with _listening(settings) as listener:
        demo.begin()
        asyncio.run(_prepare(settings, with_samples(load_packs(), utc_now().date())))
        click.echo(_WORDS.text("cli.demo.ready", address=settings.base_url))
        click.echo(_WORDS.text("cli.demo.outbox", address=f"{settings.base_url}/outbox"))
        click.echo(_WORDS.text("cli.demo.contact", address=f"{settings.base_url}/outbox/contact"))
        asyncio.run(_serve_and_work(demo, settings, listener))


async def _check(settings: Settings) -> None:
    engine = make_engine(settings.database_url)
    try:
        await check_version(engine)
        knowledge = SnapshotCache(make_sessions(engine))
        settings.check_regions((await knowledge.current()).regions)
    finally:
        await engine.dispose()


async def _prepare(settings: Settings, packs: Packs) -> None:
    await bring_up(settings.database_url)
    engine = make_engine(settings.database_url)
    try:
        await import_packs(make_sessions(engine), packs, "demo", utc_now())
    finally:
        await engine.dispose()


async def _serve_and_work(demo: Demo, settings: Settings, listener: socket.socket) -> None:
    """Be web server and worker in one process, until Ctrl-C."""
    stopped = asyncio.Event()
    server = _server(build(settings, demo.clock, demo))
    async with asyncio.TaskGroup() as group:
        group.create_task(work(settings, stopped, clock=demo.clock, outbox=demo.letters))
        await server.serve(sockets=[listener])
        stopped.set()


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """Take the port first, so that a port in use is a sentence and not a traceback."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError:
            click.echo(_WORDS.text("error.port_in_use", port=settings.port), err=True)
            sys.exit(1)
        yield listener


def _server(app: Starlette) -> uvicorn.Server:
    # No access log: the address of a linked question holds the question.
    config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)
    return uvicorn.Server(config)
