"""From what was meant to what the conversation remembers of the case."""

from bot.conversation.state import Reading
from bot.conversation.turn import Turn
from intents.meaning import Meaning, Scored
from intents.wishes import asks_in_general, wants_researchers

_CLEAR = 0.4
"""From this weight on a need counts; lesser ones are echoes of the first."""
_CLEAR_ALONE = 0.6
_LITTLE = 3
_EVERYWHERE = ("innovation",)
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
    if meaning is None:
        return
    if goes_on(turn, meaning):
        _take_need(turn, meaning)
        return
    if turn.via == "theme":
        turn.remember(themes=_labels(meaning), readings=_readings(meaning), programme=None)
        return
    turn.remember(
        text=meaning.text[:LONGEST_KEPT],
        themes=_labels(meaning),
        needs=needs_of(meaning),
        topic=meaning.topic,
        programme=None,
        readings=_readings(meaning),
    )


def needs_of(meaning: Meaning) -> tuple[str, ...]:
    """The needs that are clear; research is one wherever researchers are named."""
    clear = [need.label for need in meaning.needs if need.score >= _CLEAR]
    if wants_researchers(meaning.text) and "research" not in clear:
        clear.append("research")
    return tuple(clear)


def fields_of(meaning: Meaning) -> tuple[Scored, ...]:
    """Give the themes, the field of work before the means: sensors in home care are care."""
    return tuple(sorted(meaning.themes, key=lambda theme: theme.label in _MEANS))


def _take_need(turn: Turn, meaning: Meaning) -> None:
    """A follow-up may ask for another kind of help: «hvem kan hjelpe oss å søke?»

    Everything new is innovation in some way, so that need alone changes nothing.
    """
    needs = tuple(it.label for it in meaning.needs if it.score >= _CLEAR_ALONE)
    if any(need not in _EVERYWHERE for need in needs):
        turn.remember(needs=needs)


def goes_on(turn: Turn, meaning: Meaning) -> bool:
    """Tell whether a message is about what the turn before was: «og når er fristen?»"""
    named = any(match.kind in ("programme", "organisation") for match in meaning.names)
    names_something = named or meaning.themes or meaning.topic or asks_in_general(meaning.text)
    short = len(meaning.text.split()) <= FOLLOW_UP_WORDS
    return turn.state.text is not None and short and not names_something


def _labels(meaning: Meaning) -> tuple[str, ...]:
    return tuple(theme.label for theme in fields_of(meaning))


def _says_much(need: Scored) -> bool:
    """Tell whether a need was read from a word that shows it, not from «til» or «who»."""
    return need.score >= _CLEAR and len(need.surface or "") > _LITTLE


def _readings(meaning: Meaning) -> tuple[Reading, ...]:
    """The words that weighed most: for the municipality, the theme and the need, each once."""
    places = [
        Reading(match.surface, "municipality", match.targets[0])
        for match in meaning.municipalities[:1]
    ]
    themes = [
        Reading(theme.surface, "theme", theme.label, theme.lemma or theme.surface)
        for theme in fields_of(meaning)[:1]
        if theme.surface
    ]
    needs = [
        Reading(it.surface, "need", it.label)
        for it in meaning.needs[:1]
        if it.surface and _says_much(it)
    ]
    read = (*places, *themes, *needs)
    return tuple({it.surface: it for it in reversed(read)}.values())[::-1]
