"""Words about ideas that come before all understanding: answers to questions, and short wishes."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Final

from bot.conversation.skills.edit_idea import take_text
from bot.conversation.skills.idea_acts import (
    idea_add,
    idea_change,
    idea_share,
    idea_unshare,
    idea_withdraw,
    take_added,
    take_answer,
    take_changed,
)
from bot.conversation.skills.idea_status import INTENT, choose, ideas
from bot.conversation.skills.send_idea import idea_draft, idea_drop, send
from bot.conversation.state import Pending, Question
from bot.conversation.turn import Turn
from bot.ideas.idea import Idea
from bot.ideas.lists import asking, own
from bot.ideas.press import press
from bot.message import Reply
from intents.idea_wishes import IdeaWish, idea_wish
from intents.meaning import Meaning
from intents.replies import short_answer
from intents.thresholds import ANSWER
from intents.wishes import begins_asking

_TAKES: Final[Mapping[Question, Callable[[Turn, str], Awaitable[Reply]]]] = MappingProxyType(
    {
        "idea_text": take_text,
        "idea_add": take_added,
        "idea_change": take_changed,
        "idea_answer": take_answer,
    }
)
"""Questions that any words are an answer to, and who takes them."""
_OF_DRAFT: Final[Mapping[IdeaWish, Callable[[Turn], Awaitable[Reply]]]] = MappingProxyType(
    {"draft": idea_draft, "drop": idea_drop, "send": send, "mine": ideas}
)
_OF_SENT: Final[Mapping[IdeaWish, Callable[[Turn, str], Awaitable[Reply]]]] = MappingProxyType(
    {
        "withdraw": idea_withdraw,
        "add": idea_add,
        "change": idea_change,
        "share": idea_share,
        "unshare": idea_unshare,
    }
)
_ASKS: Final = frozenset(
    {"find_contact", "find_funding", "list_deadlines", "list_meetings", "list_courses", "explain"}
    | {"find_partners"}
)
"""Intents that a statement may sound like: «budsjettet er 100 000 kroner» is an answer."""
_WANTS: Final = frozenset(
    {"idea_status", "subscribe", "unsubscribe", "list_subscriptions", "help", "privacy"}
    | {"talk_to_human"}
)
"""Intents that want something of the bot however they are put, and so answer nobody."""
_POLITE: Final = frozenset({"greet", "thanks"})
"""These answer nothing, and leave a question as it was."""
_SURE: Final = 0.9
_LATEST: Final = 10


async def hear_idea(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take a message as the answer to a question about an idea, or as a wish for one."""
    wish = idea_wish(meaning.text)
    reply = await _wished(turn, wish) if wish else None
    if reply:
        return reply
    pending = turn.state.pending
    if pending is None:
        return await _to_open_question(turn, meaning)
    take = _TAKES.get(pending.question)
    if take is None or short_answer(meaning.text) == "cancel":
        return None
    if pending.question != "idea_text" and _is_elsewhere(meaning):
        return None
    return await take(turn, meaning.text)


async def _wished(turn: Turn, wish: IdeaWish) -> Reply | None:
    """Do what is wished for the draft, or for the one open idea; None where there is none."""
    if wish in _OF_DRAFT:
        known = turn.state.draft or wish in ("draft", "drop", "mine")
        return await _OF_DRAFT[wish](turn) if known or turn.state.text else None
    person = await turn.desk.known()
    sent = await own(turn.desk.session, person) if person else ()
    open_ones = [it for it in sent if it.life.stage != "ended"]
    if not open_ones:
        return await idea_draft(turn) if wish == "change" and turn.state.draft else None
    if len(open_ones) > 1:
        return choose(turn, open_ones, f"idea_{wish}")
    return await _OF_SENT[wish](turn, press(wish, open_ones[0]).argument)


async def _to_open_question(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take the first message after a question came by notice as its answer, if it can be one."""
    person = await turn.desk.known()
    waiting = await asking(turn.desk.session, person) if person else ()
    fresh = [it for it in waiting if _argument(it) not in turn.state.asked]
    if not fresh or _is_polite(meaning):
        return None
    seen = (*turn.state.asked, *map(_argument, fresh))
    turn.remember(asked=seen[-_LATEST:])
    if len(fresh) > 1 or _is_elsewhere(meaning):
        return None
    turn.remember(pending=Pending("idea_answer", INTENT, (_argument(fresh[0]),)))
    return await take_answer(turn, meaning.text)


def _is_polite(meaning: Meaning) -> bool:
    """«Hei» is no answer; «nei», «nei, ikke ennå» and «tolv» are."""
    polite = meaning.intent in _POLITE and meaning.confidence >= _SURE
    return polite and not short_answer(meaning.text)


def _argument(idea: Idea) -> str:
    return press("idea_answer", idea).argument


def _is_elsewhere(meaning: Meaning) -> bool:
    """Tell whether a message asks the bot for something, so that it answers nobody."""
    if short_answer(meaning.text):
        return False
    if meaning.text.rstrip().endswith("?"):
        return meaning.confidence >= ANSWER
    asks = meaning.intent in _ASKS and begins_asking(meaning.text)
    return (asks or meaning.intent in _WANTS) and meaning.confidence >= _SURE
