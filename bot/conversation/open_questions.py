"""Questions that are answered in the person's own words or numbers, not with a button."""

from bot.conversation.skills.get_support import support_text
from bot.conversation.skills.plan import plan_for_date
from bot.conversation.skills.register_training_need import take_size
from bot.conversation.turn import Turn
from bot.message import Reply
from intents.meaning import Meaning
from intents.replies import short_answer

_ELSEWHERE = frozenset({"help", "privacy", "talk_to_human", "greet", "thanks", "explain"})
"""Sure to be no answer, where understanding is sure of them."""
_SURE = 0.9
_LONGEST = 300


async def answer_open(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take a message as the answer to the question that waits; None if it is none."""
    pending = turn.state.pending
    if pending is None or meaning.text.rstrip().endswith("?"):
        return None
    words = " ".join(meaning.text.split())
    if short_answer(words):
        return None
    if pending.question == "size":
        return await take_size(turn, words)
    if pending.question == "date" and pending.options:
        return plan_for_date(turn, pending.options[0])
    if pending.question == "subject" and not _is_something_else(meaning):
        return support_text(turn, words)
    return None


def _is_something_else(meaning: Meaning) -> bool:
    """Tell whether a message is surely about another thing, or too long for an answer."""
    sure = meaning.intent in _ELSEWHERE and meaning.confidence >= _SURE
    return sure or len(meaning.text) > _LONGEST
