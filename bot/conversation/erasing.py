"""«Glem meg»: the person, what is kept of them, and their name on what they sent."""

from dataclasses import dataclass
from datetime import datetime

from bot.ideas.erasing import take_out
from bot.message import Place
from bot.notices.desk import Desk
from knowledge.base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased."""

    places: tuple[Place, ...] = ()
    """Where the person could be met: what is remembered there is to go too."""
    ideas: int = 0
    """How many ideas go on without whoever sent them."""


async def erase(kb: KnowledgeBase, desk: Desk, at: datetime) -> Erased:
    """Erase whoever a desk serves; nothing happens where nobody is known there."""
    person = await desk.known()
    if person is None:
        return Erased()
    ideas = await take_out(desk.session, kb, person, at)
    return Erased(await desk.forget(), ideas)
