"""What the form of an act asks, and what its lists hold."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.casework.reading import Offered
from bot.channels.web.cases import Form, Given
from bot.conversation.forms.fault import Fault
from bot.form import Choice
from bot.ideas.acts import Act
from bot.ideas.idea import Idea
from bot.ideas.pass_on import receivers
from bot.ideas.vocabulary import OUTCOMES, REASONS
from bot.ideas.words.names import the_holder
from bot.notices.calendars import calendar_of
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.vocabulary import THEMES, Theme


async def offered(
    session: AsyncSession, kb: KnowledgeBase, idea: Idea, act: Act | None, at: datetime
) -> Offered:
    """Give what can be chosen from in the form of an act."""
    today = calendar_of(kb, idea.region).day(at)
    if act == "pass":
        return Offered(seats=await receivers(session, kb, idea), today=today)
    if act == "outcome":
        return Offered(programmes=_programmes(kb, idea), today=today)
    return Offered(today=today)


def _programmes(kb: KnowledgeBase, idea: Idea) -> Collection[str]:
    place = kb.municipalities.get(idea.municipality or "")
    themes: list[Theme] = [it for it in THEMES if it in idea.themes]
    county = place.county if place else None
    return [it.id for it in kb.programmes_for(idea.region, themes, county=county)]


@dataclass(frozen=True, slots=True)
class FormWriter:
    """Writes forms in one reader's language."""

    say: Speaker
    idea: Idea
    offered: Offered

    def write(self, act: Act, path: str, given: Given, faults: Mapping[str, Fault]) -> Form:
        """Give the form of an act, with what was filled in before and what is wrong with it."""
        return Form(
            act=act,
            path=path,
            given=given,
            choices=tuple(self._choices(act)),
            programmes=tuple(self._programmes()),
            faults={name: it.said(self.say) for name, it in faults.items()},
        )

    def _choices(self, act: Act) -> Iterator[Choice]:
        if act == "pass":
            for seat in self.offered.seats:
                yield Choice(seat.key, capital(the_holder(self.say, seat)))
        for value in REASONS if act == "decline" else ():
            yield Choice(value, capital(self.say.text(f"idea.reason.{value}")))
        for value in OUTCOMES if act == "outcome" else ():
            yield Choice(value, capital(self.say.text(f"cases.outcome.{value}")))

    def _programmes(self) -> Iterator[Choice]:
        for identity in self.offered.programmes:
            yield Choice(identity, self.say.of(self.say.kb.programmes[identity].names))
