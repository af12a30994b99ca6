"""Notices go out to Telegram with their files, and what Telegram says of it is passed on."""

from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from bot.channels.telegram.client import Connection
from bot.channels.telegram.posting import Posting
from bot.channels.telegram.sender import TelegramSender
from bot.message import Action, Button, Line, Place, Reply, Segment
from bot.notices.notice import Attachment, Notice, RefusedError, Target, TryLaterError
from tests.channels.clock import NOON
from tests.telegram.fake import DROPPED, FakeTelegram, Fault, flooded, refused
from tests.telegram.world import TOKEN

NOTICE = Notice(
    "Klimasats",
    Reply(
        "nb",
        (Line((Segment("Klimasats har frist om en uke. Les https://miljodirektoratet.no"),)),),
        buttons=(Button("Se kalenderen", url="/calendar/trondelag"),),
        more=(Button("Utsett", Action("snooze", "1")), Button("Slutt", Action("stop", "all"))),
    ),
    (Attachment("klimasats.ics", "text/calendar", b"BEGIN:VCALENDAR"),),
)


class Shelf:
    """Keyboards in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Place, int], str] = {}

    async def keep(self, place: Place, message: int, pages: str) -> None:
        self.kept[place, message] = pages

    async def find(self, place: Place, message: int) -> str | None:
        return self.kept.get((place, message))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def sender(telegram: FakeTelegram, shelf: Shelf) -> AsyncIterator[TelegramSender]:
    connection = Connection(TOKEN, telegram.address)
    posting = Posting(connection.bot, shelf, "https://idelos.test")
    async with aclosing(TelegramSender(posting, connection.aclose)) as sender:
        yield sender


async def test_a_notice_comes_as_a_message_and_its_file_after_it(
    telegram: FakeTelegram, sender: TelegramSender, shelf: Shelf
) -> None:
    reference = await sender.send(NOTICE, Target(1, 1, "81"), NOON)
    message, file = telegram.messages(81)
    assert str(message.id) == reference
    assert message.button("Se kalenderen")["url"] == "https://idelos.test/calendar/trondelag"
    assert file.file == ("klimasats.ics", b"BEGIN:VCALENDAR")
    assert (Place("telegram", "81"), message.id) in shelf.kept


@pytest.mark.parametrize(("address", "topic"), [("-1001", None), ("-1001/7", 7)])
async def test_groups_topics_and_channels_are_told(
    telegram: FakeTelegram, sender: TelegramSender, address: str, topic: int | None
) -> None:
    await sender.send(NOTICE, Target(1, 1, address), NOON)
    assert [it.topic for it in telegram.messages(-1001)] == [topic, topic]


async def test_a_group_that_moved_is_found(telegram: FakeTelegram, sender: TelegramSender) -> None:
    telegram.world.moved[-55] = -1055
    await sender.send(NOTICE, Target(1, 1, "-55"), NOON)
    assert len(telegram.messages(-1055)) == 2


async def test_a_file_that_is_not_taken_sends_no_notice_twice(
    telegram: FakeTelegram, sender: TelegramSender
) -> None:
    for fault in (refused(400, "Bad Request: file is too big"), flooded(), DROPPED):
        telegram.fail("sendDocument", fault)
        assert await sender.send(NOTICE, Target(1, 1, "81"), NOON)
    assert len(telegram.messages(81)) == 3


@pytest.mark.parametrize(
    ("fault", "raised", "whole"),
    [
        (refused(403, "Forbidden: bot was blocked by the user"), RefusedError, None),
        (refused(403, "Forbidden: user is deactivated"), RefusedError, None),
        (refused(403, "Forbidden: bot was kicked from the supergroup chat"), RefusedError, None),
        (refused(400, "Bad Request: chat not found"), RefusedError, None),
        (
            refused(400, "Bad Request: need administrator rights in the channel chat"),
            RefusedError,
            None,
        ),
        (flooded(7), TryLaterError, False),
        (refused(502, "Bad Gateway"), TryLaterError, True),
        (refused(401, "Unauthorized"), TryLaterError, True),
        (DROPPED, TimeoutError, None),
    ],
)
async def test_what_telegram_says_is_passed_on(
    telegram: FakeTelegram,
    sender: TelegramSender,
    fault: Fault,
    raised: type[Exception],
    whole: bool | None,
) -> None:
    telegram.fail("sendMessage", fault)
    with pytest.raises(raised) as caught:
        await sender.send(NOTICE, Target(1, 1, "81"), NOON)
    assert getattr(caught.value, "whole_channel", None) is whole
    assert TOKEN not in str(caught.value)
    assert await sender.send(NOTICE, Target(1, 1, "81"), NOON)


async def test_where_nothing_listens_the_whole_channel_rests() -> None:
    connection = Connection(TOKEN, "http://127.0.0.1:9")
    posting = Posting(connection.bot, Shelf(), "https://idelos.test")
    async with aclosing(TelegramSender(posting, connection.aclose)) as sender:
        with pytest.raises(TryLaterError) as caught:
            await sender.send(NOTICE, Target(1, 1, "81"), NOON)
    assert caught.value.whole_channel
