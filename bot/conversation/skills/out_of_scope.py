"""Something else entirely: say kindly where it belongs and what the bot is for."""

from bot.conversation.starters import starters
from bot.conversation.turn import Turn
from bot.message import Reply
from intents.meaning import Meaning

INTENT = "out_of_scope"

_ABUSE = "abuse"
_ACUTE = "urgent_acute"
_RESIDENT = frozenset({"citizen", "family"})
_WORKPLACE = frozenset({"ithelp", "payroll"})
"""Groups of cues, as the word lists name them."""
_THEIRS = frozenset({"digitalisation", "hr_leadership"})
"""What the errands of a work place are about: the password and the pay."""


async def out_of_scope(turn: Turn) -> Reply:
    """Point residents to the municipality and staff to their own house; the rest is declined."""
    turn.remember(intent=INTENT, misses=0)
    say, place = turn.say, turn.municipality
    kinds = _kinds(turn.meaning) if turn.meaning else frozenset()
    named = bool(turn.meaning and (turn.meaning.municipalities or turn.meaning.themes))
    what_can_you = say.button("out_of_scope.button.what_can_you", "help")
    if _ACUTE in kinds:
        return Reply(turn.language, (say.line("out_of_scope.acute"),), buttons=(what_can_you,))
    if kinds & _WORKPLACE and not _elsewhere(turn.meaning):
        return Reply(turn.language, (say.line("out_of_scope.workplace"),), buttons=(what_can_you,))
    if not named and (_ABUSE in kinds or not kinds & _RESIDENT):
        return Reply(turn.language, (say.line("out_of_scope.cannot"),), buttons=starters(say))
    if place is None:
        return Reply(turn.language, (say.line("out_of_scope.resident"),), buttons=(what_can_you,))
    line = say.line(
        "out_of_scope.municipality", authority=place.authority, website=place.website.address
    )
    return Reply(turn.language, (line,), buttons=(what_can_you,))


def _elsewhere(meaning: Meaning | None) -> bool:
    """Whether a place or a field is named that is not the work place's own."""
    if meaning is None:
        return False
    return bool(meaning.municipalities) or any(one.label not in _THEIRS for one in meaning.themes)


def _kinds(meaning: Meaning) -> frozenset[str]:
    """Give the groups of words that spoke for it: «citizen: barnehageplass*»."""
    cues = (reason.cue for reason in meaning.why if reason.stage == "cue")
    return frozenset(cue.partition(":")[0] for cue in cues)
