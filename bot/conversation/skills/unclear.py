"""Not understood: three likely meanings, and at the second miss a person."""

from bot.conversation.places import ask_municipality
from bot.conversation.skills.talk_to_human import (
    after_person,
    person_buttons,
    person_line,
    person_of,
)
from bot.conversation.starters import starters
from bot.conversation.turn import Turn
from bot.message import Button, Reply
from bot.speech.citations import Citations
from intents.meaning import Meaning
from intents.thresholds import DECLINE

_LIKELY = 3
_LONGEST = 1000
"""So much of what was written goes along to a person."""


async def unclear(turn: Turn) -> Reply:
    """Offer the likeliest meanings; when that has been tried, a person."""
    if turn.state.misses:
        return _hand_over(turn)
    say, meaning = turn.say, turn.meaning
    turn.remember(misses=1, pending=None)
    if meaning:
        _keep(turn, meaning)
    return Reply(
        turn.language,
        (say.line("unclear.three"),),
        buttons=_likely(turn, meaning),
        more=(say.button("unclear.button.none", "none"),),
    )


async def none_of_these(turn: Turn, _: str = "") -> Reply:
    """None of the meanings offered was right: a person."""
    turn.meaning = None
    return _hand_over(turn)


def _hand_over(turn: Turn) -> Reply:
    say, meaning = turn.say, turn.meaning
    if meaning:
        said_before = turn.state.text or ""
        turn.remember(text=f"{said_before}\n{meaning.text}".strip()[:_LONGEST])
    turn.remember(misses=0, pending=None)
    person = person_of(turn)
    if person is None:
        return ask_municipality(turn, "talk_to_human", say.line("unclear.no_person"))
    citations = Citations(say)
    return Reply(
        turn.language,
        (person_line(turn, person, "unclear.person"), *after_person(turn, person)),
        buttons=person_buttons(turn, person),
        context=citations.line(),
    )


def _keep(turn: Turn, meaning: Meaning) -> None:
    """Keep the words, so that a button can go on with them."""
    turn.remember(
        text=meaning.text[:_LONGEST],
        themes=tuple(theme.label for theme in meaning.themes),
        needs=tuple(need.label for need in meaning.needs),
        topic=meaning.topic,
        readings=(),
    )


def _likely(turn: Turn, meaning: Meaning | None) -> tuple[Button, ...]:
    """Give a button for each of the three likeliest intents that can be chosen."""
    say = turn.say
    if meaning is None or meaning.confidence < DECLINE:
        return starters(say)
    likely = dict.fromkeys((meaning.intent, *(intent for intent, _ in meaning.alternatives)))
    choices = [it for it in likely if f"unclear.choice.{it}" in say.words][:_LIKELY]
    return tuple(say.button(f"unclear.choice.{intent}", "intent", intent) for intent in choices)
