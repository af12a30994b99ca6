"""The page of an idea: what it says, the form that is open, and what else can be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.casework.forms import form_of
from bot.casework.opening import Opening, Openings
from bot.casework.view import shown
from bot.channels.web.cases import ByLink, CaseView, ClosedError, Form, FromInbox, Given
from bot.conversation.forms.case_fields import offered
from bot.conversation.forms.fault import Fault
from bot.ideas.access import Actor, find_actor, may, relations
from bot.ideas.acts import Act, open_acts
from bot.ideas.idea import Idea
from bot.ideas.ledger import read_steps
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.words.names import the_holder
from bot.ideas.words.refusals import refused
from bot.message import Line
from bot.notices.calendars import calendar_of
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer is made of."""

    opening: Opening
    said: str | RefusedStepError | None = None
    """Key of the sentence on what just happened, or why nothing did."""
    given: Given | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)


async def see(session: AsyncSession, kb: KnowledgeBase, opening: Opening, at: datetime) -> Idea:
    """Give the idea to whoever may see that there is one. Raises `ClosedError`."""
    try:
        return await Relay(session, kb, opening.person, at).see(opening.idea, "see")
    except RefusedStepError as error:
        raise ClosedError(error.reason, opening.language) from None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws pages from one session, as of one moment."""

    session: AsyncSession
    kb: KnowledgeBase
    openings: Openings
    now: datetime

    async def draw(self, page: Page) -> CaseView:
        """Draw a page. Raises `ClosedError`."""
        opening = page.opening
        idea = await see(self.session, self.kb, opening, self.now)
        actor = await find_actor(self.session, opening.person)
        steps = (await read_steps(self.session, (idea.id,)))[idea.id]
        if opening.nonce and any(it.nonce == opening.nonce for it in steps):
            page = Page(replace(opening, act=None), page.said or "case.used")
        acts = open_acts(self.kb, actor, idea, self.now)
        if page.opening.act and page.opening.act not in acts:
            page = Page(replace(opening, act=None), page.said or "case.not_open")
        say = Speaker(opening.language, calendar_of(self.kb, idea.region).day(self.now), self.kb)
        readable = may(self.kb, actor, "read", idea)
        told = shown(say, idea, steps, actor.person, readable=readable)
        return CaseView(
            language=opening.language,
            heading=told.heading,
            said=_said(say, page.said),
            status=told.status,
            words=told.words,
            facts=told.facts,
            history=told.history,
            context=told.context,
            form=await self._form(say, idea, page),
            acts=tuple((it, self._path(opening, idea, it)) for it in acts),
            back=self._path(opening, idea, None),
            for_whom=_for_whom(say, actor, idea) if isinstance(opening.key, ByLink) else "",
            listed=isinstance(opening.key, FromInbox),
        )

    def _path(self, opening: Opening, idea: Idea, act: Act | None) -> str:
        return self.openings.path(opening, idea, act, self.now)

    async def _form(self, say: Speaker, idea: Idea, page: Page) -> Form | None:
        act = page.opening.act
        if act is None:
            return None
        lists = await offered(self.session, self.kb, idea, act, self.now)
        path = page.opening.own_path or self._path(page.opening, idea, act)
        given = page.given or Given(text=idea.life.text if act == "change" else "")
        given = replace(given, seen=str(idea.life.version))
        return form_of(say, act, path, given, lists, page.faults)


def _said(say: Speaker, said: str | RefusedStepError | None) -> Line | None:
    if isinstance(said, RefusedStepError):
        return refused(say, said)
    return say.line(said) if said else None


def _for_whom(say: Speaker, actor: Actor, idea: Idea) -> str:
    """Name whom a link was sent to: their role, not their name."""
    if "submitter" in relations(say.kb, actor, idea):
        return say.text("case.for.submitter")
    near = (idea.life.holder, *idea.life.former, *idea.life.copies)
    seat = next((it for it in near if it in actor.seats), None)
    return the_holder(say, seat) if seat else say.text("case.for.other")
