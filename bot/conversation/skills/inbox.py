"""«Mine saker»: what lies with whoever receives ideas, and one of them as they see it."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.turn import Turn
from bot.ideas.access import Actor, may
from bot.ideas.idea import Idea
from bot.ideas.ledger import read_steps
from bot.ideas.lists import Which, from_municipalities, of_region, of_seats
from bot.ideas.press import press
from bot.ideas.words import buttons
from bot.ideas.words.case_state import case_state
from bot.ideas.words.parts import from_place, own_words, sent_for
from bot.ideas.words.timeline import timeline
from bot.ideas.words.wanted import wanted
from bot.message import Button, Line, Reply
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import shorten

_SHOWN: Final = 5
_BUTTONS: Final = 3
_WORDS: Final = 20


async def inbox(turn: Turn, which: str = "") -> Reply:
    """Show what lies with them, newest first: ``unanswered`` only, or ``place``: what comes from
    where they work for."""
    actor = await (await turn.relay()).actor()
    if not actor.offices:
        return _no_office(turn)
    if which == "place":
        return _listed(turn, actor, await _from_around(turn, actor), "place")
    kind: Which = "unanswered" if which == "unanswered" else "open"
    found = await of_seats(turn.desk.session, actor.seats, kind)
    return _listed(turn, actor, found, kind)


async def _from_around(turn: Turn, actor: Actor) -> tuple[Idea, ...]:
    """What may be seen of the municipalities, or of the region, that somebody works for."""
    session, found = turn.desk.session, dict[int, Idea]()
    for region in (it.region for it in actor.offices if it.role == "secretary" and it.region):
        found |= {it.id: it for it in await of_region(session, region)}
    places = {place for seat in actor.seats for place in _served(turn, seat.contact)} | {
        seat.municipality for seat in actor.seats if seat.municipality
    }
    found |= {it.id: it for it in await from_municipalities(session, places)}
    seen = (it for it in found.values() if may(turn.kb, actor, "see", it))
    return tuple(sorted(seen, key=lambda it: it.id, reverse=True))


def _served(turn: Turn, contact: str) -> tuple[str, ...]:
    known = turn.kb.contacts.get(contact)
    return known.covers.municipalities if known and known.seat == "organisation" else ()


def _no_office(turn: Turn) -> Reply:
    say = turn.say
    mine = say.button("cases.button.sent", "ideas")
    return Reply(
        turn.language, (say.line("cases.no_office"), say.line("cases.how")), buttons=(mine,)
    )


def _listed(turn: Turn, actor: Actor, found: Sequence[Idea], which: str) -> Reply:
    say, shown = turn.say, found[:_SHOWN]
    first = say.line(f"cases.list.{which}", count=len(found), number=say.count(len(found)))
    rows = tuple(case_row(turn, actor, it) for it in shown)
    open_ = tuple(
        Button(it.number, press("idea_see", it)) for it in shown if may(turn.kb, actor, "read", it)
    )
    others = tuple(
        say.button(f"cases.button.{it or 'mine'}", "inbox", it)
        for it in ("", "unanswered", "place")
        if it != ("" if which == "open" else which)
    )
    return Reply(
        turn.language,
        (first if found else say.line(f"cases.none.{which}"), *rows),
        buttons=open_[:_BUTTONS],
        more=(*open_[_BUTTONS:], *others),
    )


def case_row(turn: Turn, actor: Actor, idea: Idea) -> Line:
    """«IDE-2026-0042: Namsos, venter på svar siden 23. november. «Vi i hjemmetjenesten …»»."""
    say = turn.say
    state = case_state(say, idea)
    words = shorten(idea.life.text, _WORDS) if may(turn.kb, actor, "read", idea) else ""
    quoted = plain_line(say.quote(words)) if words else None
    where = say.line("cases.row", place=from_place(say, idea), state=state)
    return one_line(where, quoted, label=idea.number)


def choose_case(turn: Turn, found: Sequence[Idea], act: str) -> Reply:
    """Ask which of several cases is meant."""
    shown = found[: _SHOWN + _BUTTONS]
    each = tuple(Button(it.number, press(f"idea_{act}", it)) for it in shown)
    rows = tuple(
        plain_line(turn.say.quote(shorten(it.life.text, _WORDS)), it.number) for it in shown
    )
    lines = (turn.say.line("cases.which"), *rows)
    return Reply(turn.language, lines, buttons=each[:_BUTTONS], more=each[_BUTTONS:])


async def shown_case(turn: Turn, idea: Idea, actor: Actor) -> Reply:
    """Show one idea to somebody who did not send it, with what they can do."""
    say = turn.say
    steps = await read_steps(turn.desk.session, (idea.id,))
    holds = idea.life.holder in actor.seats
    shown, more = buttons.of_holder(say, idea) if holds else ((), ())
    see = buttons.see(say, idea)
    return Reply(
        turn.language,
        (
            say.line("cases.row", place=from_place(say, idea), state=case_state(say, idea)),
            own_words(say, idea.life.text),
            *wanted(say, idea),
            *timeline(say, idea, steps[idea.id]),
        ),
        buttons=tuple(it for it in shown if it != see),
        more=(*(it for it in more if it != see), say.button("cases.button.mine", "inbox")),
        context=sent_for(say, idea),
    )
