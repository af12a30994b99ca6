"""The chat channels of an installation, and the work on what comes in through them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.routing import BaseRoute, Route

from bot.channels.web.site import Site
from bot.conversation.service import Conversations
from bot.database import check_version, make_engine, make_sessions
from bot.extras import needed
from bot.intake.answers import Answers
from bot.intake.intake import Intake
from bot.intake.item import Answerer, Item
from bot.senders import carriers_of
from bot.settings import Settings
from bot.worker.run import worker_name

if TYPE_CHECKING:
    from bot.channels.teams.cloud import Cloud


@dataclass(frozen=True, slots=True)
class Backing:
    """What a channel gets of the rest of the product."""

    take: Callable[[Item], Awaitable[bool]]
    """Keeps what came in, and tells whether it is new; it is safe once this returns."""
    conversations: Conversations
    sessions: async_sessionmaker[AsyncSession]
    now: Callable[[], datetime]
    home: str
    """Address of our pages, without a slash at the end."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A channel that people write to us in."""

    answerer: Answerer
    routes: Sequence[BaseRoute] = ()
    """Where it brings things over HTTP."""
    pages: Callable[[Site], Sequence[Route]] = lambda _: ()
    """Pages for people, that look like those of the web chat."""
    aclose: Callable[[], Awaitable[None]] | None = None
    """Closes what is open to it, where nobody else does."""


def chats_of(
    settings: Settings,
    backing: Backing,
    slack_api: str | None = None,
    telegram_api: str | None = None,
    teams_cloud: "Cloud | None" = None,
) -> tuple[Chat, ...]:
    """Give the channels that are set up to bring things over HTTP.

    Raises `MissingExtraError` where one is set up whose package is not installed.
    """
    found: list[Chat] = []
    if settings.slack_signing_secret:
        with needed("slack"):
            from bot.slack import slack_chat  # noqa: PLC0415 (an extra)
        found.append(slack_chat(settings, backing, slack_api))
    if settings.telegram_secret:
        with needed("telegram"):
            from bot.telegram import telegram_chat  # noqa: PLC0415 (an extra)
        found.append(telegram_chat(settings, backing, telegram_api))
    if settings.has_teams:
        with needed("teams"):
            from bot.teams import teams_chat  # noqa: PLC0415 (an extra)
        found.append(teams_chat(settings, backing, teams_cloud))
    return tuple(found)


@asynccontextmanager
async def opened(
    settings: Settings, now: Callable[[], datetime]
) -> AsyncIterator[tuple[Backing, Answers]]:
    """Open what a process that takes in from one channel stands on, and close it at the end.

    Raises `DatabaseError` for a database that can't be used, and `UnknownRegionError`.
    """
    engine = make_engine(settings.database_url)
    try:
        await check_version(engine)
        sessions = make_sessions(engine)
        conversations = Conversations(sessions, carriers_of(settings))
        settings.check_regions((await conversations.start()).regions)
        answers = Answers(sessions, conversations, worker_name(), now)
        take = Intake(sessions, answers.wake).take
        yield Backing(take, conversations, sessions, now, settings.base_url), answers
    finally:
        await engine.dispose()


@asynccontextmanager
async def answering(answers: Answers, chats: Sequence[Chat]) -> AsyncIterator[None]:
    """Work off what comes in meanwhile; what is in work at the end is finished first."""
    for chat in chats:
        answers.add(chat.answerer)
    working = asyncio.create_task(answers.run()) if chats else None
    try:
        yield
    finally:
        answers.stop()
        if working:
            await working
        for chat in chats:
            if chat.aclose:
                await chat.aclose()
