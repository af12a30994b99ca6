"""«Hvilke penger passer?»: the best fitting scheme first, then the next ones."""

from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.schemes import (
    LONGEST_NAME,
    fitting_schemes,
    is_at_home,
    rhythm_of,
    scheme_row,
    short_name,
)
from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.conversation.verdict import programme_verdict, said_name
from bot.message import Button, Line, Reply
from bot.speech.citations import Citations
from bot.speech.deadlines import short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from intents.wishes import asks_eligibility
from knowledge.base import areas_of
from knowledge.records.funding import Programme

INTENT = "find_funding"

_NATIONAL = {"norway": "label.national_money", "sweden": "label.national_money"}
_SPEAKS_FOR_ITSELF = 30
"""A name longer than this says whose scheme it is."""
_OTHERS = 2
"""How many further schemes an answer names; the rest is behind buttons."""
_BEHIND = 5


async def find_funding(turn: Turn) -> Reply:
    """Name the scheme that fits, or say whether a named scheme can be used."""
    remember_case(turn, INTENT)
    named = _present(turn, named_programmes(turn)) if turn.meaning else ()
    if named and _asks_for_verdict(turn, named[0]):
        return _about_named(turn, named[0])
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    return _fitting(turn, named, brief=turn.meaning is None)


def _present(turn: Turn, named: tuple[Programme, ...]) -> tuple[Programme, ...]:
    """Take the scheme that has come in the place of another, unless that very one is asked for."""
    if turn.meaning and asks_eligibility(turn.meaning.text):
        return named
    present = (turn.kb.programmes.get(it.replaced_by or "", it) for it in named)
    return tuple({it.id: it for it in present}.values())


async def other_money(turn: Turn, without: str) -> Reply:
    """Name the schemes that fit besides those just spoken of, whose ids have commas between."""
    if not without or turn.region is None:
        return await find_funding(turn)
    return _fitting(turn, (), brief=False, without=without)


def _asks_for_verdict(turn: Turn, programme: Programme) -> bool:
    """Tell whether it is to be said first if the scheme can be used at all."""
    if turn.meaning and asks_eligibility(turn.meaning.text):
        return True
    elsewhere = turn.region is None or areas_of(turn.region).isdisjoint(programme.areas)
    return programme.status != "active" or elsewhere


def _fitting(turn: Turn, named: tuple[Programme, ...], *, brief: bool, without: str = "") -> Reply:
    turn.remember(intent=INTENT)
    turn.refer(INTENT, "money")
    case = turn.case(INTENT)
    fitting = {it.id: it for it in (*named, *(fitting_schemes(turn, case) if case else ()))}
    for told in without.split(","):
        fitting.pop(told, None)
    return _best(turn, tuple(fitting.values()), brief=brief) if fitting else _nothing(turn)


def _about_named(turn: Turn, programme: Programme) -> Reply:
    """«Kan vi søke …?»: the state of the scheme, and the nearest living one if it has ended."""
    say = turn.say
    turn.refer(INTENT, "money")
    lines = programme_verdict(turn, programme)
    citations = Citations(say)
    about = programme
    successor = turn.kb.programmes.get(programme.replaced_by or "")
    alive = _living(turn, programme) if programme.status in ("closed", "unknown") else None
    if successor:
        about = successor
        citations.record(programme)
    elif alive:
        about = alive
        lines.append(_alternative(turn, alive))
        citations.record(programme, said_name(turn, programme))
        citations.record(alive, capital(short_name(turn, alive)))
    else:
        citations.record(programme)
    turn.remember(programme=about.id)
    told = ",".join(dict.fromkeys((programme.id, about.id)))
    return Reply(
        turn.language,
        tuple(lines),
        buttons=(
            _about_button(turn, about),
            say.button("button.other_money", "funding", told),
            say.button("button.why", "why"),
        ),
        context=citations.line(),
    )


def _living(turn: Turn, programme: Programme) -> Programme | None:
    case = turn.case(INTENT)
    others = fitting_schemes(turn, case) if case else ()
    return next((it for it in others if it.id != programme.id and it.status == "active"), None)


def _alternative(turn: Turn, programme: Programme) -> Line:
    say = turn.say
    name = say.of(programme.names)
    if len(name) <= _SPEAKS_FOR_ITSELF:
        named = say.line("funding.from", name=name, funder=programme.funder)
    else:
        named = say.line("scheme.name", name=name)
    return one_line(
        named,
        plain_line(say.of(programme.first)) if programme.first else None,
        label=say.text(_NATIONAL.get(programme.areas[0], "label.nearest_money")),
    )


def _about_button(turn: Turn, programme: Programme) -> Button:
    """«Om prosjektskjønn»; where the name is too long for a button, «Om den»."""
    name = turn.say.of(programme.names)
    if len(name) > LONGEST_NAME:
        return turn.say.button("button.about_that", "about", programme.id)
    return turn.say.button("button.about", "about", programme.id, name=name)


def _best(turn: Turn, fitting: tuple[Programme, ...], *, brief: bool) -> Reply:
    say = turn.say
    best = fitting[0]
    turn.remember(programme=best.id)
    citations = Citations(say)
    citations.record(best)
    dated = rhythm_of(turn, best).form == "next"
    steps = one_line(
        plain_line(say.of(best.first)) if best.first else None, _deadline_or_doubt(turn, best)
    )
    # A date to keep gets a line of its own, and the reminder comes before the page.
    lines = [pitch_line(turn, best), steps] if dated else [one_line(pitch_line(turn, best), steps)]
    # What is said of a scheme that may have ended needs more room than a row.
    living = [it for it in fitting[1:] if it.status == "active" and is_at_home(turn, it)]
    others = [] if brief else living[:_OTHERS]
    for other in others:
        row = scheme_row(turn, other, first=True)
        if row:
            lines.append(row)
            citations.record(other)
    rest = [it for it in fitting[1:] if it not in others]
    page = say.link("button.open_page", best.website.address)
    remind = say.button("button.remind", "remind")
    buttons: tuple[Button, ...] = (remind, page) if dated else (page, remind)
    if not brief:
        buttons = (_about(turn, best), *buttons)
    more = tuple(_about(turn, it) for it in (*others, *rest)[:_BEHIND])
    return Reply(turn.language, tuple(lines), buttons=buttons, more=more, context=citations.line())


def _deadline_or_doubt(turn: Turn, programme: Programme) -> Line | None:
    """Say the deadline; of a scheme that may have ended, what is known of that."""
    if programme.status == "unknown" and programme.status_text:
        return plain_line(turn.say.of(programme.status_text))
    return short_deadline(turn.say, programme, rhythm_of(turn, programme))


def _about(turn: Turn, programme: Programme) -> Button:
    return turn.say.button("button.about", "about", programme.id, name=short_name(turn, programme))


def pitch_line(turn: Turn, programme: Programme) -> Line:
    """What it pays for, with its name before it unless the sentence has it already."""
    say = turn.say
    pitch, name = say.of(programme.pitch), say.of(programme.names)
    named = pitch.startswith((name, programme.funder))
    title = None if named else say.line("scheme.name", name=capital(name).rstrip("."))
    return one_line(title, plain_line(pitch))


def _nothing(turn: Turn) -> Reply:
    say = turn.say
    return Reply(
        turn.language,
        (say.line("funding.nothing"),),
        buttons=(say.button("button.person", "person"), say.button("button.restart", "restart")),
    )
