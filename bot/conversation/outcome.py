"""How a turn begins, and what it leads to."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from bot.clean import clean
from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.form import Form
from bot.ideas.shared_needs import SharedNeeds
from bot.message import Message, Place, Reply
from bot.notices.desk import Desk
from bot.routing.case import Referral
from intents.meaning import Meaning
from knowledge.base import KnowledgeBase

Answer = TypeVar("Answer", bound=Reply | Form)

_DEFAULT_ZONE: Final = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Answer]):
    """What a turn led to; `meaning` and `referrals` are the trail behind the reply."""

    reply: Answer
    state: State
    meaning: Meaning | None = None
    referrals: tuple[Referral, ...] = ()
    forgotten: tuple[Place, ...] = ()
    """Where one who was erased could be met."""


async def begin_turn(
    kb: KnowledgeBase, state: State, message: Message, desk: Desk, needs: SharedNeeds | None
) -> Turn:
    """Make the turn of a message, as its person is known."""
    day = local_day(kb, state, message)
    said = replace(message, text=message.text and clean(message.text))
    turn = Turn(kb, said, state, day, desk, needs or SharedNeeds())
    if state == State():
        await _recall(turn)
    return turn


async def end_turn(turn: Turn, before: State, reply: Answer) -> Outcome[Answer]:
    """Give what a turn led to that began in a state."""
    await _keep_up(turn, before)
    referrals = tuple(turn.referrals.values())
    return Outcome(reply, turn.state, turn.meaning, referrals, turn.forgotten)


def local_day(kb: KnowledgeBase, state: State, message: Message) -> date:
    """Give the day that it is where the person is."""
    region = kb.regions.get(state.region or message.region or "")
    zone = ZoneInfo(region.zone) if region else _DEFAULT_ZONE
    return message.at.astimezone(zone).date()


async def _recall(turn: Turn) -> None:
    """Speak with one whose conversation was cleared away, or is held elsewhere, as they like it."""
    known = await turn.desk.profile()
    if known:
        place = {"region": known.region, "municipality": known.municipality}
        turn.remember(language=known.language, **place)


async def _keep_up(turn: Turn, before: State) -> None:
    """Let notices follow the person to another municipality or language."""
    now = turn.state
    known = (now.language, now.region, now.municipality)
    if now != State() and known != (before.language, before.region, before.municipality):
        await turn.desk.keep_up(turn.profile)
