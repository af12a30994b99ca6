"""«Når møtes vi?»: coming meetings, else how often they are held and who knows."""

from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.skills.list_deadlines import window
from bot.conversation.turn import Turn
from bot.message import Card, Line, Reply
from bot.speech import dates
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from knowledge.records.events import Event, Series
from knowledge.records.organisations import Body
from knowledge.records.places import Region

INTENT = "list_meetings"
_CARDS = 4
_NOT_MEETINGS = ("course", "founding")


async def list_meetings(turn: Turn) -> Reply:
    """List what is coming; where nothing is, say what is known of the rhythm."""
    remember_case(turn, INTENT)
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    found = [it for it in coming_events(turn, turn.region) if it.kind not in _NOT_MEETINGS]
    if found:
        return meeting_list(turn, found, "meetings.count")
    return _nothing_known(turn, turn.region)


def coming_events(turn: Turn, region: Region) -> list[Event]:
    """Events of the region that begin in the period, nearest first; cancelled ones too."""
    start, end = window(turn, region)
    themes, topic = set(turn.state.themes), turn.state.topic
    body = _body(turn, topic)
    found = []
    for due in turn.kb.due(start, end):
        event = due.record
        if due.kind != "starts" or not isinstance(event, Event) or event.region != region.id:
            continue
        if themes and event.themes and not themes & set(event.themes):
            continue
        if body and event.body != body.id:
            continue
        found.append(event)
    return found


def meeting_list(turn: Turn, events: list[Event], key: str) -> Reply:
    """Show events as cards under a line that counts them."""
    say = turn.say
    return Reply(
        turn.language,
        (say.line(key, count=len(events)),),
        cards=tuple(meeting_card(turn, event) for event in events[:_CARDS]),
        buttons=(say.button("button.remind", "remind"),),
    )


def meeting_card(turn: Turn, event: Event) -> Card:
    """Show one meeting: moved or cancelled first, then when, where, for whom."""
    say = turn.say
    rows: list[Line] = []
    if event.happening in ("cancelled", "moved"):
        rows.append(say.line(f"meetings.{event.happening}"))
    rows.append(plain_line(event_when(turn, event), say.text("label.when")))
    if event.place:
        rows.append(plain_line(event.place, say.text("label.where")))
    elif event.format:
        rows.append(plain_line(say.text(f"format.{event.format}"), say.text("label.where")))
    if event.audience:
        rows.append(plain_line(say.of(event.audience), say.text("label.for_whom")))
    if event.sign_up_by:
        rows.append(plain_line(say.moment(event.sign_up_by), say.text("label.sign_up")))
    rows.append(plain_line(event.organiser, say.text("label.organiser")))
    citations = Citations(say)
    citations.record(event)
    url = event.website.address if event.website else None
    return Card("meeting", say.of(event.title), tuple(rows), url=url, context=citations.line())


def event_when(turn: Turn, event: Event) -> str:
    """When an event is, as exactly as its source says."""
    say = turn.say
    if event.start is None:
        return say.of(event.date_text) if event.date_text else say.text("meetings.no_date")
    if "T" not in event.start and len(event.start) < len("2026-01-01"):
        return dates.partial(event.start, turn.language)
    if event.end and event.end[:10] != event.start[:10] and len(event.end) >= len("2026-01-01"):
        first, _ = dates.local(event.start)
        last, _ = dates.local(event.end)
        return dates.span(first, last, turn.language, today=turn.today)
    return say.moment(event.start)


def _nothing_known(turn: Turn, region: Region) -> Reply:
    say = turn.say
    citations = Citations(say)
    lines = [say.line("meetings.none", region=say.of(region.names))]
    body = _body(turn, turn.state.topic)
    for series in _series(turn, region, body)[:2]:
        lines.append(
            one_line(plain_line(_sentence(say.of(series.rhythm))), label=say.of(series.title))
        )
        citations.record(series)
    if body and body.meets and len(lines) == 1:
        lines.append(plain_line(_sentence(say.of(body.meets)), body.name))
        citations.record(body)
    if turn.state.topic is None:
        last = _last_event(turn, region)
        if last:
            title = say.of(last.title)
            lines.append(say.line("meetings.last", title=title, when=event_when(turn, last)))
            citations.record(last)
    ask = turn.kb.contacts.get(region.fallback or "")
    if ask and ask.mailbox and ask.mailbox.verified:
        the_title = say.of(ask.the_title)
        lines.append(say.line("meetings.ask", whom=the_title, address=ask.mailbox.address))
    elif region.website:
        lines.append(say.line("meetings.look", website=region.website.address))
    return Reply(
        turn.language,
        tuple(lines),
        buttons=(say.button("button.tell_me", "remind"), say.button("button.dates", "deadlines")),
        context=citations.line(),
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _series(turn: Turn, region: Region, body: Body | None) -> list[Series]:
    return [
        series
        for series in turn.kb.series.values()
        if series.region == region.id
        and series.status != "closed"
        and (body is None or series.body == body.id)
    ]


def _body(turn: Turn, topic: str | None) -> Body | None:
    if topic is None:
        return None
    return next((it for it in turn.kb.bodies.values() if it.topic == topic), None)


def _last_event(turn: Turn, region: Region) -> Event | None:
    """The latest of the region's own meetings that has a day."""
    past = [
        event
        for event in turn.kb.events.values()
        if event.region == region.id
        and event.own
        and event.start
        and len(event.start) >= len("2026-01-01")
        and event.start[:10] < turn.today.isoformat()
        and event.kind not in _NOT_MEETINGS
    ]
    return max(past, key=lambda event: event.start or "", default=None)
