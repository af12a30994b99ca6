"""Notices go out to Slack with their files, and what Slack says of it is passed on."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta

import pytest

from bot.channels.slack.client import Connection, Workspaces
from bot.channels.slack.errors import UnansweredError
from bot.channels.slack.own import OwnWorkspace
from bot.channels.slack.people import People
from bot.channels.slack.sender import SlackSender
from bot.message import Button, Line, Reply, Segment
from bot.notices.notice import Attachment, Notice, RefusedError, Target, TryLaterError
from tests.channels.clock import NOON
from tests.slack.fake import DROPPED, FakeSlack, Fault, limited, refused

NOTICE = Notice(
    "Klimasats",
    Reply(
        "nb",
        (Line((Segment("Klimasats har frist om en uke. Les https://miljodirektoratet.no"),)),),
        buttons=(Button("Se kalenderen", url="/calendar/trondelag"),),
    ),
    (Attachment("klimasats.ics", "text/calendar", b"BEGIN:VCALENDAR"),),
)


@pytest.fixture
async def sender(slack: FakeSlack) -> AsyncIterator[SlackSender]:
    connection = Connection(slack.base_url)
    workspaces = Workspaces(OwnWorkspace("xoxb-T1", None, connection), connection)
    async with aclosing(SlackSender(workspaces, People(), connection, "https://idelos.test")) as it:
        yield it


async def test_a_notice_comes_as_a_message_and_its_file_after_it(
    slack: FakeSlack, sender: SlackSender
) -> None:
    ts = await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON)
    message, file = slack.messages("U1")
    assert (message.ts, message.files) == (ts, [])
    assert "Klimasats har frist om en uke" in message.text
    [name] = file.files
    assert slack.world.files[name].name == "klimasats.ics"
    assert slack.world.files[name].content == b"BEGIN:VCALENDAR"
    [call] = slack.called("chat.postMessage")
    shut = ("unfurl_links", "unfurl_media", "mrkdwn", "link_names")
    assert {call.arguments[name] for name in shut} == {False}


async def test_a_channel_that_follows_something_is_told(
    slack: FakeSlack, sender: SlackSender
) -> None:
    slack.channel("C1", "U1")
    await sender.send(NOTICE, Target(1, 1, "T1/C1"), NOON)
    assert len(slack.messages("C1")) == 2
    assert slack.called("users.info") == []


async def test_a_file_that_slack_does_not_take_sends_no_notice_twice(
    slack: FakeSlack, sender: SlackSender
) -> None:
    for fault in (refused("missing_scope"), limited(), DROPPED):
        slack.fail("files.getUploadURLExternal", fault)
        assert await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON)
    assert len(slack.messages("U1")) == 3


async def test_one_who_left_is_not_written_to(slack: FakeSlack, sender: SlackSender) -> None:
    slack.world.people["U1"].deleted = True
    with pytest.raises(RefusedError, match="slack user_disabled"):
        await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON)
    assert slack.messages("U1") == []
    slack.world.people["U1"].deleted = False
    await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON + timedelta(hours=1))
    assert len(slack.messages("U1")) == 2


@pytest.mark.parametrize(
    ("fault", "raised", "whole"),
    [
        (refused("channel_not_found"), RefusedError, None),
        (refused("token_revoked"), RefusedError, None),
        (limited(7), TryLaterError, False),
        (Fault("", 503), TryLaterError, True),
        (DROPPED, UnansweredError, None),
    ],
)
async def test_what_slack_says_is_passed_on(
    slack: FakeSlack,
    sender: SlackSender,
    fault: Fault,
    raised: type[Exception],
    whole: bool | None,
) -> None:
    slack.fail("chat.postMessage", fault)
    with pytest.raises(raised) as caught:
        await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON)
    assert getattr(caught.value, "whole_channel", None) is whole
    assert await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON)


async def test_a_wrong_token_closes_nobodys_door(slack: FakeSlack, sender: SlackSender) -> None:
    slack.fail("auth.test", refused("invalid_auth"), DROPPED)
    for _ in range(2):
        with pytest.raises(TryLaterError) as caught:
            await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON)
        assert caught.value.whole_channel
    with pytest.raises(RefusedError, match="not installed"):
        await sender.send(NOTICE, Target(1, 1, "T2/U1"), NOON)
    assert await sender.send(NOTICE, Target(1, 1, "T1/U1"), NOON)
