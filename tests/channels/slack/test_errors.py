"""What Slack refuses: each code means something, and somebody does something about it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.slack.client import Connection, Workspace
from bot.channels.slack.errors import (
    CODES,
    DrawnWrongError,
    EndedError,
    Means,
    ScopeError,
    SlackError,
    TooLateError,
    UnansweredError,
)
from bot.channels.slack.installations import Installation
from bot.notices.notice import RefusedError, TryLaterError
from bot.notices.tables import Door
from tests.channels.slack.house import House
from tests.slack.fake import DROPPED, FakeSlack, Fault, limited, refused


class Ended:
    """Notes which installations ended."""

    def __init__(self) -> None:
        self.because: list[str] = []

    async def find(self, team: str, enterprise: str | None = None) -> Installation | None:
        raise NotImplementedError

    async def end(self, team: str, because: str, at: object = None) -> None:
        del at
        self.because.append(f"{team} {because}")


@pytest.fixture
def ended() -> Ended:
    return Ended()


@pytest.fixture
async def workspace(slack: FakeSlack, ended: Ended) -> AsyncIterator[Workspace]:
    connection = Connection(slack.base_url)
    yield Workspace("T1", Installation("xoxb-T1", "U0IDELOS"), ended, connection)
    await connection.aclose()


_RAISED = {
    Means.ENDED: EndedError,
    Means.CLOSED: RefusedError,
    Means.SCOPE: ScopeError,
    Means.DRAWN_WRONG: DrawnWrongError,
    Means.LATER: TryLaterError,
    Means.TOO_LATE: TooLateError,
}


@pytest.mark.parametrize("code", CODES)
async def test_each_code_is_raised_as_what_it_means(
    slack: FakeSlack, workspace: Workspace, ended: Ended, code: str
) -> None:
    slack.fail("chat.postMessage", refused(code))
    with pytest.raises(_RAISED[CODES[code]]) as caught:
        await workspace.call("chat.postMessage", channel="U1", text="hemmelig")
    assert "hemmelig" not in str(caught.value)
    assert caught.value.__context__ is None, "nothing that quotes the call is carried along"
    assert bool(ended.because) == (CODES[code] is Means.ENDED)


async def test_a_code_that_nobody_knows_is_a_fault_of_ours(
    slack: FakeSlack, workspace: Workspace
) -> None:
    slack.fail("chat.postMessage", refused("as_user_not_supported"))
    with pytest.raises(SlackError):
        await workspace.call("chat.postMessage", channel="U1", text="hei")


@pytest.mark.parametrize(
    ("fault", "after", "whole"),
    [
        (limited(30), timedelta(seconds=30), False),
        (Fault("", 429), None, False),
        (Fault("", 503, 7), timedelta(seconds=7), True),
        (Fault("internal_error", 500), None, False),
    ],
)
async def test_what_passes_is_tried_later(
    slack: FakeSlack, workspace: Workspace, fault: Fault, after: timedelta | None, whole: bool
) -> None:
    slack.fail("chat.postMessage", fault)
    with pytest.raises(TryLaterError) as caught:
        await workspace.call("chat.postMessage", channel="U1", text="hei")
    assert (caught.value.after, caught.value.whole_channel) == (after, whole)


async def test_a_call_that_broke_off_may_have_arrived(
    slack: FakeSlack, workspace: Workspace
) -> None:
    slack.fail("chat.postMessage", DROPPED)
    with pytest.raises(UnansweredError):
        await workspace.call("chat.postMessage", channel="U1", text="hei")


async def test_where_slack_cannot_be_reached_nothing_was_sent(workspace: Workspace) -> None:
    connection = Connection("http://127.0.0.1:9/api/")
    away = Workspace("T1", workspace.installation, workspace.installations, connection)
    with pytest.raises(TryLaterError) as caught:
        await away.call("chat.postMessage", channel="U1", text="hei")
    with pytest.raises(TryLaterError):
        await away.respond("http://127.0.0.1:9/respond", text="hei")
    assert caught.value.whole_channel
    await connection.aclose()


@pytest.mark.with_packs
async def test_what_cannot_be_drawn_comes_as_plain_text(house: House) -> None:
    for code in ("invalid_blocks", "msg_too_long"):
        house.slack.fail("chat.postMessage", refused(code))
        answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
        assert (answer.blocks, "Namsos" in answer.text) == ([], True)


@pytest.mark.with_packs
async def test_a_missing_scope_is_told_where_that_needs_none(house: House) -> None:
    answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    house.slack.fail("chat.postMessage", refused("missing_scope"))
    await house.driver.press("U1", answer, "Hvorfor?")
    [told] = await house.answers("U1", to="U1")
    assert "installert appen på nytt" in told.text


@pytest.mark.with_packs
async def test_an_answer_is_sent_again_as_soon_as_slack_allows(house: House) -> None:
    house.slack.fail("chat.postMessage", limited(30), DROPPED, Fault("", 503))
    await house.driver.say("U1", "jeg jobber i Namsos")
    for tried in range(1, 4):
        await house.slack.until_called("chat.postMessage", tried)
        await house.until_waiting()
        house.clock.pass_(31)
    [answer] = await house.answers("U1")
    assert "Namsos" in answer.text
    assert len(house.slack.messages("U1")) == 1


@pytest.mark.with_packs
async def test_a_closed_way_is_given_up_at_once_and_opens_with_the_next_word(house: House) -> None:
    await house.say("minn meg på klimasats. jeg jobber i Namsos")
    house.slack.fail("chat.postMessage", refused("is_archived"))
    await house.driver.say("U1", "hei")
    await house.slack.until_called("chat.postMessage", 2)
    await house.until_done(2)
    assert await house.doors() == [("T1/U1", "slack is_archived")]
    await house.say("hei")
    await house.until_done(3)
    assert await house.doors() == [("T1/U1", None)]


@pytest.mark.with_packs
async def test_what_fails_for_good_is_told_with_the_id_that_the_log_has(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.say("jag arbetar i Umeå, vem är min kontakt?")
    house.slack.fail("chat.postMessage", *(refused("odd_new_code") for _ in range(3)))
    await house.driver.say("U1", "hej hemmelig")
    for tried in range(2, 5):
        await house.slack.until_called("chat.postMessage", tried)
        if tried < 4:
            await house.until_waiting()
        house.clock.pass_(60)
    [told] = await house.answers("U1")
    error = told.text.split("(fel ")[1].split(")")[0]
    assert f"error {error} " in caplog.text
    assert "hemmelig" not in caplog.text
    async with house.sessions() as session:
        assert list(await session.scalars(select(Door))) == []
