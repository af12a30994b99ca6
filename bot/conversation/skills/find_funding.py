"""«Hvilke penger passer?»: the best fitting scheme first, then the next ones."""

from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.schemes import fitting_schemes, rhythm_of, scheme_line
from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.conversation.verdict import programme_verdict, said_name
from bot.message import Button, Line, Reply
from bot.speech.citations import Citations
from bot.speech.deadlines import short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from knowledge.records.funding import Programme

INTENT = "find_funding"

_NATIONAL = {"norway": "label.national_money", "sweden": "label.national_money"}
_SPEAKS_FOR_ITSELF = 30
"""A name longer than this says whose scheme it is."""
_OTHERS = 2
"""How many further schemes an answer names; the rest is behind buttons."""


async def find_funding(turn: Turn) -> Reply:
    """Name the scheme that fits, or say whether a named scheme can be used."""
    remember_case(turn, INTENT)
    named = named_programmes(turn) if turn.meaning else ()
    if named:
        return _about_named(turn, named[0])
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    turn.refer(INTENT, "money")
    case = turn.case(INTENT)
    fitting = fitting_schemes(turn, case) if case else ()
    if not fitting:
        return _nothing(turn)
    return _best(turn, fitting, brief=turn.meaning is None)


def _about_named(turn: Turn, programme: Programme) -> Reply:
    """«Kan vi søke …?»: the state of the scheme, and the nearest living one if it has ended."""
    say = turn.say
    turn.refer(INTENT, "money")
    lines = programme_verdict(turn, programme)
    citations = Citations(say)
    citations.record(programme, said_name(turn, programme))
    about = programme
    if programme.status in ("closed", "unknown") and turn.region:
        case = turn.case(INTENT)
        others = [it for it in fitting_schemes(turn, case) if it.id != programme.id] if case else []
        alive = next((it for it in others if it.status == "active"), None)
        if alive:
            about = alive
            lines.append(_alternative(turn, alive))
            citations.record(alive, capital(short_name(turn, alive)))
    turn.remember(programme=about.id)
    return Reply(
        turn.language,
        tuple(lines),
        buttons=(
            _about_button(turn, about),
            say.button("button.other_money", "funding"),
            say.button("button.why", "why"),
        ),
        context=citations.line(),
    )


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
    if len(name) > _BUTTON_NAME:
        return turn.say.button("button.about_that", "about", programme.id)
    return turn.say.button("button.about", "about", programme.id, name=name)


def _best(turn: Turn, fitting: tuple[Programme, ...], *, brief: bool) -> Reply:
    say = turn.say
    best = fitting[0]
    turn.remember(programme=best.id)
    citations = Citations(say)
    citations.record(best)
    lines = [
        one_line(
            pitch_line(turn, best),
            plain_line(say.of(best.first)) if best.first else None,
            short_deadline(say, best, rhythm_of(turn, best)),
        )
    ]
    others = fitting[1 : 1 + _OTHERS]
    if not brief:
        for other in others:
            lines.append(scheme_line(turn, other, "label.also"))
            citations.record(other)
    buttons: tuple[Button, ...] = (
        say.link("button.open_page", best.website.address),
        say.button("button.remind", "remind"),
    )
    if not brief:
        buttons = (
            say.button("button.about", "about", best.id, name=short_name(turn, best)),
            *buttons,
        )
    rest = fitting[1:6] if brief else fitting[3:8]
    more = tuple(
        say.button("button.about", "about", it.id, name=short_name(turn, it)) for it in rest
    )
    return Reply(turn.language, tuple(lines), buttons=buttons, more=more, context=citations.line())


def pitch_line(turn: Turn, programme: Programme) -> Line:
    """What it pays for, with its name before it unless the sentence has it already."""
    say = turn.say
    pitch, name = say.of(programme.pitch), say.of(programme.names)
    named = pitch.startswith((name, programme.funder))
    return one_line(None if named else say.line("scheme.name", name=name), plain_line(pitch))


def short_name(turn: Turn, programme: Programme) -> str:
    """A name that fits on a button: its shortest form in at most 18 characters."""
    name = turn.say.of(programme.names)
    if len(name) <= _BUTTON_NAME:
        return name
    fitting = [alias for alias in programme.aliases if len(alias) <= _BUTTON_NAME]
    capital = [alias for alias in fitting if alias[0].isupper()]
    return (capital or fitting or [name[: _BUTTON_NAME - 1] + "…"])[0]


_BUTTON_NAME = 18


def _nothing(turn: Turn) -> Reply:
    say = turn.say
    return Reply(
        turn.language,
        (say.line("funding.nothing"),),
        buttons=(say.button("button.person", "person"), say.button("button.restart", "restart")),
    )
