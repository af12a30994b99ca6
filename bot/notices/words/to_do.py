"""What is left to do before a call closes, and what it gives."""

from bot.message import Line
from bot.speech.lines import plain_line
from bot.speech.numbers import money
from bot.speech.sentences import cut, shorten
from bot.speech.speaker import Speaker
from knowledge.records.funding import Call

TIME_TO_PLAN = 3
"""With fewer days left a call itself is of more use than a plan."""
_WORDS = 30
_CHARACTERS = 240


def to_do(say: Speaker, call: Call, days: int) -> Line | None:
    """«Igjen å gjøre: partnere. Høyst 500 000 kroner.»

    What a scheme asks of all who apply is of no use any more when few `days` are left.
    """
    programme = say.kb.programmes[call.programme]
    gives = _gives(say, call)
    if call.to_do:
        needed = f"{say.of(call.to_do).rstrip('.')}."
        return plain_line(_both(needed, gives), say.text("notice.label.to_do"))
    needed = say.of(programme.first) if programme.first and days >= TIME_TO_PLAN else ""
    return plain_line(_both(needed, gives)) if needed or gives else None


def _both(*texts: str) -> str:
    return cut(shorten(" ".join(text for text in texts if text), _WORDS), _CHARACTERS)


def _gives(say: Speaker, call: Call) -> str:
    """What the call says of sums; the whole of its money tells an applicant nothing."""
    if call.amount_text:
        return say.of(call.amount_text)
    if call.amount and call.currency and call.amount_kind == "per_project_max":
        return say.text("explain.most", sum=money(call.amount, call.currency, say.language)) + "."
    return ""
