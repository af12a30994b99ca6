"""What comes in a period: calls with a date, and schemes that usually close then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.schemes import is_at_home, rhythm_of
from bot.conversation.turn import Turn
from bot.speech import dates
from knowledge.base import areas_of
from knowledge.due import Due
from knowledge.records.events import Event
from knowledge.records.funding import Call, Programme
from knowledge.records.places import Region

_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` up to, not including, `end`."""

    first: date
    end: date
    named: bool
    """The message named them; else it is the year to come."""

    def moments(self, region: Region) -> tuple[datetime, datetime]:
        """Give its limits as moments in the region's zone."""
        zone = ZoneInfo(region.zone)
        return datetime.combine(self.first, time(), zone), datetime.combine(self.end, time(), zone)

    def said(self, turn: Turn) -> str:
        """Write it with both its days: «1. januar – 30. juni 2027»."""
        last = max(self.first, self.end - timedelta(days=1))
        return dates.span(self.first, last, turn.language, today=turn.today)


def stretch_asked(turn: Turn) -> Stretch:
    """Give the days that the message names, those that are past left out; else a year."""
    period = turn.meaning.period if turn.meaning else None
    if period is None:
        return Stretch(turn.today, turn.today + _AHEAD, named=False)
    first = max(period.start, turn.today)
    return Stretch(first, max(period.end, first), named=True)


def due_here(turn: Turn, region: Region, stretch: Stretch) -> Iterator[Due]:
    """Give what falls then for the person's region: its events, and the calls that reach it."""
    for due in turn.kb.due(*stretch.moments(region)):
        record = due.record
        if isinstance(record, Call):
            if _reaches(turn, region, record):
                yield due
        elif record.region == region.id:
            yield due


def concerns(turn: Turn, record: Call | Event) -> bool:
    """Tell whether a call or event is for the themes of the conversation, or for all."""
    if isinstance(record, Call):
        return _covers(turn, record.themes or turn.kb.programmes[record.programme].themes)
    return _covers(turn, record.themes)


def coming_calls(turn: Turn, region: Region, stretch: Stretch) -> tuple[Call, ...]:
    """Give the calls that close then, for the themes, nearest first."""
    return tuple(
        due.record
        for due in due_here(turn, region, stretch)
        if due.kind == "closes" and isinstance(due.record, Call) and concerns(turn, due.record)
    )


def usual_schemes(turn: Turn, region: Region, stretch: Stretch) -> tuple[Programme, ...]:
    """Give the schemes that usually close then and have no date yet, nearest first."""
    found: list[tuple[date, Programme]] = []
    for programme in _open_here(turn, region):
        rhythm = rhythm_of(turn, programme)
        earliest = rhythm.earliest_after(turn.today) if rhythm.form == "usual" else None
        if earliest and stretch.first <= earliest < stretch.end and _covers(turn, programme.themes):
            found.append((earliest, programme))
    return tuple(programme for _, programme in sorted(found, key=lambda pair: pair[0]))


def undated_schemes(turn: Turn, region: Region) -> tuple[Programme, ...]:
    """Give the schemes made for the themes of the conversation that keep no season."""
    return tuple(
        programme
        for programme in _open_here(turn, region)
        if set(turn.state.themes[:1]) & set(programme.themes)
        and rhythm_of(turn, programme).form in ("rolling", "once", "varied")
    )


def _open_here(turn: Turn, region: Region) -> Iterator[Programme]:
    """Give the schemes that a municipality of the region can apply to, as far as is known."""
    for programme in turn.kb.programmes.values():
        open_ = programme.status == "active" and programme.municipality_role == "applicant"
        if open_ and is_at_home(turn, programme) and _reaches(turn, region, programme):
            yield programme


def _reaches(turn: Turn, region: Region, record: Call | Programme) -> bool:
    place = turn.municipality
    if record.counties and place and place.county not in record.counties:
        return False
    return not areas_of(region).isdisjoint(record.areas)


def _covers(turn: Turn, themes: tuple[str, ...]) -> bool:
    """Tell whether a scheme is for the themes of the conversation; one without is for all."""
    wanted = turn.state.themes
    return not (wanted and themes) or not set(wanted).isdisjoint(themes)
