"""What is kept of somebody, as a file and gone on request: all of it, and nobody else's."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.app import build
from bot.conversation.service import Conversations
from bot.conversation.state import State
from bot.conversation.tables import KeptLink
from bot.ideas.ledger import find
from bot.ideas.offices import Post, invite
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import Office, StoredIdea
from bot.message import Action, Message, Place, Reply
from bot.notices.tables import Delivery
from bot.settings import Settings
from knowledge.store import load_snapshot
from knowledge.tables import Base
from tests.ideas.people import NAMSOS, holder, somebody

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = Place("web", "nurse-7f3a")
IDEA = "Vi i hjemmetjenesten i Namsos vil teste sensorer"


async def tells(talk: Conversations, text: str) -> Reply:
    return await talk.turn(Message(HERE, NOW, text=text))


async def presses(talk: Conversations, reply: Reply, label: str) -> Reply:
    action = next(it.action for it in (*reply.buttons, *reply.more) if it.label == label)
    return await talk.turn(Message(HERE, NOW, action=action))


@pytest.fixture
async def talk(sessions: Sessions) -> Conversations:
    """Somebody in Namsos who follows something, gave an address, and sent an idea."""
    talk = Conversations(sessions, ("web", "email"))
    await tells(talk, "minn meg på klimasats. jeg jobber i Namsos")
    await tells(talk, "send varslene til kari@namsos.kommune.no")
    asked = await tells(talk, f"{IDEA}, hvor går jeg med ideen?")
    await presses(talk, await presses(talk, asked, "Send ideen videre"), "Send")
    return talk


@pytest.fixture
async def contact(sessions: Sessions, talk: Conversations) -> int:
    """The contact in Namsos, who asks something about the idea."""
    async with sessions.begin() as session:
        kb, person = await load_snapshot(session), await holder(session, "foui", NAMSOS)
        idea = await find(session, "IDE-2026-0001")
        assert idea
        step = Step("asked", "receiver", NOW, "q", text="har dere valgt leverandør?")
        await Relay(session, kb, person, NOW).take(idea.id, step)
    return person


async def secret_of(talk: Conversations) -> str:
    reply = await talk.turn(Message(HERE, NOW, action=Action("privacy_file")))
    url = next(it.url for it in reply.buttons if it.url)
    return url.removeprefix("/kept/").removesuffix(".txt")


async def test_the_file_has_all_that_is_kept_for_people_and_for_programs(
    talk: Conversations, contact: int
) -> None:
    file = await talk.open_kept(await secret_of(talk), NOW)
    assert file
    for words in ("Kommune: Namsos", "Klimasats", IDEA, "har dere valgt leverandør?"):
        assert words in file.text
    data = json.loads(file.data)
    assert data["conversation"]["municipality"] == "namsos"
    assert {"person", "door", "subscription", "delivery", "idea", "idea_step"} <= set(data)
    assert "kari@namsos.kommune.no" in file.data
    assert [step["kind"] for step in data["idea_step"]] == ["sent", "asked"]


async def test_the_file_has_no_secret_and_nobody_else(
    talk: Conversations, contact: int, sessions: Sessions
) -> None:
    async with sessions() as session:
        code = await session.scalar(select(Delivery.told).where(Delivery.kind == "code"))
    file = await talk.open_kept(await secret_of(talk), NOW)
    assert code
    assert file
    data = json.loads(file.data)
    assert code not in file.data + file.text
    assert "_hash" not in file.data
    people = {row.get("person_id") for rows in data.values() if rows for row in _rows(rows)}
    assert people <= {None, data["person"][0]["id"]}
    assert contact not in people


def _rows(rows: object) -> list[dict[str, object]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


async def test_a_link_opens_for_an_hour_and_a_guessed_one_never(talk: Conversations) -> None:
    secret = await secret_of(talk)
    assert await talk.open_kept("guessed", NOW) is None
    assert await talk.open_kept(secret, NOW + timedelta(minutes=59))
    assert await talk.open_kept(secret, NOW + timedelta(hours=1)) is None
    assert await talk.open_kept(secret, NOW) is None


async def test_one_who_only_talked_gets_what_the_conversation_remembers(
    sessions: Sessions,
) -> None:
    talk = Conversations(sessions)
    await tells(talk, "jeg jobber i Namsos")
    file = await talk.open_kept(await secret_of(talk), NOW)
    assert file
    assert "Namsos" in file.text
    assert set(json.loads(file.data)) == {"made_at", "conversation"}


async def by_button(talk: Conversations, _: int) -> None:
    await talk.turn(Message(HERE, NOW, action=Action("privacy_forget")))


async def by_page(talk: Conversations, _: int) -> None:
    await talk.forget(HERE, NOW)


async def by_link(talk: Conversations, person: int) -> None:
    """In a letter, which is no conversation."""
    letter = Message(Place("email", ""), NOW, action=Action("privacy_forget"))
    assert await talk.errand(letter, person, State(language="nb"))


@pytest.mark.parametrize("forget", [by_button, by_page, by_link])
async def test_who_is_forgotten_is_found_in_no_table(
    talk: Conversations,
    contact: int,
    sessions: Sessions,
    forget: Callable[[Conversations, int], Awaitable[None]],
) -> None:
    secret = await secret_of(talk)
    before = await everything(sessions)
    assert "kari@namsos.kommune.no" in before
    assert HERE.conversation in before
    async with sessions() as session:
        person = (await session.scalars(select(StoredIdea.person_id))).one()
    assert person
    await forget(talk, person)
    after = await everything(sessions)
    assert "kari@namsos.kommune.no" not in after
    assert HERE.conversation not in after
    assert await talk.open_kept(secret, NOW) is None
    async with sessions() as session:
        idea = (await session.scalars(select(StoredIdea))).one()
        assert idea.text == IDEA
        assert (idea.person_id, idea.secret_hash, idea.stage) == (None, None, "waiting")


async def everything(sessions: Sessions) -> str:
    """All that stands in the database but the knowledge."""
    async with sessions() as session:
        found = []
        for table in Base.metadata.sorted_tables:
            if not table.name.startswith("record"):
                found += [repr(row) for row in await session.execute(select(table))]
        return "\n".join(found)


async def test_ideas_that_lie_with_one_who_is_forgotten_find_another(
    talk: Conversations, contact: int, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        deputy = await somebody(session, "deputy")
        await invite(session, Post("contact", NAMSOS, "trondelag", deputy=True), NOW)
        office = {"role": "contact", "seat": NAMSOS.key, "region": "trondelag", "proof": "link"}
        session.add(Office(person_id=deputy, deputy=True, since=NOW, **office))
    await talk.forget(Place("web", "foui"), NOW)
    async with sessions() as session:
        idea = (await session.scalars(select(StoredIdea))).one()
        told = await session.scalars(
            select(Delivery.person_id).where(Delivery.lead == str(idea.version))
        )
        assert (idea.holder, idea.stage) == (NAMSOS.key, "waiting")
        assert deputy in told.all()


@pytest.fixture
async def browser(database: str) -> AsyncIterator[httpx.AsyncClient]:
    """The whole application, by itself."""
    app = build(Settings(database_url=database, secret=SecretStr("x" * 32)), lambda: NOW)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


async def test_the_file_is_downloaded_and_left_in_no_cache(
    talk: Conversations, browser: httpx.AsyncClient, sessions: Sessions
) -> None:
    secret = await secret_of(talk)
    for ending, media_type in (("txt", "text/plain"), ("json", "application/json")):
        answer = await browser.get(f"/kept/{secret}.{ending}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)
        assert answer.headers["content-disposition"] == f'attachment; filename="idelos.{ending}"'
        assert answer.headers["cache-control"] == "no-store"
        assert IDEA in answer.text
    wrong = await browser.get("/kept/guessed.txt")
    assert wrong.status_code == 404
    assert IDEA not in wrong.text
    async with sessions() as session:
        assert secret not in str((await session.scalars(select(KeptLink.secret_hash))).all())
