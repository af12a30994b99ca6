"""One turn: what the person said or pressed, to one reply and a new state.

Pure but for the clock that the message carries: the same message in the same state gives the
same answer, whichever process takes it.
"""

import re
from dataclasses import replace
from typing import cast

from bot.conversation.actions import act
from bot.conversation.answers import answer_short
from bot.conversation.forms.fields import written
from bot.conversation.hear_case import hear_case
from bot.conversation.hear_forum import hear_forum
from bot.conversation.hear_idea import hear_idea
from bot.conversation.hear_wish import hear_wish
from bot.conversation.open_questions import answer_open
from bot.conversation.outcome import Outcome, begin_turn, end_turn
from bot.conversation.places import named_region, settle_place
from bot.conversation.public import INTENTS, between_two, for_all, speaks_of_oneself
from bot.conversation.reading import remember_case
from bot.conversation.second import offer_second
from bot.conversation.skills import SKILLS
from bot.conversation.skills.again import correct_place, say_again
from bot.conversation.skills.plan import wants_plan
from bot.conversation.skills.sensitive_text import stop
from bot.conversation.skills.unclear import unclear
from bot.conversation.state import Pending, State
from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.ideas.sensitive import Sensitive, find_sensitive
from bot.ideas.shared_needs import SharedNeeds
from bot.message import Message, Reply
from bot.notices.desk import Desk
from intents.meaning import Intent, Meaning
from intents.replies import short_answer
from intents.thresholds import ANSWER
from intents.understand import Engine, understand
from intents.wishes import asks_eligibility, asks_whats_on
from knowledge.base import KnowledgeBase

_PLACE_MATTERS = frozenset(
    {
        "route_idea",
        "find_contact",
        "find_funding",
        "list_deadlines",
        "list_meetings",
        "list_courses",
        "find_partners",
        "get_support",
        "register_training_need",
        "set_profile",
    }
)
"""Intents whose answer depends on where the person works."""


_ASKED_OF_MONEY = ("explain", "find_funding", "find_contact")
_BUTTONS = 3
_OF_OWN_WORDS = ("idea_", "case_", "office_")
"""Questions that no place is an answer to begin so."""
_ANSWERED = {"split_name": "split", "theme": "theme", "idea": None}
_TELLS_ANEW = ("idea", "kept", "second")
"""Questions that a text may leave aside and begin anew."""
_CLAUSE = re.compile(r"[^.,!?;\n]+[.,!?;\n]*")
_FEW = 3
_SURE = 0.85
_SHORT = 6
"""So many words may stand round a place's name in an answer to «hvilken kommune?»."""


async def take_turn(
    kb: KnowledgeBase,
    engine: Engine,
    state: State,
    message: Message,
    desk: Desk,
    needs: SharedNeeds | None = None,
) -> Outcome[Reply]:
    """Take one turn. Raises nothing for any text or action; unknown actions are not understood.

    `needs` are the shared ideas as this process keeps them; without, they are read when asked for.
    """
    turn = await begin_turn(kb, state, message, desk, needs)
    if message.action:
        _read_form(turn, engine)
        reply = await act(turn, message.action)
    else:
        reply = await _hear(turn, engine, turn.message.text or "")
    return await end_turn(turn, state, for_all(reply) if message.public else reply)


def _read_form(turn: Turn, engine: Engine) -> None:
    """Understand what was written in a form as if it had been said; it is no follow-up."""
    text = written(turn.message.fields, "text")
    if text:
        region = turn.region.id if turn.region else None
        turn.meaning = understand(
            text, engine, today=turn.today, language=turn.language, region=region
        )


async def _hear(turn: Turn, engine: Engine, text: str) -> Reply:
    if turn.message.public and speaks_of_oneself(text):
        _follow_language(turn, _understood(turn, engine, text))
        return between_two(turn)
    sensitive = find_sensitive(text)
    if sensitive:
        return _stopped(turn, engine, sensitive)
    meaning = _understood(turn, engine, text)
    answer = short_answer(text)
    if turn.state.language is None and answer is None and meaning.language_switch is None:
        _follow_language(turn, meaning)  # a few words tell little once a language is known
    reply = await _of_one(turn, meaning) or (await answer_short(turn, answer) if answer else None)
    if reply:
        return reply
    rest = _beside_switch(meaning)
    if rest:
        switch = meaning.language_switch
        meaning = replace(_understood(turn, engine, rest), language_switch=switch)
    turn.meaning = meaning
    _follow_language(turn, meaning)
    if turn.switched and _only_switches(meaning):
        return await say_again(turn)
    return await _answer(turn, meaning)


async def _of_one(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take what concerns cases, offices and ideas of the one who talks, where none reads along."""
    if turn.message.public:
        return None
    return await hear_case(turn, meaning) or await hear_idea(turn, meaning)


def _stopped(turn: Turn, engine: Engine, found: Sensitive) -> Reply:
    """Remember no more of a client's case than the sentences that tell of nobody.

    As the answer to a question they would make no sense; then nothing is remembered.
    """
    _follow_language(turn, _understood(turn, engine, found.masked))
    pending = turn.state.pending
    if found.rest and (pending is None or pending.question in _TELLS_ANEW):
        turn.meaning = _understood(turn, engine, " ".join(found.rest))
        turn.remember(text=None)
        remember_case(turn, "route_idea")
        turn.remember(pending=Pending("kept", "route_idea"))
    return stop(turn, found)


def _understood(turn: Turn, engine: Engine, text: str) -> Meaning:
    return understand(
        text,
        engine,
        today=turn.today,
        language=turn.state.language or turn.message.language,
        region=turn.region.id if turn.region else None,
        previous=_previous(turn.state),
    )


def _beside_switch(meaning: Meaning) -> str | None:
    """Give what a message says beside «på nynorsk takk», if that is more than a few words."""
    at = next((it.span for it in meaning.why if it.label.startswith("switch:") and it.span), None)
    if meaning.language_switch is None or at is None:
        return None
    clauses = [
        clause.group()
        for clause in _CLAUSE.finditer(meaning.text)
        if not clause.start() <= at[0] < clause.end()
    ]
    rest = "".join(clauses).strip(" ,;:–-")
    return rest if len(rest.split()) > _FEW else None


async def _answer(turn: Turn, meaning: Meaning) -> Reply:
    told = await hear_forum(turn, meaning) or await hear_wish(turn, meaning)
    if told:
        return told
    before, pending = turn.state, turn.state.pending
    asked = pending is not None and _answers_question(pending, meaning)
    corrects = _corrects_place(meaning, before)
    intent = pending.intent if pending and asked else _wanted(turn, meaning)
    if not (asked or corrects):
        reply = await answer_open(turn, meaning)
        if reply or intent is None:
            return reply or await unclear(turn)
    if turn.message.public and INTENTS[intent or meaning.intent] == "personal":
        return between_two(turn)
    question = settle_place(turn, intent or meaning.intent)
    if question and intent and (asked or intent in _PLACE_MATTERS):
        remember_case(turn, intent)
        return question
    turn.remember(pending=None)
    if corrects:
        return await correct_place(turn, before.municipality)
    if asked and pending:
        turn.via = turn.via or _ANSWERED.get(pending.question, "asked")
    elif before.intent == "out_of_scope" and before.municipality and not meaning.municipalities:
        turn.via = "assumed"
    reply = await SKILLS[intent or meaning.intent](turn)
    return offer_second(turn, _with_reading(turn, meaning, reply))


def _wanted(turn: Turn, meaning: Meaning) -> str | None:
    """Give the intent to answer, None where none is likely enough.

    «Hva skjer i januar?» and «lag plan for X» ask for dates, and «kan vi søke X?» for money,
    however else they may sound.
    """
    if meaning.period and asks_whats_on(meaning.text):
        return "list_meetings"
    if wants_plan(turn):
        return "list_deadlines"
    unsure = meaning.confidence < ANSWER
    when = meaning.intent == "list_deadlines" and meaning.confidence < _SURE
    if unsure or when or meaning.intent in _ASKED_OF_MONEY:
        schemes = named_programmes(turn)
        if len(schemes) == 1 and asks_eligibility(meaning.text):
            return "find_funding"
    return None if unsure or _is_vague(meaning) else meaning.intent


def _is_vague(meaning: Meaning) -> bool:
    """«det där med kartan»: hardly an idea as long as nothing in it is known."""
    named = meaning.themes or meaning.names or meaning.municipalities or meaning.unknown_place
    return meaning.intent == "route_idea" and meaning.confidence < _SURE and not named


def _answers_question(pending: Pending, meaning: Meaning) -> bool:
    """Tell whether a message names the place that was asked for, and hardly more."""
    if pending.question == "second" or pending.question.startswith(_OF_OWN_WORDS):
        return False
    if pending.question == "idea":
        return meaning.intent == pending.intent or meaning.confidence < ANSWER
    if pending.question == "theme":
        return bool(meaning.themes) and len(meaning.text.split()) <= _SHORT
    names_place = bool(meaning.municipalities or meaning.unknown_place or named_region(meaning))
    says_more = bool(meaning.topic or meaning.themes) and len(meaning.text.split()) > _SHORT
    return names_place and not says_more


def _corrects_place(meaning: Meaning, before: State) -> bool:
    """«itj levanger, verdal»: one place taken back, another named, nothing else said."""
    negated = any(match.negated for match in meaning.municipalities)
    named = any(not match.negated for match in meaning.municipalities)
    return bool(negated and named and before.intent) and len(meaning.text.split()) <= _SHORT


def _with_reading(turn: Turn, meaning: Meaning, reply: Reply) -> Reply:
    """Say how a misspelt place was read, with a button to take it back."""
    match = next((it for it in meaning.municipalities if not it.negated), None)
    place = turn.municipality
    if match is None or place is None or match.score >= 1 or match.targets != (place.id,):
        return reply
    say = turn.say
    read_as = say.line("place.read_as", surface=say.quote(match.surface), municipality=place.name)
    not_it = say.button("button.not_place", "other_place", name=place.name)
    buttons = (*reply.buttons[:1], not_it, *reply.buttons[1:])
    return replace(reply, lines=(*reply.lines, read_as), buttons=buttons[:_BUTTONS])


def _previous(state: State) -> Meaning | None:
    """Give the turn before in the form that understanding reads follow-ups by."""
    if state.intent is None:
        return None
    return Meaning(
        text=state.text or "",
        language=state.language or "nb",
        language_switch=None,
        intent=cast("Intent", state.intent),
        confidence=1.0,
        alternatives=(),
        topic=state.topic,
    )


def _follow_language(turn: Turn, meaning: Meaning) -> None:
    if meaning.language_switch:
        turn.switched = meaning.language_switch != turn.state.language
        turn.remember(language=meaning.language_switch, language_chosen=True)
    elif not turn.state.language_chosen and _shows_language(turn, meaning):
        turn.remember(language=meaning.language)


def _shows_language(turn: Turn, meaning: Meaning) -> bool:
    """Names and numbers are the same in every language, and «vi er 8» is no wish for another."""
    answers = turn.state.language and turn.state.pending and len(meaning.text.split()) <= _FEW
    return not answers and any(it.label.startswith("language:") for it in meaning.why)


def _only_switches(meaning: Meaning) -> bool:
    about_it = meaning.intent == "set_profile" or meaning.confidence < ANSWER
    return about_it and not (meaning.municipalities or meaning.themes or meaning.topic)
