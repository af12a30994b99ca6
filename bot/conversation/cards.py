"""Calls and meetings as cards: what and when, for whom, and what one can do about it."""

from bot.conversation.skills.scheme_card import applicants
from bot.conversation.turn import Turn
from bot.message import Button, Card, Line
from bot.speech import dates
from bot.speech.citations import Citations
from bot.speech.deadlines import day_left
from bot.speech.lines import one_line, plain_line
from bot.speech.meetings import event_when
from knowledge.records.events import Event
from knowledge.records.funding import Call, Programme

_ROW = 80
_UNSURE = ("provisional", "inferred", "unknown")


def call_card(turn: Turn, call: Call) -> Card:
    """Show one call: what closes and when, days left, who and how much, what is left to do."""
    say, programme = turn.say, turn.kb.programmes[call.programme]
    first = call.to_do or programme.first
    rows = [
        _changed(turn, call),
        _closes(turn, call),
        plain_line(say.of(programme.names), say.text("label.scheme")),
        _who(turn, programme),
        plain_line(say.of(call.amount_text), say.text("label.sum")) if call.amount_text else None,
        plain_line(say.of(first), say.text("label.to_do")) if first else None,
    ]
    citations = Citations(say)
    citations.record(call)
    return Card(
        "call",
        say.of(call.title),
        tuple(row for row in rows if row),
        url=call.website.address,
        buttons=() if call.happening == "cancelled" else _call_buttons(turn, call),
        more=(say.link("button.open_call", call.website.address),),
        context=citations.line(),
    )


def meeting_card(turn: Turn, event: Event) -> Card:
    """Show one meeting: moved or cancelled first, then when, where, for whom."""
    say = turn.say
    where = event.place or (say.text(f"format.{event.format}") if event.format else None)
    rows = [
        _changed(turn, event),
        plain_line(event_when(say, event), say.text("label.when")),
        doubt(turn, event),
        plain_line(where, say.text("label.where")) if where else None,
        plain_line(say.of(event.audience), say.text("label.for_whom")) if event.audience else None,
        plain_line(say.moment(event.sign_up_by), say.text("label.sign_up"))
        if event.sign_up_by
        else None,
        plain_line(event.organiser, say.text("label.organiser")),
    ]
    citations = Citations(say)
    citations.record(event)
    return Card(
        "meeting",
        say.of(event.title),
        tuple(row for row in rows if row),
        url=event.website.address if event.website else None,
        buttons=() if event.happening in ("cancelled", "held") else _event_buttons(turn, event),
        context=citations.line(),
    )


def doubt(turn: Turn, record: Call | Event) -> Line | None:
    """Say of a date that it is provisional, or that nobody has held it against its source."""
    if isinstance(record, Call):
        is_unsure = record.deadline_status in _UNSURE
        return turn.say.line("deadline.unsure") if is_unsure else None
    is_told = record.verified or record.example
    return None if is_told else turn.say.line("meetings.unverified")


def _changed(turn: Turn, record: Call | Event) -> Line | None:
    """Say first that it was moved, from when if that is known, or that it is cancelled."""
    say = turn.say
    if record.happening == "moved" and record.moved_from:
        return say.line("meetings.moved_from", before=say.moment(record.moved_from))
    if record.happening in ("moved", "cancelled"):
        return say.line(f"meetings.{record.happening}")
    return None


def _closes(turn: Turn, call: Call) -> Line:
    """«onsdag 25. februar kl. 15.00. Det er 40 dager igjen. Foreløpig dato.»"""
    say, deadline = turn.say, call.deadline or ""
    on, _ = dates.local(deadline)
    closes = say.line("deadline.closes", when=say.moment(deadline))
    return one_line(closes, day_left(say, on), doubt(turn, call), label=say.text("label.closes"))


def _who(turn: Turn, programme: Programme) -> Line | None:
    who = applicants(turn.say, programme)
    fits = who is not None and len(who) <= _ROW
    return plain_line(who, turn.say.text("explain.label.applicants")) if who and fits else None


def _call_buttons(turn: Turn, call: Call) -> tuple[Button, ...]:
    say = turn.say
    return (
        say.button("button.plan", "plan", call.id),
        say.button("button.remind", "follow", f"call={call.id}"),
        say.link("button.calendar", f"/calendar/call/{call.id}.ics"),
    )


def _event_buttons(turn: Turn, event: Event) -> tuple[Button, ...]:
    say = turn.say
    buttons = (
        say.button("button.remind", "follow", f"event={event.id}"),
        say.link("button.calendar", f"/calendar/event/{event.id}.ics"),
    )
    if event.website is None or event.sign_up_by is None:
        return buttons
    return (*buttons, say.link("button.sign_up", event.website.address))
