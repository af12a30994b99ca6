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
from bot.ideas.tellers import idea_tellers
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.planner import plan
from bot.notices.preparation import Preparation
from bot.senders import open_senders
from knowledge.packs import load_packs
from knowledge.store import SnapshotCache, import_packs

NAMSOS = "namsos"
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
    means = Means(sessions, Preparation(knowledge.current, idea_tellers()), "one", demo.clock)
    app = build(settings, demo.clock, demo)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        open_senders(settings, sessions, demo.clock, demo.letters) as senders,
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


async def test_an_idea_goes_out_as_a_letter_and_its_answer_comes_back(visitor: Visitor) -> None:
    await visitor.client.post(
        "/idea", data={"text": "Vi vil teste sensorer", "municipality": NAMSOS}
    )
    shown = (await visitor.client.get("/idea/preview")).text
    seal = re.search(r'name="seal" value="([^"]+)"', shown)
    assert seal
    await visitor.client.post("/idea/preview", data={"seal": seal[1]})
    await visitor.client.post("/outbox")
    [letter] = await visitor.letters()
    assert letter.message["To"] == "postmottak@namsos.kommune.no"
    take = re.search(r"^Ta saken: (\S+)", letter.text("plain"), re.MULTILINE)
    assert take
    await visitor.client.get(take[1])
    assert "venter på svar" in await visitor.say("hva skjedde med ideen min?")
    assert "Dere har tatt saken." in (await visitor.client.post(take[1])).text
    await visitor.letters()
    page = (await visitor.client.get("/")).text
    assert "FoUI-kontakten i Namsos har tatt IDE-2026-0001." in page


async def test_a_second_tab_is_the_one_who_gets_the_idea(visitor: Visitor) -> None:
    other = await visitor.client.get("/outbox/contact")
    assert other.headers["location"].startswith("http://localhost:8080/office/")
    assert (
        "FoUI-kontakten i Namsos kommune"
        in (await visitor.client.get(other.headers["location"])).text
    )
