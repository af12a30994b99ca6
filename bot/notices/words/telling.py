"""One notice in the making: who is told, in what voice, by which clock."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.message import Language
from bot.notices.told import Told
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase

_ZONE: dict[Language, str] = {"sv": "Europe/Stockholm"}
_ELSEWHERE = "Europe/Oslo"


@dataclass(frozen=True, slots=True)
class Telling:
    """A delivery and the voice that tells it."""

    told: Told
    say: Speaker
    zone: str
    """Of the reader: that of the region, else that of the language's country."""


def begin(kb: KnowledgeBase, told: Told) -> Telling:
    """Find the reader's clock, and with it what day it is."""
    region = kb.regions.get(told.region or "")
    zone = region.zone if region else _ZONE.get(told.language, _ELSEWHERE)
    today = told.now.astimezone(ZoneInfo(zone)).date()
    return Telling(told, Speaker(told.language, today, kb), zone)
