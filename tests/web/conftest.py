"""The web chat for tests: in memory for most, on loopback for a real browser."""

import asyncio
import os
import shutil
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from starlette.applications import Starlette

from bot.calendars.shelf import Calendars
from bot.channels.web import Backing, create_app
from bot.channels.web.calendars import CalendarSource
from bot.database import make_engine, make_sessions
from bot.demo.outbox import OutboxDesk
from knowledge.base import KnowledgeBase
from tests.node.programs import package
from tests.notices.edges import edges
from tests.web.scripted_notices import ScriptedErrands, ScriptedNotices
from tests.web.scripted_turn import REGIONS, ScriptedTurn
from tests.web.visit import Clock, Visit

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def turn() -> ScriptedTurn:
    return ScriptedTurn()


@pytest.fixture
def notices() -> ScriptedNotices:
    return ScriptedNotices()


@pytest.fixture
def errands() -> ScriptedErrands:
    return ScriptedErrands()


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def calendars(clock: Clock) -> CalendarSource:
    """Calendars of a small region, for pages that ask no database."""

    async def knowledge() -> KnowledgeBase:
        return edges()

    sessions = make_sessions(make_engine("sqlite://"))
    return CalendarSource(Calendars(sessions, knowledge, clock), "https://idelos.test")


@pytest.fixture
def app(
    turn: ScriptedTurn,
    clock: Clock,
    notices: ScriptedNotices,
    errands: ScriptedErrands,
    calendars: CalendarSource,
    outbox: Path,
) -> Starlette:
    async def invite() -> str:
        return "invitation"

    async def next_morning() -> None:
        clock.move(days=1)

    return create_app(
        Backing(
            turn=turn,
            forget=turn.forget,
            regions=lambda: REGIONS,
            revision=lambda: 7,
            now=clock,
            kept_days=30,
            notices=notices,
            calendars=calendars,
            errands=errands,
            outbox=OutboxDesk(outbox, clock, next_morning, invite),
        )
    )


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    headers = {"accept-language": "nb"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://idelos.test", headers=headers
    ) as client:
        yield client


@pytest.fixture
def address(app: Starlette) -> Iterator[str]:
    """The web chat on loopback, for a browser."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", access_log=False, ws="none")
    server = uvicorn.Server(config)
    # The socket listens already, so that a browser may call before the server runs.
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def chromium_path() -> str:
    path = os.environ.get("IDELOS_CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if path:
        return path
    reason = "no Chromium found (set IDELOS_CHROMIUM to its path)"
    if os.environ.get("IDELOS_TEST_CHROMIUM") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # One a module, not one a session: while it runs, its event loop keeps all others from running.
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open windows with `window(viewport=…, locale=…)`; nothing may go wrong in any of them."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def open_window(**options: object) -> Visit:
        settings = {"locale": "nb-NO", "viewport": {"width": 1280, "height": 800}, **options}
        contexts.append(chromium.new_context(**settings))  # type: ignore[arg-type]
        visits.append(Visit(contexts[-1], address))
        return visits[-1]

    yield open_window
    for context in contexts:
        context.close()
    for visit in visits:
        assert visit.complaints == []
        assert visit.elsewhere == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
