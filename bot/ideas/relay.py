"""The relay: every step in the life of an idea is taken here, and nowhere else."""

import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas import ledger
from bot.ideas.access import Act, Actor, find_actor, may, quality
from bot.ideas.clock import next_moment
from bot.ideas.draft import Draft
from bot.ideas.idea import Idea
from bot.ideas.life import after
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea, StoredStep
from bot.ideas.telling import tell
from bot.ideas.transitions import refusal
from bot.ideas.vocabulary import Refusal
from bot.ideas.way import Way, find_way
from bot.message import Language
from bot.notices.calendars import calendar_of
from knowledge.base import KnowledgeBase

_log = logging.getLogger(__name__)


class RefusedStepError(Exception):
    """A step that was not taken: nothing was changed, and nobody told.

    `overtaken` where it was possible when the person saw the idea: somebody was quicker. `idea`
    is as it is now, as far as the person may see it.
    """

    def __init__(
        self, reason: Refusal, idea: Idea | None = None, *, overtaken: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.idea = idea
        self.overtaken = overtaken


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that counts."""

    idea: Idea
    """After it."""
    repeated: bool = False
    """It was taken before, by the same press."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An idea that was handed over."""

    idea: Idea
    way: Way
    secret: str | None
    """Opens the link to the case; told once, and kept nowhere. None where the same press had
    sent it before."""


class Relay:
    """Serves one person at one moment. Nothing is kept until the session is committed."""

    def __init__(
        self,
        session: AsyncSession,
        kb: KnowledgeBase,
        person: int | None,
        at: datetime,
        actor: Actor | None = None,
        *,
        mails: bool = True,
    ) -> None:
        """`actor` is given where somebody is known otherwise than as a person: an operator.

        Without `mails` no letters go out here, and nobody is reached by a mailbox alone.
        """
        self._session = session
        self._kb = kb
        self._person = person
        self._at = at
        self._actor = actor
        self._mails = mails

    async def actor(self) -> Actor:
        """Give who is served, with the offices that they hold."""
        return self._actor or await find_actor(self._session, self._person)

    async def way(self, draft: Draft) -> Way:
        """Find out who would get a draft; nothing is sent."""
        today = calendar_of(self._kb, draft.region).day(self._at)
        return await find_way(self._session, self._kb, draft, today, mails=self._mails)

    async def send(self, draft: Draft, language: Language, nonce: str) -> Sent:
        """Hand a draft over to the first on its way, and to copies.

        The same `nonce` sends once, however often it comes. Raises LookupError where nobody on
        the way can be reached: see `way`.
        """
        way = await self.way(draft)
        before = await self._sent_before(nonce)
        if before:
            return Sent(before, way, None)
        if way.first is None:
            raise LookupError("nobody on the way can be reached")
        step = Step(
            "sent",
            "submitter",
            self._at,
            nonce,
            person=self._person,
            to=way.first.seat,
            copies=tuple(it.seat for it in way.copies),
            rule=way.first.referral.rule.id,
        )
        year = calendar_of(self._kb, draft.region).day(self._at).year
        secret = secrets.token_urlsafe(24)
        idea = await ledger.write(
            self._session,
            draft,
            step,
            number=await ledger.next_number(self._session, year),
            language=language,
            secret=secret,
        )
        await ledger.set_next(self._session, idea.id, next_moment(self._kb, idea.region, idea.life))
        await tell(self._session, self._kb, idea, step)
        return Sent(idea, way, secret)

    async def see(self, idea: int, act: Act = "read") -> Idea:
        """Give an idea to whoever may see or read it. Raises `RefusedStepError`."""
        found = await ledger.read(self._session, idea)
        if found is None:
            raise RefusedStepError("gone")
        if not may(self._kb, await self.actor(), act, found):
            raise self._refused(found, act)
        return found

    async def take(self, idea: int, step: Step, seen: int | None = None) -> Taken:
        """Take a step, tell everybody whom it concerns, and set the clock.

        Who takes it and in what quality is filled in here; of `step` they are ignored. `seen` is
        the version that the person had before them. The same nonce counts once. Raises
        `RefusedStepError`.
        """
        found = await ledger.hold(self._session, idea)
        if found is None:
            raise RefusedStepError("gone")
        if await self._known(found, step.nonce):
            return Taken(found, repeated=True)
        actor = await self.actor()
        by = quality(self._kb, actor, step.kind, found)
        if by is None:
            raise self._refused(found, step.kind, overtaken=_moved_on(found, seen))
        seat = found.life.holder if by == "receiver" else None
        step = replace(step, by=by, person=self._person, seat=seat, at=self._at)
        return Taken(await self._take(found, step, seen))

    async def hand_over(self, idea: Idea, step: Step) -> Idea:
        """Move an idea that this transaction holds, because whoever had it left their office.

        Raises `RefusedStepError` where it has ended.
        """
        return await self._take(idea, replace(step, person=self._person, at=self._at), None)

    async def tick(self, idea: Idea, step: Step) -> Idea:
        """Take a step of the clock on an idea that this transaction holds; see `ledger.hold`.

        Raises `RefusedStepError` where it is not possible any more.
        """
        return await self._take(idea, replace(step, by="clock", person=None, at=self._at), None)

    async def _take(self, idea: Idea, step: Step, seen: int | None) -> Idea:
        reason = refusal(idea.life, step)
        if reason:
            raise RefusedStepError(reason, idea, overtaken=_moved_on(idea, seen))
        next_at = next_moment(self._kb, idea.region, after(idea.life, step))
        done = await ledger.append(self._session, idea, step, next_at)
        await tell(self._session, self._kb, done, step)
        return done

    async def _known(self, idea: Idea, nonce: str) -> bool:
        taken = select(StoredStep.seq).where(
            StoredStep.idea_id == idea.id, StoredStep.nonce == nonce
        )
        return await self._session.scalar(taken) is not None

    async def _sent_before(self, nonce: str) -> Idea | None:
        sent = (
            select(StoredStep.idea_id)
            .join(StoredIdea, StoredIdea.id == StoredStep.idea_id)
            .where(
                StoredStep.seq == 1,
                StoredStep.nonce == nonce,
                StoredIdea.person_id == self._person,
            )
        )
        found = await self._session.scalar(sent)
        return await ledger.read(self._session, found) if found else None

    def _refused(self, idea: Idea, act: Act, *, overtaken: bool = False) -> RefusedStepError:
        """Leave a trace of who tried what, without a word of the idea."""
        _log.warning("refused %s of %s to person %s", act, idea.number, self._person)
        return RefusedStepError("not_allowed", overtaken=overtaken)


def _moved_on(idea: Idea, seen: int | None) -> bool:
    return seen is not None and seen < idea.life.version
