"""Questions that are answered in the person's own words or numbers, not with a button."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.conversation.skills.get_support import support_text
from bot.conversation.skills.register_training_need import training_preview
from bot.conversation.turn import Turn
from bot.message import Reply
from intents.meaning import Meaning

_ELSEWHERE = frozenset(
    {"help", "privacy", "talk_to_human", "greet", "thanks", "out_of_scope", "explain"}
)
"""Sure to be no answer, where understanding is sure of them."""
_SURE = 0.7
_LONGEST = 300


def answer_open(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take a message as the answer to the question that waits; None if it is none."""
    pending = turn.state.pending
    answer = _ANSWERS.get(pending.question) if pending else None
    if answer is None or _asks(meaning):
        return None
    return answer(turn, " ".join(meaning.text.split()))


def _asks(meaning: Meaning) -> bool:
    """Tell whether a message asks something itself or is about something else."""
    elsewhere = meaning.intent in _ELSEWHERE and meaning.confidence >= _SURE
    too_long = len(meaning.text) > _LONGEST
    return meaning.text.rstrip().endswith("?") or elsewhere or too_long


_ANSWERS: Mapping[str, Callable[[Turn, str], Reply | None]] = MappingProxyType(
    {"subject": support_text, "size": training_preview}
)
