"""The whole product as one ASGI application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.applications import Starlette

from bot.channels.web.app import create_app
from bot.channels.web.site import Backing
from bot.clock import utc_now
from bot.conversation.service import Conversations
from bot.database import check_version, make_engine, make_sessions
from bot.settings import Settings


def build(settings: Settings, now: Callable[[], datetime] = utc_now) -> Starlette:
    """Put the application together; the database is opened when the server starts.

    Raises `DatabaseError` here for a bad address, and at start for a database that does not
    fit the code.
    """
    engine = make_engine(settings.database_url)
    carriers = ("web", "email") if settings.smtp_host else ("web",)
    conversations = Conversations(make_sessions(engine), carriers)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await check_version(engine)
            await conversations.start()
            yield
        finally:
            await engine.dispose()

    backing = Backing(
        turn=conversations.turn,
        forget=conversations.forget,
        regions=lambda: conversations.knowledge.regions.values(),  # noqa: PLW0108 - not before start
        revision=lambda: conversations.knowledge.revision,
        now=now,
        kept_days=settings.keep_days,
    )
    return create_app(backing, lifespan=lifespan)
