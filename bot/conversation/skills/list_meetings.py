"""«Når møtes vi?»: coming meetings, else how often they are held and who knows."""

from dataclasses import replace

from bot.conversation.cards import meeting_card
from bot.conversation.coming import Stretch, concerns, due_here, stretch_asked
from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.skills.whats_on import whats_on
from bot.conversation.turn import Turn
from bot.message import Line, Reply
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from bot.speech.meetings import event_when
from bot.speech.sentences import capital
from bot.speech.validity import until
from intents.wishes import asks_whats_on
from knowledge.freshness import is_expired
from knowledge.records.events import Event, Series
from knowledge.records.organisations import Body
from knowledge.records.places import Region

INTENT = "list_meetings"
_CARDS = 4
_LONGEST_LABEL = 18
_LONGEST_NAME = 40
"""A body with a longer name is not named in the first sentence."""
NOT_MEETINGS = ("course", "founding", "council_meeting")
"""Kinds of events that are no meeting to come to."""
_MEETS_AS = {"foui_kontakt": "foui_nettverk"}
"""Roles whose holders meet in a body with a topic of its own."""


async def list_meetings(turn: Turn) -> Reply:
    """List what is coming; where nothing is, say what is known of the rhythm."""
    remember_case(turn, INTENT)
    region = turn.region
    if region is None:
        return ask_municipality(turn, INTENT)
    stretch = stretch_asked(turn)
    if turn.meaning and asks_whats_on(turn.meaning.text):
        return _with_rhythm(turn, region, stretch, whats_on(turn, region, stretch))
    found = [it for it in coming_events(turn, region, stretch) if it.kind not in NOT_MEETINGS]
    if found:
        return meeting_list(turn, found, "meetings.count")
    return _nothing_known(turn, region, stretch)


def _with_rhythm(turn: Turn, region: Region, stretch: Stretch, reply: Reply) -> Reply:
    """Add how often there are meetings and whom to ask, where a list of dates is empty."""
    if reply.cards or len(reply.lines) > 1:
        return reply
    known = _nothing_known(turn, region, stretch)
    return replace(known, lines=(*reply.lines, *known.lines[1:]))


def coming_events(turn: Turn, region: Region, stretch: Stretch) -> list[Event]:
    """Events of the region that begin in the period, nearest first; cancelled ones too."""
    body = _body(turn, region)
    return [
        due.record
        for due in due_here(turn, region, stretch)
        if due.kind == "starts" and isinstance(due.record, Event) and concerns(turn, due.record)
        if body is None or due.record.body in (None, body.id)
    ]


def meeting_list(turn: Turn, events: list[Event], key: str) -> Reply:
    """Show events as cards under a line that counts them and says if some are left out."""
    say, count = turn.say, len(events)
    cut = say.line("meetings.cut", number=say.count(_CARDS)) if count > _CARDS else None
    return Reply(
        turn.language,
        (one_line(say.line(key, count=count, number=say.count(count)), cut),),
        cards=tuple(meeting_card(turn, event) for event in events[:_CARDS]),
        buttons=(say.button("button.remind", "remind"), say.button("button.dates", "deadlines")),
    )


def _nothing_known(turn: Turn, region: Region, stretch: Stretch) -> Reply:
    say = turn.say
    citations = Citations(say)
    body = _body(turn, region)
    lines = [_none(turn, region, body, stretch)]
    for series in _series(turn, region, body)[:2]:
        lines.append(_rhythm(turn, series))
        citations.record(series)
    if body and body.meets and len(lines) == 1:
        lines.append(plain_line(_sentence(say.of(body.meets)), body.name))
        citations.record(body)
    last = _last_event(turn, region) if turn.state.topic is None else None
    if last:
        lines.append(
            say.line("meetings.last", title=say.of(last.title), when=event_when(say, last))
        )
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


def _none(turn: Turn, region: Region, body: Body | None, stretch: Stretch) -> Line:
    """«Ingen møter i Kompetanseforum …»: for what and when nothing is known."""
    say = turn.say
    short = body is not None and len(body.name) <= _LONGEST_NAME
    name = body.name if body and short else say.of(region.names)
    if stretch.named:
        return say.line("meetings.none.period", region=name, period=stretch.said(turn))
    return say.line("meetings.none", region=name)


def _rhythm(turn: Turn, series: Series) -> Line:
    """How often a series is held, under the short name of the body that meets."""
    say = turn.say
    body = turn.kb.bodies.get(series.body or "")
    names = [name for name in (body.name if body else "", say.of(series.title)) if name]
    short = next((name for name in names if len(name) <= _LONGEST_LABEL), None)
    often = plain_line(_sentence(say.of(series.rhythm)))
    expired = None
    if series.valid_until and is_expired(series, turn.today):
        expired = say.line("meetings.expired", until=until(series.valid_until, turn.language))
    if short:
        return one_line(often, expired, label=short)
    return one_line(plain_line(f"{say.of(series.title)}:"), plain_line(often.text), expired)


def _sentence(text: str) -> str:
    return capital(text) + ("" if text.endswith(".") else ".")


def _series(turn: Turn, region: Region, body: Body | None) -> list[Series]:
    """The body's series; where none is asked about, those of the region."""
    return [
        series
        for series in turn.kb.series.values()
        if series.region == region.id
        and series.status != "closed"
        and (body is None or series.body == body.id)
    ]


def _body(turn: Turn, region: Region) -> Body | None:
    topic = _MEETS_AS.get(turn.state.topic or "", turn.state.topic)
    if topic is None:
        return None
    return next(
        (it for it in turn.kb.bodies.values() if it.topic == topic and it.region == region.id), None
    )


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
        and event.kind not in NOT_MEETINGS
    ]
    return max(past, key=lambda event: event.start or "", default=None)
