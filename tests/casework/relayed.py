"""The relay from end to end: its pages, a worker, and a mail server on loopback."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.applications import Starlette

from bot.casework.casework import Casework
from bot.casework.inbox import SeatInboxes
from bot.casework.invitations import StoredInvitations
from bot.channels.web import Backing, create_app
from bot.ideas.draft import Draft
from bot.ideas.relay import Relay
from bot.ideas.tables import StoredStep
from bot.ideas.tellers import idea_tellers
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.preparation import Preparation
from bot.notices.tables import Door, Person
from bot.senders import links_of, open_senders
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, SENSORS, somebody
from tests.mail.letters import SECRET
from tests.mail.server import MailServer, running
from tests.web.scripted_notices import ScriptedNotices
from tests.web.scripted_turn import REGIONS, ScriptedTurn

KB = KnowledgeBase(load_packs().records)
NAMSOS = "postmottak@namsos.kommune.no"


class Moment:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


class Relayed:
    """The pages of ideas in a browser, and everybody's letters."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        client: httpx.AsyncClient,
        server: MailServer,
        dispatchers: list[Dispatcher],
        clock: Moment,
    ) -> None:
        self.sessions = sessions
        self.client = client
        self.clock = clock
        self._server = server
        self._dispatchers = dispatchers

    async def hand_over(self, draft: Draft = SENSORS, channel: str = "web") -> str:
        """Send an idea from somebody who is told in `channel`; give the page of that one."""
        async with self.sessions.begin() as session:
            nurse = await somebody(session, "nurse")
            if channel == "email":
                await by_letter(session, nurse)
            sent = await Relay(session, KB, nurse, self.clock()).send(draft, "nb", "press")
        return f"/case/{sent.secret}"

    async def letters(self) -> list[EmailMessage]:
        """Let the worker send what is due; give all letters so far, oldest first."""
        for dispatcher in self._dispatchers:
            await dispatcher.round(self.clock())
            await dispatcher.finish()
        found = [it.content for it in self._server.letters if isinstance(it.content, bytes)]
        return [cast("EmailMessage", message_from_bytes(it, policy=default)) for it in found]

    async def steps(self) -> list[str]:
        """Give what has happened to all ideas."""
        async with self.sessions() as session:
            order = (StoredStep.idea_id, StoredStep.seq)
            return list(await session.scalars(select(StoredStep.kind).order_by(*order)))


@asynccontextmanager
async def relayed(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[Relayed]:
    """Run all of it on a database."""
    clock = Moment()

    async def knowledge() -> KnowledgeBase:
        return KB

    async with running(MailServer()) as server:
        settings = _settings(server.port)
        means = Means(sessions, Preparation(knowledge, idea_tellers()), "one", clock)
        app = pages(
            clock,
            cases=Casework(sessions, knowledge, links_of(settings), clock),
            inboxes=SeatInboxes(sessions, knowledge, clock),
            invitations=StoredInvitations(sessions, knowledge, ("web", "email"), clock),
        )
        transport = httpx.ASGITransport(app)
        async with (
            open_senders(settings, sessions, clock) as senders,
            httpx.AsyncClient(transport=transport, base_url=settings.base_url) as client,
        ):
            dispatchers = [Dispatcher(means, it) for it in senders]
            yield Relayed(sessions, client, server, dispatchers, clock)


def pages(clock: Callable[[], datetime], **parts: Any) -> Starlette:
    """Give the web application with the pages of ideas, and a conversation that says little."""
    turn = ScriptedTurn()
    return create_app(
        Backing(
            turn=turn,
            forget=turn.forget,
            regions=lambda: REGIONS,
            revision=lambda: 7,
            now=clock,
            kept_days=30,
            notices=ScriptedNotices(),
            **parts,
        )
    )


def _settings(port: int) -> Settings:
    return Settings(
        public_url="https://idelos.example.org",
        secret=SecretStr(SECRET),
        smtp_host="localhost",
        smtp_port=port,
        smtp_security="none",
        mail_from="idelos@mail.example.org",
    )


async def by_letter(session: AsyncSession, person: int) -> None:
    """Let somebody be told by letter, as if a code had confirmed the address."""
    session.add(
        Door(person_id=person, channel="email", address="nurse@example.org", confirmed_at=MONDAY)
    )
    await session.execute(update(Person).values(channel="email"))


def plain(letter: EmailMessage) -> str:
    """Give the plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\u00a0", " ").replace("\r\n", "\n")


def link(letter: EmailMessage, label: str) -> str:
    """Give the path of the page that a link of a letter opens."""
    found = re.search(rf"^{label}: (https://\S+)$", plain(letter), re.MULTILINE)
    assert found, label
    return urlsplit(found[1]).path
