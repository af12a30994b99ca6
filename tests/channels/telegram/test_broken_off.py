"""Fetching is broken off after a message was kept, and before Telegram heard of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.telegram import serve_polling
from tests.channels.clock import Clock
from tests.channels.telegram.house import settings
from tests.telegram.drive import Driver, Fetched
from tests.telegram.fake import FakeTelegram

pytestmark = pytest.mark.with_packs


@asynccontextmanager
async def _fetching(database: str, telegram: FakeTelegram) -> AsyncIterator[None]:
    """Let a process fetch, and break it off in the end without a word to it."""
    runs, told = asyncio.Event(), settings(database, telegram_secret=None)
    serving = serve_polling(told, asyncio.Event(), runs.set, Clock(), telegram.address)
    process = asyncio.create_task(serving)
    try:
        await runs.wait()
        yield
    finally:
        process.cancel()
        with suppress(asyncio.CancelledError):
            await process


async def test_the_next_process_loses_nothing_and_answers_nothing_twice(
    database: str, telegram: FakeTelegram
) -> None:
    driver = Driver(Fetched(telegram), telegram)
    async with _fetching(database, telegram):
        await driver.say(81, "Hvem er FoUI-kontakt i Namsos?")
        await telegram.until(lambda: telegram.messages(81))
    await driver.again()
    await driver.say(81, "Hvem er FoUI-kontakt i Osen?")
    async with _fetching(database, telegram):
        await telegram.until(lambda: len(telegram.messages(81)) > 1)
    first, second = telegram.messages(81)
    assert "namsos.kommune.no" in first.text
    assert "osen.kommune.no" in second.text
