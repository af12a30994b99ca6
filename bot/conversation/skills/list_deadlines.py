"""«Når er fristen?»: of one scheme, or all that close in a period, for a theme, in a region."""

import re
from collections.abc import Iterable, Sequence

from bot.conversation.coming import (
    Stretch,
    coming_calls,
    stretch_asked,
    undated_schemes,
    usual_schemes,
)
from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.schemes import fitting_schemes, rhythm_of, scheme_row, short_name
from bot.conversation.topics import followed_programme, named_programmes
from bot.conversation.turn import Turn
from bot.conversation.ways import write_button
from bot.message import Button, Card, Line, Reply
from bot.routing.case import Case
from bot.routing.rules import refer
from bot.speech.citations import Citations
from bot.speech.deadlines import long_deadline, short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from knowledge.freshness import Rhythm
from knowledge.records.funding import Call, Programme
from knowledge.records.organisations import Contact
from knowledge.records.places import Region

INTENT = "list_deadlines"

_ROWS = 5
_FEW = 3
_USUAL = 4
_FEWEST = 2


async def list_deadlines(turn: Turn) -> Reply:
    """Answer for the scheme named or gone on about, else list what closes."""
    followed = followed_programme(turn)
    remember_case(turn, INTENT)
    if followed:
        return _of_one(turn, followed, fresh=False)
    named = named_programmes(turn)
    if len(named) == 1:
        return _of_one(turn, named[0])
    if named:
        return _of_several(turn, named)
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    return _coming(turn, turn.region)


async def all_deadlines(turn: Turn, _: str = "") -> Reply:
    """List what closes, whatever scheme the conversation was about."""
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    turn.remember(intent=INTENT)
    return _coming(turn, turn.region)


async def deadline_of(turn: Turn, programme: str) -> Reply:
    """Answer for the scheme whose button was pressed."""
    known = turn.kb.programmes.get(programme)
    return _of_one(turn, known) if known else await list_deadlines(turn)


def _of_one(turn: Turn, programme: Programme, *, fresh: bool = True) -> Reply:
    """Answer for one scheme; what comes first is said where the scheme itself is `fresh`."""
    say = turn.say
    turn.remember(intent=INTENT, programme=programme.id, topic=programme.topic)
    rhythm = rhythm_of(turn, programme)
    region, place = turn.region, turn.municipality
    lines = long_deadline(
        say,
        programme,
        rhythm,
        place=place.name if place else None,
        region=say.of(region.names) if region and rhythm.form == "varied" else None,
    )
    lines = _with_who_knows(turn, programme, rhythm, lines)
    if fresh and programme.first and rhythm.form in ("next", "usual"):
        lines.append(plain_line(say.of(programme.first)))
    return Reply(
        turn.language,
        tuple(lines),
        buttons=_buttons(turn, programme, rhythm),
        context=_sources(turn, programme, rhythm),
    )


def _with_who_knows(
    turn: Turn, programme: Programme, rhythm: Rhythm, lines: list[Line]
) -> list[Line]:
    """Add who sets the date where it is not known, or whom to ask before writing."""
    say = turn.say
    added = None
    if rhythm.form in ("usual", "once", "varied") and programme.date_setter:
        key = "deadline.set_yearly" if rhythm.form == "usual" else "deadline.set_by"
        added = say.line(key, who=say.of(programme.date_setter))
    elif _is_doubtful(programme, rhythm):
        office = _office(turn, programme)
        if office:
            # The scheme has just been named: «sekretariatet» is enough.
            name = re.escape(say.of(programme.names))
            whom = re.sub(rf" \w+ {name}$", "", say.of(office.the_title))
            added = say.line("deadline.ask_before", whom=whom)
    return [*lines[:-1], one_line(lines[-1], added)]


def _is_doubtful(programme: Programme, rhythm: Rhythm) -> bool:
    return rhythm.form == "rolling" and programme.status == "unknown"


def _office(turn: Turn, programme: Programme) -> Contact | None:
    """Whoever answers for the scheme, by the region's rule for its topic."""
    region = turn.region
    topics = (programme.topic,) if programme.topic else ()
    if region is None or not topics:
        return None
    first = refer(turn.kb, Case(region, INTENT, topics=topics), turn.today).get("first")
    return first.contact if first and first.rule.when.topics and first.mailbox else None


def _buttons(turn: Turn, programme: Programme, rhythm: Rhythm) -> tuple[Button, ...]:
    say = turn.say
    about = _about(turn, programme)
    if rhythm.form == "next":
        return (
            say.button("button.plan", "plan"),
            say.button("button.remind", "remind"),
            say.link("button.open_call", rhythm.rounds[0].website.address),
        )
    if rhythm.form == "usual":
        return (say.button("button.plan", "plan"), say.button("button.remind", "remind"), about)
    if _is_doubtful(programme, rhythm):
        office = _office(turn, programme)
        if office and office.mailbox:
            write = write_button(say, office.mailbox.address)
            return (write, say.button("button.remind", "remind"), about)
    return (say.button("button.tell_me", "remind"), about)


def _sources(turn: Turn, programme: Programme, rhythm: Rhythm) -> Line | None:
    citations = Citations(turn.say)
    if rhythm.rounds and rhythm.form in ("next", "once", "varied"):
        citations.record(rhythm.rounds[-1] if rhythm.form != "next" else rhythm.rounds[0])
    elif rhythm.form == "usual" and rhythm.rounds:
        years = sorted({(call.deadline or "")[:4] for call in rhythm.rounds})
        if len(years) == 1:
            return turn.say.line("deadlines.round", year=years[0])
        return turn.say.line("deadlines.rounds", first=years[0], last=years[-1])
    else:
        citations.record(programme)
    return citations.line()


def _of_several(turn: Turn, programmes: tuple[Programme, ...]) -> Reply:
    """A name that covers several schemes: a line for each, those with a date first."""
    say = turn.say
    known = [(it, rhythm_of(turn, it)) for it in programmes if it.status == "active"]
    order = {"next": 0, "rolling": 1, "usual": 2, "once": 3, "varied": 3, "none": 4}
    known.sort(key=lambda pair: order[pair[1].form])
    count = len(known)
    lines = [say.line("deadlines.several", count=count, number=say.count(count))]
    citations = Citations(say)
    for programme, rhythm in known[:_ROWS]:
        said = short_deadline(say, programme, rhythm) or say.line("deadlines.unknown")
        lines.append(one_line(said, label=capital(short_name(turn, programme))))
        citations.record(programme)
    return Reply(
        turn.language,
        tuple(lines),
        buttons=(say.button("button.tell_me", "remind"),),
        more=tuple(_about(turn, programme) for programme, _ in known[:_ROWS]),
        context=citations.line(),
    )


def _about(turn: Turn, programme: Programme) -> Button:
    return turn.say.button("button.about", "about", programme.id, name=short_name(turn, programme))


def _coming(turn: Turn, region: Region) -> Reply:
    """What closes from now on, or in the period named, and what usually closes then."""
    say, stretch = turn.say, stretch_asked(turn)
    turn.remember(programme=None, topic=None)
    calls = coming_calls(turn, region, stretch)
    announced = {call.programme for call in calls}
    undated = () if stretch.named else undated_schemes(turn, region)
    known = {it.id: it for it in (*undated, *usual_schemes(turn, region, stretch))}
    usual = [it for it in known.values() if it.id not in announced]
    citations = Citations(say)
    rows = _rows(turn, usual[: max(_USUAL - len(calls), _FEWEST)], citations)
    if calls:
        plan = say.button("button.plan", "plan")
        buttons: tuple[Button, ...] = (plan, say.button("button.remind", "remind"))
        lines = [_heading(turn, len(calls))]
    elif rows:
        buttons = (say.button("button.tell_me", "remind"), say.button("button.money", "funding"))
        lines = [_none_known(turn, stretch, "fitting" if undated else "usual"), *rows]
    else:
        return _nothing_then(turn, stretch)
    return Reply(
        turn.language,
        tuple(lines),
        cards=_cards(turn, calls, rows),
        buttons=buttons,
        more=tuple(_about(turn, programme) for programme in usual[:_ROWS]),
        context=citations.line(),
    )


def _cards(turn: Turn, calls: Sequence[Call], rows: Sequence[Line]) -> tuple[Card, ...]:
    """Announced calls first, then in one card what usually closes beside them."""
    cards = tuple(call_card(turn, call) for call in calls[:_ROWS])
    if not (calls and rows):
        return cards
    return (*cards, Card("list", turn.say.text("deadlines.then.also"), tuple(rows)))


def _nothing_then(turn: Turn, stretch: Stretch) -> Reply:
    """Nothing closes or usually closes then: what is known of the schemes that fit."""
    say = turn.say
    turn.refer(INTENT)
    case = turn.case(INTENT)
    citations = Citations(say)
    rows = _rows(turn, fitting_schemes(turn, case)[:_FEW] if case else (), citations)
    return Reply(
        turn.language,
        (_none_known(turn, stretch, "fitting" if rows else "nothing"), *rows),
        buttons=(say.button("button.tell_me", "remind"), say.button("button.money", "funding")),
        context=citations.line(),
    )


def _rows(turn: Turn, programmes: Iterable[Programme], citations: Citations) -> list[Line]:
    rows = []
    for programme in programmes:
        row = scheme_row(turn, programme)
        if row:
            rows.append(row)
            citations.record(programme)
    return rows


def call_card(turn: Turn, call: Call) -> Card:
    """Show one call: what closes and when, how much, what is left to do."""
    say = turn.say
    rows = [
        plain_line(say.moment(call.deadline or ""), say.text("label.closes")),
        plain_line(say.of(turn.kb.programmes[call.programme].names), say.text("label.scheme")),
    ]
    if call.amount_text:
        rows.append(plain_line(say.of(call.amount_text), say.text("label.sum")))
    if call.to_do:
        rows.append(plain_line(say.of(call.to_do), say.text("label.to_do")))
    citations = Citations(say)
    citations.record(call)
    return Card(
        "call",
        say.of(call.title),
        tuple(rows),
        url=call.website.address,
        context=citations.line(),
    )


def _heading(turn: Turn, count: int) -> Line:
    """Say how many there are, sorted by what, and how many of them are shown."""
    say = turn.say
    if turn.state.themes:
        theme = say.text(f"theme.{turn.state.themes[0]}")
        known = say.line("deadlines.count.theme", count=count, number=say.count(count), theme=theme)
    else:
        known = say.line("deadlines.count", count=count, number=say.count(count))
    cut = say.line("deadlines.cut", number=say.count(_ROWS)) if count > _ROWS else None
    return one_line(known, cut)


def _none_known(turn: Turn, stretch: Stretch, then: str) -> Line:
    """Say that no date is announced, for what and when, and what the rows below are."""
    say = turn.say
    then_line = say.line(f"deadlines.then.{then}")
    if stretch.named:
        return one_line(say.line("deadlines.none.period", period=stretch.said(turn)), then_line)
    if turn.state.themes:
        theme = say.text(f"theme.{turn.state.themes[0]}")
        return one_line(say.line("deadlines.none.theme", theme=theme), then_line)
    return one_line(say.line("deadlines.none"), then_line)
