"""The product talks with a Telegram that nobody here wrote, brought to it and fetched by it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.app import build
from bot.telegram import open_webhook, serve_polling
from tests.channels.telegram.house import Clock, settings
from tests.channels.telegram.reading import Read
from tests.telegram.peer import Peer, buttons, peer

pytestmark = [pytest.mark.node, pytest.mark.with_packs]


@asynccontextmanager
async def _brought(database: str, peer: Peer) -> AsyncIterator[None]:
    set_up = settings(database)
    peer.app = build(set_up, Clock(), telegram_api=peer.address)
    async with peer.app.router.lifespan_context(peer.app):
        await open_webhook(set_up, peer.address)
        yield


@asynccontextmanager
async def _fetched(database: str, peer: Peer) -> AsyncIterator[None]:
    stopped, runs = asyncio.Event(), asyncio.Event()
    serving = serve_polling(
        settings(database, telegram_secret=None), stopped, runs.set, Clock(), peer.address
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(serving)
        await runs.wait()
        try:
            yield
        finally:
            stopped.set()


@pytest.mark.parametrize("way", [_brought, _fetched])
async def test_a_conversation_goes_through(database: str, way: object) -> None:
    async with peer() as telegram, way(database, telegram):  # type: ignore[operator]
        await telegram.command("/start")
        [start] = await telegram.until(lambda found: found)
        assert "Telegram er ikke kommunens eget system." in Read(start["message"]["text"]).text

        await telegram.press(start, "Mer")
        [start] = await telegram.until(lambda found: len(buttons(found[0])) == 5)
        assert buttons(start)[-1]["text"] == "Tilbake"

        await telegram.say("Vi vil teste sensorer i hjemmetjenesten i Namsos")
        *_, answer = await telegram.until(lambda found: len(found) == 2)
        assert "FoUI-kontakten i Namsos kommune" in answer["message"]["text"]

        await telegram.press(answer, "Hvorfor?")
        *_, why = await telegram.until(lambda found: len(found) == 3)
        assert "Namsos" in why["message"]["text"]
