"""One notice in the making: who is told, in what voice, by which clock."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.message import Card, Language
from bot.notices.told import Told
from bot.notices.words.matter import Matter
from bot.speech.speaker import Speaker
from bot.working_days import Country
from knowledge.base import KnowledgeBase

_COUNTRY: dict[Language, Country] = {"sv": "SE"}
_ZONE: dict[Country, str] = {"NO": "Europe/Oslo", "SE": "Europe/Stockholm"}


@dataclass(frozen=True, slots=True)
class Addition:
    """What others add to a letter that notices write."""

    what: str
    """As the first sentence counts it: «to ideer»."""
    card: Card


@dataclass(frozen=True, slots=True)
class Telling:
    """A delivery and the voice that tells it."""

    told: Told
    say: Speaker
    country: Country
    """Of the reader: where the region is, else where the language is spoken."""
    additions: tuple[Addition, ...] = ()
    """Of letters."""

    @property
    def zone(self) -> str:
        """By whose clock the reader lives."""
        return _ZONE[self.country]

    def days_until(self, matter: Matter) -> int:
        """Count the days that are left."""
        return (matter.day - self.say.today).days


def begin(kb: KnowledgeBase, told: Told) -> Telling:
    """Find the reader's clock, and with it what day it is."""
    region = kb.regions.get(told.region or "")
    country = region.country if region else _COUNTRY.get(told.language, "NO")
    today = told.now.astimezone(ZoneInfo(_ZONE[country])).date()
    return Telling(told, Speaker(told.language, today, kb), country)
