"""Notices go out to Teams by what is kept of its conversations, and refusals are passed on."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.teams.client import Connection
from bot.channels.teams.credentials import Credentials, nobody
from bot.channels.teams.errors import UnansweredError
from bot.channels.teams.posting import Posting
from bot.channels.teams.references import Reference
from bot.channels.teams.sender import TeamsSender
from bot.message import Action, Button, Line, Reply, Segment
from bot.notices.notice import Attachment, Notice, RefusedError, Target, TryLaterError
from bot.references.store import StoredReferences
from tests.channels.clock import NOON
from tests.teams.cloud import cloud_of
from tests.teams.fake import DROPPED, FakeTeams, Fault, refused, throttled
from tests.teams.reading import Card
from tests.teams.world import KARI, TENANT, Conversation

NOTICE = Notice(
    "Klimasats",
    Reply(
        "nb",
        (Line((Segment("Klimasats har frist om en uke."),)),),
        buttons=(Button("Slutt", Action("stop", "all")),),
    ),
    (Attachment("klimasats.ics", "text/calendar", b"BEGIN:VCALENDAR"),),
    thread="call:klimasats-2027",
)


@pytest.fixture
def references(sessions: async_sessionmaker[AsyncSession]) -> StoredReferences:
    return StoredReferences(sessions, lambda: NOON)


@pytest.fixture
async def sender(teams: FakeTeams, references: StoredReferences) -> AsyncIterator[TeamsSender]:
    chance = Random(7)  # noqa: S311 - chance, no secret
    connection = Connection(Credentials(nobody), cloud_of(teams), chance)
    posting = Posting(connection, "https://idelos.test")
    async with aclosing(TeamsSender(posting, references, connection.aclose)) as sender:
        yield sender


async def kept(teams: FakeTeams, references: StoredReferences, where: Conversation) -> Target:
    user = where.people[0].aad if where.kind == "personal" else None
    url = f"{teams.address}/emea/"
    await references.keep(Reference(where.id, TENANT, where.kind, url, user))
    return Target(1, 1, where.id)


async def test_people_groups_and_channels_are_told(
    teams: FakeTeams, references: StoredReferences, sender: TeamsSender
) -> None:
    world = teams.world
    for where in (world.personal(KARI), world.group(KARI), world.channel(KARI)):
        reference = await sender.send(NOTICE, await kept(teams, references, where), NOON)
        [message] = teams.messages(where.id)
        assert message.id == reference
        assert "Klimasats har frist om en uke." in Card(message.card).text


async def test_a_date_comes_as_a_button_to_our_pages(
    teams: FakeTeams, references: StoredReferences, sender: TeamsSender
) -> None:
    target = await kept(teams, references, teams.world.personal(KARI))
    await sender.send(NOTICE, target, NOON)
    [message] = teams.messages(KARI)
    button = Card(message.card).button("Kalender")
    assert button["url"] == "https://idelos.test/calendar/call/klimasats-2027.ics"
    for other in (replace(NOTICE, attachments=()), replace(NOTICE, thread="idea:7")):
        await sender.send(other, target, NOON)
        assert "Kalender" not in str(teams.messages(KARI)[-1].card)


async def test_where_the_bot_is_no_more_the_door_closes(
    teams: FakeTeams, references: StoredReferences, sender: TeamsSender
) -> None:
    target = await kept(teams, references, teams.world.personal(KARI))
    await references.end(target.address)
    with pytest.raises(RefusedError):
        await sender.send(NOTICE, target, NOON)
    assert teams.calls == []


@pytest.mark.parametrize(
    ("fault", "raised", "whole"),
    [
        (refused(403, "BotDisabledByAdmin"), RefusedError, None),
        (refused(403, "MessageWritesBlocked"), RefusedError, None),
        (refused(403, "ConversationBlockedByUser"), RefusedError, None),
        (refused(403, "SomethingNew"), TryLaterError, False),
        (throttled(), TryLaterError, False),
        (refused(401), TryLaterError, True),
        (DROPPED, UnansweredError, None),
    ],
)
async def test_what_teams_says_is_passed_on(
    teams: FakeTeams,
    references: StoredReferences,
    sender: TeamsSender,
    fault: Fault,
    raised: type[Exception],
    whole: bool | None,
) -> None:
    target = await kept(teams, references, teams.world.personal(KARI))
    teams.fail("post", fault)
    with pytest.raises(raised) as caught:
        await sender.send(NOTICE, target, NOON)
    assert getattr(caught.value, "whole_channel", None) is whole
    assert await sender.send(NOTICE, target, NOON)


@pytest.mark.parametrize("code", ["BadSyntax", "MessageSizeTooBig"])
async def test_a_card_that_is_refused_goes_out_as_plain_text(
    teams: FakeTeams, references: StoredReferences, sender: TeamsSender, code: str
) -> None:
    target = await kept(teams, references, teams.world.personal(KARI))
    teams.fail("post", refused(400, code))
    await sender.send(NOTICE, target, NOON)
    [message] = teams.messages(KARI)
    assert message.cards == []
    assert message.text == "Klimasats har frist om en uke."
    assert message.activity["textFormat"] == "plain"


async def test_an_address_that_is_not_microsofts_is_left_alone(
    teams: FakeTeams, references: StoredReferences, sender: TeamsSender
) -> None:
    await references.keep(Reference("a:1", TENANT, "personal", "https://evil.test/", KARI.aad))
    with pytest.raises(TryLaterError):
        await sender.send(NOTICE, Target(1, 1, "a:1"), NOON)
    assert teams.calls == []


@pytest.mark.parametrize(("seconds", "most"), [(1, 7), (2, 8), (30, 60), (3600, 1800)])
def test_one_conversation_gets_less_than_microsoft_allows(seconds: int, most: int) -> None:
    limit = TeamsSender.address_limit
    assert limit
    assert limit.burst + limit.per_second * seconds <= most
