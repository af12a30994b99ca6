"""The whole product as one ASGI application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Mount

from bot import chats
from bot.calendars.shelf import Calendars
from bot.casework.casework import Casework
from bot.casework.idea_form import ConversationForms
from bot.casework.inbox import SeatInboxes
from bot.casework.invitations import StoredInvitations
from bot.channels.web.app import create_app
from bot.channels.web.calendars import CalendarSource
from bot.channels.web.site import Backing
from bot.clock import utc_now
from bot.conversation.service import Conversations
from bot.database import check_version, make_engine, make_sessions
from bot.demo.demo import Demo
from bot.errands import LetterErrands
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.intake.answers import Answers
from bot.intake.intake import Intake
from bot.notices.preparation import Preparation
from bot.notices.shown import Shown
from bot.senders import carriers_of, links_of
from bot.settings import Settings
from bot.worker.run import worker_name

if TYPE_CHECKING:
    from bot.channels.teams.cloud import Cloud


def build(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    demo: Demo | None = None,
    slack_api: str | None = None,
    telegram_api: str | None = None,
    teams_cloud: "Cloud | None" = None,
) -> Starlette:
    """Put the application together; the database is opened when the server starts.

    Raises `DatabaseError` here for a bad address, and at start for a database that does not fit
    the code; `MissingExtraError` for a channel whose package is not installed. `slack_api`
    and `telegram_api` are where the methods of those are, if elsewhere; `teams_cloud` is what
    stands in for Microsoft.
    """
    engine = make_engine(settings.database_url)
    sessions = make_sessions(engine)
    carriers = carriers_of(settings, letters=demo is not None)
    conversations = Conversations(sessions, carriers)
    answers = Answers(sessions, conversations, worker_name(), now)
    intake = Intake(sessions, answers.wake)
    behind = chats.Backing(intake.take, conversations, sessions, now, settings.base_url)
    channels = chats.chats_of(settings, behind, slack_api, telegram_api, teams_cloud)
    links = links_of(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await check_version(engine)
            await conversations.start()
            async with chats.answering(answers, channels):
                yield
        finally:
            await engine.dispose()

    prepare = Preparation(conversations.start, idea_tellers(), idea_parts())
    backing = Backing(
        turn=conversations.turn,
        forget=conversations.forget,
        regions=lambda: conversations.knowledge.regions.values(),  # noqa: PLW0108 - not before start
        revision=lambda: conversations.knowledge.revision,
        now=now,
        kept_days=settings.keep_days,
        notices=Shown(sessions, prepare.again, now),
        calendars=CalendarSource(Calendars(sessions, conversations.start, now), settings.base_url),
        errands=LetterErrands(sessions, conversations, links, now) if links else None,
        cases=Casework(sessions, conversations.start, links, now),
        ideas=ConversationForms(conversations, now),
        inboxes=SeatInboxes(sessions, conversations.start, now),
        invitations=StoredInvitations(sessions, conversations.start, carriers, now),
        open_kept=lambda secret: conversations.open_kept(secret, now()),
        outbox=demo.outbox(sessions, conversations.start) if demo else None,
        pages=lambda site: [page for channel in channels for page in channel.pages(site)],
    )
    return Starlette(
        routes=[
            *(route for channel in channels for route in channel.routes),
            Mount("/", create_app(backing)),
        ],
        lifespan=lifespan,
    )
