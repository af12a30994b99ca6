"""How long is left, by which clock, and how sure the date is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.message import Line
from bot.notices.words.matter import Matter
from bot.notices.words.telling import Telling
from bot.speech.speaker import Speaker
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
    if days == _WEEK or (days >= _WEEKS_FROM and days % _WEEK == 0):
        unit, count = "weeks", days // _WEEK
    else:
        unit, count = "days", days
    number = say.count(count)
    if form == "left":
        number = number[:1].upper() + number[1:]
    return say.text(f"notice.{form}.{unit}", count=count, number=number)


def foreign_zone(telling: Telling, matter: Matter) -> str | None:
    """Name the zone of a time that is not told by the reader's own clock."""
    if "T" not in matter.moment or matter.zone == telling.zone:
        return None
    return telling.say.text(f"notice.zone.{matter.zone.rpartition('/')[2]}")


def clock_remark(telling: Telling, matter: Matter, *, zone_told: bool) -> Line | None:
    """Say that no time is known, or by which clock it is, unless that is told already."""
    if "T" not in matter.moment:
        return telling.say.line("deadline.no_clock") if matter.what != "opens" else None
    zone = foreign_zone(telling, matter)
    return telling.say.line("notice.zone.sentence", zone=zone) if zone and not zone_told else None


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
