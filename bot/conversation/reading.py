"""From what was meant to what the conversation remembers of the case."""

from bot.conversation.state import Reading
from bot.conversation.turn import Turn
from intents.meaning import Meaning, Scored

_CLEAR = 0.4
"""From this weight on a need counts; lesser ones are echoes of the first."""
_MEANS = ("digitalisation",)
LONGEST_KEPT = 2_000
"""Characters of a message that are remembered."""
FOLLOW_UP_WORDS = 8
"""A message this short that names nothing of its own is read in the light of the last turn."""


def remember_case(turn: Turn, intent: str) -> None:
    """Take over what the message says of theme, need and topic.

    A short message that names none of them goes on with those of the turn before.
    """
    meaning = turn.meaning
    turn.remember(intent=intent, misses=0)
    if meaning is None or _goes_on(turn, meaning):
        return
    turn.remember(
        text=meaning.text[:LONGEST_KEPT],
        themes=tuple(theme.label for theme in fields_of(meaning)),
        needs=tuple(need.label for need in meaning.needs if need.score >= _CLEAR),
        topic=meaning.topic,
        programme=None,
        readings=_readings(meaning),
    )


def fields_of(meaning: Meaning) -> tuple[Scored, ...]:
    """Give the themes, the field of work before the means: sensors in home care are care."""
    return tuple(sorted(meaning.themes, key=lambda theme: theme.label in _MEANS))


def _goes_on(turn: Turn, meaning: Meaning) -> bool:
    names_something = bool(meaning.themes or meaning.topic)
    short = len(meaning.text.split()) <= FOLLOW_UP_WORDS
    return turn.state.text is not None and short and not names_something


def _readings(meaning: Meaning) -> tuple[Reading, ...]:
    """The words that weighed most: for the municipality, the theme and the need."""
    places = [
        Reading(match.surface, "municipality", match.targets[0])
        for match in meaning.municipalities[:1]
    ]
    themes = [
        Reading(theme.surface, "theme", theme.label, theme.lemma or theme.surface)
        for theme in fields_of(meaning)[:1]
        if theme.surface
    ]
    needs = [Reading(it.surface, "need", it.label) for it in meaning.needs[:1] if it.surface]
    return (*places, *themes, *needs)
