"""«Jeg er rektor i Rindal»: take note of where a person works, as what, and their language."""

from bot.conversation.places import ask_municipality
from bot.conversation.starters import further_starters, starters
from bot.conversation.turn import Turn
from bot.message import Reply
from bot.speech.lines import one_line
from intents.meaning import Meaning

INTENT = "set_profile"

_LONGEST_ROLE = 120
_BARE = 5
"""So many words round a municipality say nothing of the work: «jeg jobber i Inderøy»."""


async def set_profile(turn: Turn) -> Reply:
    """Confirm what was noted; where no municipality is known, ask for it."""
    say = turn.say
    role = _role(turn.meaning) if turn.meaning else None
    turn.remember(intent=INTENT, misses=0, role=role or turn.state.role)
    switched = say.line("language.switched") if turn.switched else None
    place = turn.municipality
    if place is None:
        question = say.line("set_profile.role", words=say.quote(role)) if role else None
        return ask_municipality(turn, INTENT, question)
    if role:
        noted = say.line(
            "set_profile.municipality.role", municipality=place.name, words=say.quote(role)
        )
    else:
        noted = say.line("set_profile.municipality", municipality=place.name)
    return Reply(
        turn.language,
        (one_line(noted, switched), say.line("set_profile.next")),
        buttons=starters(say),
        more=further_starters(say),
    )


def _role(meaning: Meaning) -> str | None:
    """Give what the person says of their work, unchanged, where they say anything of it."""
    text = " ".join(meaning.text.split())
    words = len(text.split())
    says_work = bool(meaning.themes) or words > _BARE
    only_switch = meaning.language_switch is not None and not meaning.municipalities
    return text[:_LONGEST_ROLE].rstrip(".") if says_work and not only_switch else None
