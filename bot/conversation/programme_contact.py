"""«Vem pratar vi med om Interreg?»: a scheme's way in, what it asks for, its last call."""

from bot.conversation import ways
from bot.conversation.schemes import rhythm_of
from bot.conversation.turn import Turn
from bot.conversation.verdict import Office, office_of, said_name
from bot.message import Button, Language, Line, Reply
from bot.speech.citations import Citations
from bot.speech.deadlines import short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import host
from knowledge.moments import first_day
from knowledge.records.funding import Call, Programme

_NEIGHBOUR: dict[Language, Language] = {"sv": "nb", "nb": "sv", "nn": "sv"}
"""Across the border the answer is read in the other language."""


def programme_reply(turn: Turn, programme: Programme) -> Reply:
    """Say where to begin with a scheme; the repeated answer leaves out what is only background."""
    say, citations = turn.say, Citations(turn.say)
    brief = turn.meaning is None
    turn.remember(programme=programme.id)
    office = office_of(turn, programme)
    last = _last_call(turn, programme)
    lines = [
        _way_in(turn, programme, office),
        plain_line(say.of(programme.first)) if programme.first else None,
        _calls(turn, programme, last, brief=brief),
    ]
    if programme.opening and not brief:
        lines.append(plain_line(say.of(programme.opening)))
    if last and last.second_hand:
        citations.record(last)
    else:
        citations.record(programme)
    return Reply(
        turn.language,
        tuple(line for line in lines if line),
        buttons=_buttons(turn, programme, office, brief=brief),
        context=citations.line(),
    )


def _way_in(turn: Turn, programme: Programme, office: Office | None) -> Line:
    say = turn.say
    # Money in euro comes from a programme, national money from a scheme.
    # A name that several schemes share (Interreg) does not tell which one is meant.
    shared = sum(it.topic == programme.topic for it in turn.kb.programmes.values()) > 1
    name = say.of(programme.names) if shared else said_name(turn, programme)
    if office:
        return say.line(
            "find_contact.programme.office",
            name=name,
            the_title=office.the_title,
            address=office.address,
        )
    if programme.currency == "EUR":
        return say.line("find_contact.programme", name=name, website=programme.website.address)
    return say.line("find_contact.scheme", name=name, website=host(programme.website.address))


def _last_call(turn: Turn, programme: Programme) -> Call | None:
    region, place = turn.region, turn.municipality
    calls = turn.kb.calls_of(programme.id)
    if region:
        calls = turn.kb.calls_for(programme.id, region.id, place.county if place else None)
    past = [
        call
        for call in calls
        if call.deadline and first_day(call.deadline) < turn.today and not call.example
    ]
    # Of a side strand it must be said what it was for.
    told = [call for call in past if call.strand is None or call.amount_text] or past
    return told[-1] if told else None


def _calls(turn: Turn, programme: Programme, last: Call | None, *, brief: bool) -> Line | None:
    """The coming deadline, or that no call is known to be open and when the last one closed."""
    say, known = turn.say, rhythm_of(turn, programme)
    if known.form in ("next", "rolling"):
        coming = short_deadline(say, programme, known)
        return one_line(coming) if coming else None
    if last is None or last.deadline is None:
        return None
    when = say.moment(last.deadline)
    if brief or last.amount_text is None:
        return say.line("find_contact.programme.last", when=when)
    what, verb = say.of(last.amount_text), say.text("find_contact.programme.last.verb")
    if what.startswith(capital(verb)):
        what = verb + what.removeprefix(capital(verb))
        return say.line("find_contact.programme.last.about", when=when, what=what)
    return one_line(say.line("find_contact.programme.last", when=when), plain_line(what))


def _buttons(
    turn: Turn, programme: Programme, office: Office | None, *, brief: bool
) -> tuple[Button, ...]:
    say = turn.say
    buttons = [say.button("find_contact.button.next_call", "remind")]
    if office and office.can_be_written_to:
        buttons = [ways.write_button(say, office.address), *buttons]
    elif programme.currency != "EUR":
        page = office.address if office else programme.website.address
        buttons = [say.link("button.open_page", page), *buttons]
    buttons.append(say.button("button.why", "why"))
    other = _NEIGHBOUR.get(say.language)
    if "cross_border_partner" in programme.requires and other and not brief:
        buttons.append(say.button(f"find_contact.button.in.{other}", "language", other))
    return tuple(buttons[:3])
