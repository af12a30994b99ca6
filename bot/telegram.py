"""Telegram in an installation, put together from its settings. Needs the extra ``telegram``."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.telegram.answer import TelegramAnswerer
from bot.channels.telegram.client import API, Connection
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.listen import Listener
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.posting import Posting
from bot.channels.telegram.sender import TelegramSender
from bot.channels.telegram.set_up import end_webhook, set_webhook, tell_commands
from bot.channels.telegram.webhook import Endpoint
from bot.chats import Backing, Chat, answering, opened
from bot.clock import utc_now
from bot.conversation.kept_keyboards import KeptKeyboards
from bot.settings import Settings, secret_of


def telegram_chat(settings: Settings, backing: Backing, api: str | None = None) -> Chat:
    """Give Telegram as it brings things over HTTP. `api` is where its methods are, if elsewhere."""
    connection = _connection(settings, api)
    listener = _listener(connection, backing)
    endpoint = Endpoint(connection.bot, listener, secret_of(settings.telegram_secret))
    answerer = _answerer(settings, connection, backing)
    return Chat(answerer, endpoint.routes(), aclose=connection.aclose)


async def serve_polling(
    settings: Settings,
    stopped: asyncio.Event,
    running: Callable[[], None] = lambda: None,
    now: Callable[[], datetime] = utc_now,
    api: str | None = None,
) -> None:
    """Fetch from Telegram and answer, until `stopped` is set.

    `running` is called once Telegram has taken the token. Raises `DatabaseError` for a database
    that can't be used, `UnknownRegionError`, and what `errors.told` does: `TokenError` for a token
    that Telegram does not take, `ConflictError` where a webhook is set.
    """
    async with opened(settings, now) as (backing, answers), _connected(settings, api) as connection:
        await tell_commands(connection.bot)
        poller = Poller(connection.bot, _listener(connection, backing))
        chat = Chat(_answerer(settings, connection, backing))
        async with answering(answers, [chat]):
            running()
            await _until(stopped, poller)


async def open_webhook(settings: Settings, api: str | None = None) -> None:
    """Let Telegram bring things to our address. Raises as `errors.told`."""
    async with _connected(settings, api) as connection:
        await tell_commands(connection.bot)
        secret = secret_of(settings.telegram_secret)
        await set_webhook(connection.bot, settings.base_url, secret)


async def close_webhook(settings: Settings, api: str | None = None) -> None:
    """Let things be fetched instead. Raises as `errors.told`."""
    async with _connected(settings, api) as connection:
        await end_webhook(connection.bot)


async def bot_name(settings: Settings, api: str | None = None) -> str:
    """Give the name that the bot has in Telegram, without ``@``. Raises as `errors.told`."""
    async with _connected(settings, api) as connection:
        return (await connection.me()).username or ""


def telegram_sender(
    settings: Settings,
    sessions: async_sessionmaker[AsyncSession],
    now: Callable[[], datetime],
    api: str | None = None,
) -> TelegramSender:
    """Give Telegram as notices go out there."""
    connection = _connection(settings, api)
    posting = Posting(connection.bot, KeptKeyboards(sessions, now), settings.base_url)
    return TelegramSender(posting, connection.aclose)


async def _until(stopped: asyncio.Event, poller: Poller) -> None:
    """Fetch until told to stop; what is being kept at that moment is kept, or fetched again."""
    fetching = asyncio.create_task(poller.run())
    waiting = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((fetching, waiting), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (fetching, waiting):
            task.cancel()
    for ended in await asyncio.gather(fetching, waiting, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended


@asynccontextmanager
async def _connected(settings: Settings, api: str | None) -> AsyncIterator[Connection]:
    connection = _connection(settings, api)
    try:
        yield connection
    finally:
        await connection.aclose()


def _connection(settings: Settings, api: str | None) -> Connection:
    return Connection(secret_of(settings.telegram_token), api or API)


def _listener(connection: Connection, backing: Backing) -> Listener:
    inline = Inline(
        lambda words, it: backing.conversations.look_up(words, it, backing.now()), backing.home
    )
    return Listener(connection.me, backing.take, inline, backing.now)


def _answerer(settings: Settings, connection: Connection, backing: Backing) -> TelegramAnswerer:
    keyboards = KeptKeyboards(backing.sessions, backing.now)
    posting = Posting(connection.bot, keyboards, backing.home)
    return TelegramAnswerer(
        posting,
        backing.conversations.language,
        backing.conversations.move,
        settings.telegram_region,
        connection.me,
    )
