"""What is said first: that it comes late, and why; that it may have come before."""

from collections.abc import Iterator
from datetime import timedelta

from bot.message import Line
from bot.notices.words.telling import Telling
from bot.notices.words.when import local_minute
from bot.speech.speaker import Speaker

_REMINDERS = frozenset({"reminder", "snoozed", "step"})
_NEARLY_A_DAY = 20
_A_DAY = 24
_OVER_A_DAY = 36


def apologies(telling: Telling) -> Iterator[Line]:
    """Give no line for what is on time and told once."""
    told = telling.told
    if told.late:
        called = "reminder" if told.kind in _REMINDERS else "notice"
        yield telling.say.line(
            f"notice.late.{called}.{told.late}",
            late=_how_late(telling.say, told.now - told.due_at),
            when=telling.say.moment(local_minute(told.due_at, telling.zone)),
        )
    if told.repeated:
        yield telling.say.line("notice.repeated")


def _how_late(say: Speaker, late: timedelta) -> str:
    hours = max(1, int(late / timedelta(hours=1)))
    if hours < _NEARLY_A_DAY:
        return say.text("notice.late.hours", count=hours, number=say.count(hours))
    if hours < _A_DAY:
        return say.text("notice.late.nearly_day")
    if hours < _OVER_A_DAY:
        return say.text("notice.late.over_day")
    days = round(hours / _A_DAY)
    return say.text("notice.late.days", count=days, number=say.count(days))
