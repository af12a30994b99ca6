"""What a skill works with: one turn of one conversation."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.conversation.state import State
from bot.ideas.relay import Relay
from bot.ideas.shared_needs import SharedNeeds
from bot.message import Language, Message, Place, Reply
from bot.notices.desk import Desk, Profile
from bot.routing.case import Case, Referral
from bot.routing.rules import refer
from bot.speech.speaker import Speaker
from intents.meaning import Meaning
from knowledge.base import KnowledgeBase
from knowledge.records.places import Municipality, Region
from knowledge.records.rules import Part
from knowledge.records.vocabulary import NEEDS, THEMES, TOPICS


@dataclass(slots=True)
class Turn:
    """One message on its way to a reply. `state` is replaced as the turn learns."""

    kb: KnowledgeBase
    message: Message
    state: State
    today: date
    desk: Desk
    """Keeps what the person wants to hear of."""
    needs: SharedNeeds
    """Finds ideas with a like need."""
    meaning: Meaning | None = None
    switched: bool = False
    """The person asked for another language in this message."""
    via: str | None = None
    """How the municipality of this turn became known, if not by its own name in this text:
    ``asked``, ``split``, ``spelling``, ``assumed`` or ``former``; or ``theme``: the message
    answers which field it is about."""
    referrals: dict[Part, Referral] = field(default_factory=dict)
    forgotten: tuple[Place, ...] = ()
    """Where one who was erased in this turn could be met: what is remembered there goes too."""

    def remember(self, **changes: Any) -> None:
        """Change what the conversation remembers."""
        self.state = self.state.with_(**changes)

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return self.state.language or first_language(self.message, self.region)

    @property
    def say(self) -> Speaker:
        """A voice in that language."""
        return Speaker(self.language, self.today, self.kb)

    @property
    def municipality(self) -> Municipality | None:
        """Where the person works, as far as it is known."""
        return self.kb.municipalities.get(self.state.municipality or "")

    @property
    def region(self) -> Region | None:
        """The region that serves the person."""
        place = self.municipality
        known = (place.region if place else None) or self.state.region or self.message.region
        return self.kb.regions.get(known or "")

    @property
    def profile(self) -> Profile:
        """What is kept of the person with their wishes."""
        region, place = self.region, self.municipality
        return Profile(self.language, region.id if region else None, place.id if place else None)

    @property
    def text(self) -> str:
        """The person's words that this turn answers."""
        return self.message.text or self.state.text or ""

    def case(self, intent: str) -> Case | None:
        """Put together what the rules look at; None while no region is known."""
        region = self.region
        if region is None:
            return None
        state = self.state
        themes = tuple(sorted(set(THEMES) & set(state.themes), key=state.themes.index))
        needs = tuple(sorted(set(NEEDS) & set(state.needs), key=state.needs.index))
        topics = tuple(topic for topic in TOPICS if topic == state.topic)
        return Case(region, intent, self.municipality, themes, needs, topics)

    async def relay(self) -> Relay:
        """Give what may be done with ideas by the one who talks here."""
        return Relay(
            self.desk.session,
            self.kb,
            await self.desk.known(),
            self.message.at,
            mails=self.desk.can_mail,
        )

    def refer(self, intent: str, lead: Part = "first") -> dict[Part, Referral]:
        """Apply the region's rules and remember which ones spoke, that of `lead` first."""
        case = self.case(intent)
        self.referrals = refer(self.kb, case, self.today) if case else {}
        spoke = sorted(self.referrals.values(), key=lambda it: it.part != lead)
        self.remember(rules=tuple(it.rule.id for it in spoke))
        return self.referrals


def first_language(message: Message, region: Region | None) -> Language:
    """Give the language to begin in: that of the person's menus, then that of their region.

    English menus say little of a person here: many in Norway and Sweden have them.
    """
    if region and message.language in (None, "en"):
        return region.language
    return message.language or "nb"


Skill = Callable[[Turn], Awaitable[Reply]]
"""A skill takes the turn and gives the answer; it sees no channel and no session."""
