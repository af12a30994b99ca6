"""«Hva skjer i januar?»: meetings and deadlines together, day by day."""

import re
from datetime import date

from bot.conversation.cards import doubt
from bot.conversation.coming import Stretch, concerns, due_here, usual_schemes
from bot.conversation.schemes import scheme_row
from bot.conversation.skills.unclear import unclear
from bot.conversation.turn import Turn
from bot.message import Button, Card, Line, Reply
from bot.speech import dates
from bot.speech.citations import Citations
from bot.speech.lines import one_line
from bot.speech.meetings import event_when
from bot.speech.sentences import capital
from knowledge.due import Due
from knowledge.records.events import Event
from knowledge.records.places import Region

_ASKED = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)/(\d{1,3})", re.ASCII)
_ROWS = 5
_USUAL = 3


def whats_on(turn: Turn, region: Region, stretch: Stretch, skip: int = 0) -> Reply:
    """List what begins, closes and opens in a period, nearest first, five at a time."""
    say, citations = turn.say, Citations(turn.say)
    found = [due for due in due_here(turn, region, stretch) if concerns(turn, due.record)]
    shown = found[skip : skip + _ROWS]
    for due in shown:
        citations.record(due.record)
    usual = [] if skip else _usual(turn, region, stretch, citations)
    also = say.text("deadlines.then.also")
    return Reply(
        turn.language,
        (_heading(turn, stretch, found), *(due_row(turn, due) for due in shown)),
        cards=(Card("list", also, tuple(usual)),) if usual else (),
        buttons=_buttons(turn, region, stretch, skip + _ROWS if found[skip + _ROWS :] else None),
        context=citations.line(),
    )


async def more_of_whats_on(turn: Turn, argument: str) -> Reply:
    """Go on with the list whose button was pressed: ``2027-01-01/2027-02-01/5``."""
    region, asked = turn.region, _ASKED.fullmatch(argument)
    if region is None or asked is None:
        return await unclear(turn)
    try:
        first, end = date.fromisoformat(asked[1]), date.fromisoformat(asked[2])
    except ValueError:
        return await unclear(turn)
    return whats_on(turn, region, Stretch(first, end, named=True), int(asked[3]))


def _heading(turn: Turn, stretch: Stretch, found: list[Due]) -> Line:
    """«1.–31. januar 2027: to møter og én frist, det nærmeste først.»"""
    say, period = turn.say, stretch.said(turn)
    meetings = sum(isinstance(due.record, Event) and due.kind == "starts" for due in found)
    deadlines = sum(due.kind == "closes" for due in found)
    if not found:
        return say.line("whats_on.none", period=period)
    counted = [
        say.text(f"whats_on.{kind}", count=count, number=say.count(count))
        for kind, count in (("meetings", meetings), ("deadlines", deadlines))
        if count
    ]
    if not counted:
        return say.line("whats_on.other", period=period)
    return say.line("whats_on.count", period=capital(period), what=say.join(counted))


def due_row(turn: Turn, due: Due) -> Line:
    """Give one date: the day, what it is, and whether it moved or is unsure."""
    say, record = turn.say, due.record
    changed = None
    if record.happening in ("moved", "cancelled"):
        changed = say.line(f"meetings.{record.happening}")
    text = _written(due)
    on, at = dates.local(text)
    clock = f", {dates.clock(at, say.language)}" if at else ""
    title = say.of(record.title)
    if isinstance(record, Event) and due.kind == "starts" and not at:
        clock = f", {event_when(say, record)}" if record.end else ""
    said = say.line(f"whats_on.{due.kind}", title=title, clock=clock)
    unsure = doubt(turn, record) if due.kind in ("starts", "closes") else None
    return one_line(changed, said, unsure, label=capital(say.day(on)))


def _written(due: Due) -> str:
    """Give the local date and time as the record has it."""
    record = due.record
    field = {"starts": "start", "sign_up": "sign_up_by", "opens": "opens", "closes": "deadline"}
    return str(getattr(record, field[due.kind]))


def _usual(turn: Turn, region: Region, stretch: Stretch, citations: Citations) -> list[Line]:
    rows = []
    for programme in usual_schemes(turn, region, stretch)[:_USUAL]:
        row = scheme_row(turn, programme, first=True)
        if row:
            rows.append(row)
            citations.record(programme)
    return rows


def _buttons(
    turn: Turn, region: Region, stretch: Stretch, following: int | None
) -> tuple[Button, ...]:
    say = turn.say
    feed = say.link("button.calendar", f"/calendar/feed/region/{region.id}.ics")
    if following is None:
        return (say.button("button.remind", "remind"), feed)
    onwards = f"{stretch.first}/{stretch.end}/{following}"
    return (say.button("button.show_more", "whats_on", onwards), feed)
