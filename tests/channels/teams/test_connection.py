"""Calls to Teams: where they go, with whose token, and what comes of those that fail."""

import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest

from bot.channels.teams.client import Connection
from bot.channels.teams.cloud import PUBLIC
from bot.channels.teams.errors import (
    GoneError,
    OursError,
    TeamsError,
    UnansweredError,
    UntrustedError,
)
from bot.channels.teams.references import Reference
from bot.notices.notice import RefusedError, TryLaterError
from tests.teams.cloud import cloud_of
from tests.teams.fake import DROPPED, DROPPED_AFTER, FakeTeams, Fault, refused, throttled
from tests.teams.world import KARI, TENANT, Json

_CHANCE = Random(7)  # noqa: S311 - chance, no secret
HELLO: Json = {"type": "message", "text": "Hei, Kari", "textFormat": "plain"}


class Tokens:
    """Gives one token, and counts how often it is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    async def get(self) -> str:
        self.asked += 1
        return "e30.e30.signed"


@pytest.fixture
async def connection(teams: FakeTeams) -> AsyncIterator[Connection]:
    teams.world.service_url = f"{teams.address}/emea/"
    connection = Connection(Tokens(), cloud_of(teams), _CHANCE)
    yield connection
    await connection.aclose()


@pytest.fixture
def reference(teams: FakeTeams, connection: Connection) -> Reference:
    """The conversation that Kari has with the bot."""
    del connection
    place = teams.world.personal(KARI)
    return Reference(place.id, TENANT, "personal", teams.world.service_url, KARI.aad)


async def test_what_is_posted_can_be_changed(
    teams: FakeTeams, connection: Connection, reference: Reference
) -> None:
    posted = await connection.post(reference, None, HELLO)
    await connection.update(reference, None, posted, HELLO | {"text": "Hei igjen"})
    [message] = teams.messages(KARI)
    assert (message.id, message.text) == (posted, "Hei igjen")
    assert [it["text"] for it in message.versions] == ["Hei, Kari"]


async def test_in_a_channel_it_goes_into_the_thread_or_begins_one(
    teams: FakeTeams, connection: Connection, reference: Reference
) -> None:
    channel = teams.world.channel(KARI)
    there = replace(reference, conversation=channel.id, kind="channel", user=None)
    first = await connection.post(there, None, HELLO)
    await connection.post(there, first, HELLO)
    assert [it.thread for it in teams.messages(channel.id)] == [first, first]


async def test_the_conversation_with_a_person_is_opened(
    teams: FakeTeams, connection: Connection, reference: Reference
) -> None:
    made = await connection.personal(TENANT, KARI.aad, f"{teams.address}/other/")
    assert made == reference  # where Teams says that it is written to
    [call] = teams.called("create")
    assert call.body["members"] == [{"id": KARI.aad}]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.test/",
        "http://127.0.0.1:9/",
        "",
    ],
)
async def test_no_token_leaves_for_an_address_that_is_not_microsofts(
    reference: Reference, url: str
) -> None:
    tokens = Tokens()
    connection, there = (
        Connection(tokens, PUBLIC, _CHANCE),
        replace(reference, service_url=url),
    )
    for call in (
        connection.post(there, None, HELLO),
        connection.update(there, None, "1", HELLO),
        connection.personal(TENANT, KARI.aad, url),
    ):
        with pytest.raises(UntrustedError):
            await call
    assert tokens.asked == 0
    await connection.aclose()


async def test_an_id_can_t_lead_to_another_place(
    teams: FakeTeams, connection: Connection, reference: Reference
) -> None:
    for strange in ("../../evil", "a/../../x", "a?b", "a#b", "19:æøå@thread.tacv2"):
        with pytest.raises(RefusedError):
            await connection.post(replace(reference, conversation=strange), None, HELLO)
        assert teams.calls[-1].conversation == strange


@pytest.mark.parametrize(
    ("fault", "raised", "whole"),
    [
        (refused(403, "BotDisabledByAdmin"), RefusedError, None),
        (refused(403, "MessageWritesBlocked"), RefusedError, None),
        (refused(403, "ConversationBlockedByUser"), RefusedError, None),
        (refused(403, "BotNotInConversationRoster"), RefusedError, None),
        (refused(403, "ForbiddenOperationException"), RefusedError, None),
        (refused(404, "ConversationNotFound"), RefusedError, None),
        (refused(404, "ActivityNotFoundInConversation"), GoneError, None),
        (refused(401, "BotNotRegistered"), OursError, True),
        (refused(401), OursError, True),
        (refused(403), TeamsError, None),
        (throttled(), TryLaterError, False),
        (throttled(None), TryLaterError, False),
        (refused(412, "PreconditionFailed"), TryLaterError, False),
        (refused(500), TryLaterError, False),
        (refused(502, "ServiceError"), TryLaterError, False),
        (refused(503), TryLaterError, False),
        (refused(504), TryLaterError, False),
        (DROPPED, UnansweredError, None),
        (DROPPED_AFTER, UnansweredError, None),
    ],
)
async def test_a_call_is_made_once_and_its_failure_is_told(
    teams: FakeTeams,
    connection: Connection,
    reference: Reference,
    fault: Fault,
    raised: type[Exception],
    whole: bool | None,
) -> None:
    teams.fail("post", fault)
    with pytest.raises(raised) as caught:
        await connection.post(reference, None, HELLO)
    assert getattr(caught.value, "whole_channel", None) is whole
    assert len(teams.called("post")) == 1
    assert await connection.post(reference, None, HELLO)


async def test_a_bot_that_teams_does_not_know_is_told_its_operator(
    teams: FakeTeams, connection: Connection, reference: Reference, caplog: pytest.LogCaptureFixture
) -> None:
    teams.fail("post", refused(401, "BotNotRegistered"))
    with pytest.raises(TryLaterError):
        await connection.post(reference, None, HELLO)
    assert "register IDELOS_TEAMS_APP_ID" in caplog.text


async def test_where_nothing_listens_the_whole_channel_rests(reference: Reference) -> None:
    cloud = replace(PUBLIC, is_service=lambda _: True)
    connection = Connection(Tokens(), cloud, _CHANCE)
    with pytest.raises(TryLaterError) as caught:
        await connection.post(replace(reference, service_url="http://127.0.0.1:9"), None, HELLO)
    assert caught.value.whole_channel
    await connection.aclose()


async def test_the_log_names_no_place_and_no_word(
    teams: FakeTeams, connection: Connection, reference: Reference, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    teams.fail("post", refused(403, "Hei, Kari"), refused(500, "Hei, Kari"), DROPPED)
    for _ in range(4):
        with suppress(TeamsError, TryLaterError, UnansweredError):
            await connection.post(reference, None, HELLO)
    assert "Kari" not in caplog.text
    assert reference.conversation not in caplog.text
    assert "signed" not in caplog.text
