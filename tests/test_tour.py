"""The demonstration from end to end: follow, confirm by letter, be reminded, stop by one click."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.app import build
from bot.database import make_engine, make_sessions, migrate
from bot.demo.clock import DemoClock
from bot.demo.demo import Demo
from bot.demo.outbox import Kept, kept_letters
from bot.demo.samples import with_samples
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.planner import plan
from bot.notices.preparation import Preparation
from bot.senders import open_senders
from knowledge.packs import load_packs
from knowledge.store import SnapshotCache, import_packs

SATURDAY = datetime(2026, 11, 28, 17, 30, tzinfo=UTC)


class Visitor:
    """Somebody at the page, and the worker that does its rounds when it is told to."""

    def __init__(self, demo: Demo, client: httpx.AsyncClient, dispatchers: list[Dispatcher]):
        self.demo = demo
        self.client = client
        self.dispatchers = dispatchers

    async def say(self, text: str) -> str:
        return (await self.client.post("/turn", data={"text": text})).text

    async def letters(self) -> list[Kept]:
        """Let the worker send what is due, and give the outbox."""
        for dispatcher in self.dispatchers:
            await dispatcher.round(self.demo.clock())
            await dispatcher.finish()
        return kept_letters(self.demo.letters)


@pytest.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[Visitor]:
    demo = Demo(tmp_path / "demo", DemoClock(lambda: SATURDAY))
    demo.begin()
    settings = demo.settings(8080)
    await migrate(settings.database_url)
    engine = make_engine(settings.database_url)
    sessions = make_sessions(engine)
    await import_packs(sessions, with_samples(load_packs(), SATURDAY.date()), "demo", SATURDAY)
    knowledge = SnapshotCache(sessions)
    await plan(sessions, await knowledge.current(), SATURDAY)
    means = Means(sessions, Preparation(knowledge.current), "one", demo.clock)
    app = build(settings, demo.clock, demo)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        open_senders(settings, demo.letters) as senders,
        httpx.AsyncClient(transport=transport, base_url=settings.base_url) as client,
    ):
        yield Visitor(demo, client, [Dispatcher(means, sender) for sender in senders])
    await engine.dispose()


async def test_from_a_wish_to_a_letter_and_out_again(visitor: Visitor) -> None:
    await visitor.say("Minn meg på DistriktForsk. Jeg jobber i Namsos")
    assert await visitor.letters() == []
    await visitor.say("send varslene på e-post til kari@example.org")
    [code] = await visitor.letters()
    assert code.message["To"] == "kari@example.org"
    digits = re.search(r"\d{6}", code.text("plain"))
    assert digits
    assert "Koden stemmer" in await visitor.say(digits[0])

    await visitor.client.post("/outbox")
    reminder, _ = await visitor.letters()
    assert "To uker igjen: Eksempel: DistriktForsk" in reminder.text("plain")
    assert [it.get_content_type() for it in reminder.message.iter_attachments()] == [
        "text/calendar"
    ]

    stop = str(reminder.message["List-Unsubscribe"]).strip("<>")
    asked = await visitor.client.get(stop)
    assert "Slutte å varsle deg om DistriktForsk?" in asked.text
    assert "DistriktForsk" in await visitor.say("hva får jeg varsel om?")
    for _ in range(2):
        one_click = await visitor.client.post(stop, data={"List-Unsubscribe": "One-Click"})
        assert one_click.status_code == 200
    assert "DistriktForsk" not in await visitor.say("hva får jeg varsel om?")


async def test_who_stays_on_the_page_is_told_there(visitor: Visitor) -> None:
    await visitor.say("Minn meg på DistriktForsk. Jeg jobber i Namsos")
    await visitor.client.post("/outbox")
    assert await visitor.letters() == []
    page = (await visitor.client.get("/")).text
    assert "To uker igjen: Eksempel: DistriktForsk" in page
    assert "To uker igjen" not in (await visitor.client.get("/")).text
