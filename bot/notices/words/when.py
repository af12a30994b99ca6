"""When something is, how long is left, by which clock, and how sure the date is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.message import Line
from bot.notices.words.matter import Matter
from bot.notices.words.telling import Telling
from bot.speech.meetings import event_when
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.records.events import Event
from knowledge.records.funding import Call

_WEEK = 7
_WEEKS_FROM = 14
"""Fewer days are told as days, but for a week."""
_DOUBTS = {"provisional": "provisional", "inferred": "inferred", "unknown": "unverified"}


def left(say: Speaker, days: int) -> str:
    """«To uker igjen»; of today and tomorrow «I dag» and «I morgen»."""
    return _told(say, "left", days)


def ahead(say: Speaker, days: int) -> str:
    """«Om to uker», «I morgen»."""
    return _told(say, "ahead", days)


def _told(say: Speaker, form: str, days: int) -> str:
    if days <= 1:
        return say.text("notice.ahead.today" if days < 1 else "notice.ahead.tomorrow")
    in_weeks = days == _WEEK or (days >= _WEEKS_FROM and days % _WEEK == 0)
    unit, count = ("weeks", days // _WEEK) if in_weeks else ("days", days)
    return capital(say.text(f"notice.{form}.{unit}", count=count, number=say.count(count)))


def moment_of(say: Speaker, matter: Matter) -> str:
    """«onsdag 4. mars kl. 13.00»; of a meeting of several days «11.–12. februar»."""
    if isinstance(matter.record, Event) and matter.what == "starts":
        return event_when(say, matter.record)
    return say.moment(matter.moment)


def with_zone(telling: Telling, matter: Matter, moment: str) -> str:
    """Add the zone to a time that is not told by the reader's own clock."""
    zone = _foreign_zone(telling, matter)
    return f"{moment} {telling.say.text('notice.zone', zone=zone)}" if zone else moment


def clock_remark(telling: Telling, matter: Matter, told: Line) -> Line | None:
    """Say that no time is known, or by which clock it is, unless `told` says so already."""
    if "T" not in matter.moment:
        return telling.say.line("deadline.no_clock") if matter.what != "opens" else None
    zone = _foreign_zone(telling, matter)
    if zone is None or zone in told.text:
        return None
    return telling.say.line("notice.zone.sentence", zone=zone)


def _foreign_zone(telling: Telling, matter: Matter) -> str | None:
    if "T" not in matter.moment or matter.zone == telling.zone:
        return None
    return telling.say.text(f"notice.zone.{matter.zone.rpartition('/')[2]}")


def moved(say: Speaker, matter: Matter) -> Line | None:
    """Say from when it was moved, where the record tells."""
    before = matter.record.moved_from
    if before is None or matter.what not in ("closes", "starts"):
        return None
    return say.line("notice.moved_from", before=say.moment(before))


def doubt(say: Speaker, matter: Matter) -> Line | None:
    """Say how unsure the date is. What a listing says is told with the sources."""
    record = matter.record
    if isinstance(record, Call) and record.deadline_status in _DOUBTS:
        return say.line(f"notice.doubt.{_DOUBTS[record.deadline_status]}")
    listed = isinstance(record, Call) and record.second_hand
    return None if record.verified or listed else say.line("notice.doubt.unverified")


def local_minute(moment: datetime, zone: str) -> str:
    """Give a moment as records write it: ``2026-09-21T08:00``."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
