"""«Når er fristen?»: of one scheme, or all that close in a period, for a theme, in a region."""

import re
from collections.abc import Iterator

from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.schemes import about_button, rhythm_of, short_name
from bot.conversation.skills.closing import closing
from bot.conversation.skills.plan import make_plan, wants_plan
from bot.conversation.state import Pending
from bot.conversation.topics import followed_programme, given_by_named, named_programmes
from bot.conversation.turn import Turn
from bot.conversation.ways import write_button
from bot.message import Button, Line, Reply
from bot.routing.case import Case
from bot.routing.rules import refer
from bot.speech.citations import Citations
from bot.speech.deadlines import long_deadline, short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from knowledge.freshness import Rhythm
from knowledge.records.funding import Programme
from knowledge.records.organisations import Contact

INTENT = "list_deadlines"

_ROWS = 5
_NUMBER = re.compile(r"[0-9]{1,3}")


async def list_deadlines(turn: Turn) -> Reply:
    """Answer for the scheme named or gone on about, else list what closes."""
    followed = followed_programme(turn)
    if wants_plan(turn):
        return _plan(turn)
    remember_case(turn, INTENT)
    if followed:
        return _of_one(turn, followed, fresh=False)
    named = named_programmes(turn) or given_by_named(turn)
    if len(named) == 1:
        return _of_one(turn, named[0])
    if named:
        return _of_several(turn, named)
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    return closing(turn, turn.region)


def _plan(turn: Turn) -> Reply:
    """Make the plan for the scheme that the message names, or that the talk is about."""
    named = named_programmes(turn)
    turn.remember(intent=INTENT, misses=0)
    return make_plan(turn, named[0].id if named else "")


async def all_deadlines(turn: Turn, argument: str = "") -> Reply:
    """List what closes, whatever scheme the conversation was about; further on with a number."""
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    turn.remember(intent=INTENT, programme=None)
    return closing(turn, turn.region, int(argument) if _NUMBER.fullmatch(argument) else 0)


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
    lines = [*_cancelled(turn, programme), *_with_who_knows(turn, programme, rhythm, lines)]
    if not fresh and rhythm.form == "usual":
        return _offering(turn, programme, rhythm, lines)
    if fresh and programme.first and rhythm.form in ("next", "usual"):
        lines.append(plain_line(say.of(programme.first)))
    return Reply(
        turn.language,
        tuple(lines),
        buttons=_buttons(turn, programme, rhythm),
        more=_more(turn, programme, rhythm),
        context=_sources(turn, programme, rhythm),
    )


def _offering(turn: Turn, programme: Programme, rhythm: Rhythm, lines: list[Line]) -> Reply:
    """Ask whether to tell when the date is out, where somebody goes on about a scheme."""
    say = turn.say
    turn.remember(pending=Pending("second", INTENT, ("subscribe",)))
    return Reply(
        turn.language,
        (*lines[:-1], one_line(lines[-1], say.line("deadlines.shall_tell"))),
        buttons=(
            say.button("deadlines.button.tell", "remind"),
            say.button("deadlines.button.plan", "plan", programme.id),
        ),
        more=(about_button(turn, programme),),
        context=_sources(turn, programme, rhythm),
    )


def _cancelled(turn: Turn, programme: Programme) -> Iterator[Line]:
    """Say which coming rounds will not be held after all."""
    say, today = turn.say, turn.today.isoformat()
    for call in turn.kb.cancelled_calls_of(programme.id):
        if call.deadline and call.deadline >= today:
            when = say.moment(call.deadline)
            yield say.line("deadlines.cancelled", title=say.of(call.title), when=when)


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
    about = about_button(turn, programme)
    plan = say.button("button.plan", "plan", programme.id)
    if rhythm.form == "next":
        call = rhythm.rounds[0]
        calendar = say.link("button.calendar", f"/calendar/call/{call.id}.ics")
        return (plan, say.button("button.remind", "remind"), calendar)
    if rhythm.form == "usual":
        return (plan, say.button("button.remind", "remind"), about)
    if _is_doubtful(programme, rhythm):
        office = _office(turn, programme)
        if office and office.mailbox:
            write = write_button(say, office.mailbox.address)
            return (write, say.button("button.remind", "remind"), about)
    return (say.button("button.tell_me", "remind"), about)


def _more(turn: Turn, programme: Programme, rhythm: Rhythm) -> tuple[Button, ...]:
    """The page of an announced call, the scheme, and a plan that gives the order where no date
    is known."""
    say = turn.say
    if rhythm.form == "next":
        page = say.link("button.open_call", rhythm.rounds[0].website.address)
        return (page, about_button(turn, programme))
    if rhythm.form == "usual" or programme.municipality_role == "none":
        return ()
    return (say.button("button.plan", "plan", programme.id),)


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
        more=tuple(about_button(turn, programme) for programme, _ in known[:_ROWS]),
        context=citations.line(),
    )
