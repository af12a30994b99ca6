"""What the page before a meeting and the weekly overview say of ideas."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.letter_part import IdeaPart
from bot.ideas.relay import Relay
from bot.ideas.seat import Seat
from bot.notices.prepared import Claim
from bot.notices.told import Told
from bot.notices.words.telling import Addition, begin
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SENSORS, STEINKJER, holder, somebody

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)
MEETING = next(it for it in KB.events.values() if it.region == "trondelag")


async def part(session: AsyncSession, person: int, kind: str, subject: str) -> Addition | None:
    claim = Claim(
        1,
        kind,  # type: ignore[arg-type]  # as the caller has it
        subject,
        "",
        person,
        "municipality:namsos",
        "web",
        MONDAY,
        None,
        None,
        0,
        repeated=False,
    )
    add = await IdeaPart().look_up(session, (claim,), MONDAY)
    told = Told(
        1,
        claim.kind,
        subject,
        "",
        claim.because,
        MONDAY,
        MONDAY,
        "nb",
        "trondelag",
        "namsos",
    )
    return add(begin(KB, told))


async def send(session: AsyncSession, municipalities: Sequence[str]) -> None:
    for number, place in enumerate(municipalities):
        person = await somebody(session, f"nurse {number}")
        draft = replace(SENSORS, municipality=place)
        await Relay(session, KB, person, MONDAY).send(draft, "nb", "press")


async def test_an_overview_shows_what_waits_with_the_contact_and_no_more_than_may_be_seen(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        await send(session, ["namsos", "steinkjer"])
        found = await part(session, await holder(session, "foui", NAMSOS), "overview", "week:48")
        assert found
        assert found.what == "én idé"
        [row] = found.card.rows
        assert row.label == "IDE-2026-0001"
        assert "sensorer" in row.text


async def test_who_may_not_read_the_words_sees_the_place_alone(sessions: Sessions) -> None:
    async with sessions() as session:
        await send(session, ["namsos"])
        broker = await holder(session, "broker", Seat("kompetansemegler-inam"))
        found = await part(session, broker, "overview", "week:48")
        assert found
        [row] = found.card.rows
        assert row.text.startswith("Namsos · venter på svar")


@pytest.mark.parametrize("seat", [None, STEINKJER])
async def test_who_has_nothing_to_do_with_an_idea_reads_nothing_of_it(
    sessions: Sessions, seat: Seat | None
) -> None:
    async with sessions() as session:
        await send(session, ["namsos"])
        person = await (holder(session, "x", seat) if seat else somebody(session, "x"))
        assert await part(session, person, "overview", "week:48") is None


async def test_many_are_counted_and_five_shown(sessions: Sessions) -> None:
    async with sessions() as session:
        await send(session, ["namsos"] * 7)
        found = await part(session, await holder(session, "foui", NAMSOS), "overview", "week:48")
        assert found
        assert found.what == "sju ideer"
        assert len(found.card.rows) == 6


async def test_a_body_hears_how_many_and_no_words(sessions: Sessions) -> None:
    async with sessions() as session:
        reader = await somebody(session, "member")
        assert await part(session, reader, "agenda", f"event:{MEETING.id}") is None
        await send(session, ["namsos", "steinkjer"])
        found = await part(session, reader, "agenda", f"event:{MEETING.id}")
        assert found
        assert [row.plain for row in found.card.rows] == [
            "Sendt de siste tre månedene: 2",
            "Venter på svar nå: 2",
        ]
