"""Fetching: nothing is asked for no more before it is kept."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.client import Connection
from bot.channels.telegram.errors import ConflictError, TokenError
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.listen import KINDS, Listener
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.set_up import end_webhook, set_webhook
from bot.intake.item import Item
from tests.channels.clock import NOON
from tests.telegram.drive import SECRET, Driver, Fetched
from tests.telegram.fake import FakeTelegram
from tests.telegram.world import TOKEN


class Kept:
    """An intake that can be told to fail."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.broken = False

    async def take(self, item: Item) -> bool:
        if self.broken:
            raise OSError("the disk is full")
        self.items.append(item)
        return True


@pytest.fixture
async def connection(telegram: FakeTelegram) -> AsyncIterator[Connection]:
    connection = Connection(TOKEN, telegram.address)
    yield connection
    await connection.aclose()


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def poller(connection: Connection, kept: Kept) -> Poller:
    inline = Inline(lambda _, __: (), "https://idelos.test")
    listener = Listener(connection.me, kept.take, inline, lambda: NOON)
    return Poller(connection.bot, listener)


async def test_what_comes_is_kept_in_order(
    telegram: FakeTelegram, poller: Poller, kept: Kept
) -> None:
    driver = Driver(Fetched(telegram), telegram)
    for text in ("en", "to", "tre"):
        await driver.say(81, text)
    await poller.round()
    assert ["en" in it.payload for it in kept.items] == [True, False, False]
    assert len(telegram.world.waiting) == 3, "until the next round says that they are kept"
    await driver.say(81, "fire")
    await poller.round()
    assert len(kept.items) == 4
    assert len(telegram.world.waiting) == 1


async def test_what_could_not_be_kept_comes_again(
    telegram: FakeTelegram, poller: Poller, kept: Kept
) -> None:
    driver = Driver(Fetched(telegram), telegram)
    await driver.say(81, "en")
    kept.broken = True
    with pytest.raises(OSError, match="full"):
        await poller.round()
    kept.broken = False
    await poller.round()
    assert len(kept.items) == 1


async def test_a_press_is_answered_though_nothing_is_brought(
    telegram: FakeTelegram, poller: Poller
) -> None:
    driver = Driver(Fetched(telegram), telegram)
    await driver.say(81, "hei")
    await driver.send_press(81, telegram.world.messages[0], "why")
    await poller.round()
    assert len(telegram.world.answered) == 1


async def test_only_what_is_read_is_asked_for(telegram: FakeTelegram, poller: Poller) -> None:
    await Driver(Fetched(telegram), telegram).say(81, "hei")
    await poller.round()
    [call] = telegram.called("getUpdates")
    assert call["allowed_updates"] == list(KINDS)


async def test_both_ways_at_once_are_refused(
    telegram: FakeTelegram, connection: Connection, poller: Poller
) -> None:
    await set_webhook(connection.bot, "https://idelos.test", SECRET)
    assert telegram.world.webhook["url"] == "https://idelos.test/telegram/updates"
    assert telegram.world.webhook["secret_token"] == SECRET
    with pytest.raises(ConflictError):
        await poller.run()
    await end_webhook(connection.bot)
    running = asyncio.create_task(poller.run())
    await telegram.until(lambda: not telegram.world.webhook)
    running.cancel()


async def test_a_token_that_is_not_taken_ends_it(telegram: FakeTelegram, kept: Kept) -> None:
    connection = Connection(f"1:{'x' * 35}", telegram.address)
    inline = Inline(lambda _, __: (), "https://idelos.test")
    listener = Listener(connection.me, kept.take, inline, lambda: NOON)
    with pytest.raises(TokenError):
        await Poller(connection.bot, listener).run()
    await connection.aclose()
