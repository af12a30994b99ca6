"""Pages of ideas, as the web shows them and acts on them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.casework.drawing import Drawing, Page, see
from bot.casework.opening import Opening, Openings
from bot.casework.reading import UnfitError, step_of
from bot.channels.web.cases import CaseView, ClosedError, Given, Key
from bot.conversation.forms.case_fields import offered
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.step import Step
from bot.links import Links
from knowledge.base import KnowledgeBase


class Casework:
    """Opens pages of ideas, and takes the steps that their forms ask for."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        knowledge: Callable[[], Awaitable[KnowledgeBase]],
        links: Links | None,
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._knowledge = knowledge
        self._openings = Openings(links)
        self._now = now

    async def look(self, key: Key) -> CaseView:
        """Show an idea; nothing is changed. Raises `ClosedError`."""
        kb, now = await self._knowledge(), self._now()
        async with self._sessions() as session:
            opening = await self._openings.open(session, key, now)
            return await Drawing(session, kb, self._openings, now).draw(Page(opening))

    async def take(self, key: Key, given: Given) -> CaseView:
        """Do what a form says, and show what came of it. Raises `ClosedError`."""
        kb, now = await self._knowledge(), self._now()
        opening, read = await self._read(kb, key, given, now)
        if isinstance(read, Step):
            said = await self._take(kb, opening, read, given)
            page = Page(replace(opening, act=None, seen=None), said)
        else:
            page = Page(opening, given=given, faults=read.faults)
        async with self._sessions() as session:
            return await Drawing(session, kb, self._openings, now).draw(page)

    async def _read(
        self, kb: KnowledgeBase, key: Key, given: Given, now: datetime
    ) -> tuple[Opening, Step | UnfitError]:
        async with self._sessions() as session:
            opening = await self._openings.open(session, key, now)
            if opening.act is None:
                raise ClosedError("odd", opening.language)
            idea = await see(session, kb, opening, now)
            lists = await offered(session, kb, idea, opening.act, now)
        try:
            return opening, step_of(opening, opening.act, given, lists, now)
        except UnfitError as unfit:
            return opening, unfit

    async def _take(
        self, kb: KnowledgeBase, opening: Opening, step: Step, given: Given
    ) -> str | RefusedStepError:
        """Take a step; give the key of what to say of it, or why it was not taken."""
        # A session of its own: on SQLite whoever reads first cannot begin to write later.
        async with self._sessions() as session:
            relay = Relay(session, kb, opening.person, step.at)
            try:
                taken = await relay.take(opening.idea, step, _seen(opening, given))
            except RefusedStepError as error:
                return error
            await session.commit()
        if not taken.repeated:
            return f"case.done.{opening.act}"
        return "case.used" if opening.nonce else "case.repeated"


def _seen(opening: Opening, given: Given) -> int | None:
    if opening.seen is not None:
        return opening.seen
    return int(given.seen[:6]) if given.seen.isdecimal() else None
