"""How and where notices come, in words; addresses are never shown whole."""

from bot.conversation.turn import Turn
from bot.message import Line
from bot.notices.calendars import calendar_of
from bot.notices.desk import Preferences, Way
from bot.speech.lines import one_line


async def way_line(turn: Turn) -> Line:
    """«Varslene kommer her, høyst tre om dagen, ikke kl. 20–07 og ikke i helgene.»"""
    preferences = await turn.desk.preferences()
    channel = await turn.desk.channel()
    ways = await turn.desk.ways()
    where = _where(turn, channel, ways)
    if preferences is None or channel is None:
        return where
    return one_line(where, hours_line(turn, preferences), _until(turn, preferences))


def hours_line(turn: Turn, preferences: Preferences) -> Line:
    """Say how many a day at most, and when none."""
    say = turn.say
    limit = preferences.daily_limit
    many = say.text("ways.limit", count=limit, number=say.count(limit))
    days = "ways.hours.working_days" if preferences.working_days_only else "ways.hours"
    start, end = preferences.quiet_from, preferences.quiet_to
    return say.line(days, many=many, start=_clock(turn, start), end=_clock(turn, end))


def masked(address: str) -> str:
    """«k…@namsos.kommune.no»."""
    name, at, host = address.partition("@")
    return f"{name[:1]}…{at}{host}"


def _clock(turn: Turn, minute: int) -> str:
    """«20.00», in English «20:00»."""
    mark = ":" if turn.language == "en" else "."
    return f"{minute // 60 % 24:02}{mark}{minute % 60:02}"


def _where(turn: Turn, channel: str | None, ways: tuple[Way, ...]) -> Line:
    say = turn.say
    if channel is None:
        return say.line("ways.nowhere")
    if channel == "email":
        address = next((it.address for it in ways if it.channel == "email" and it.confirmed), "")
        return say.line("ways.mail", address=masked(address))
    if channel == turn.message.place.channel:
        return say.line("ways.page" if channel == "web" else "ways.here")
    return say.line("ways.channel", channel=channel.capitalize())


def _until(turn: Turn, preferences: Preferences) -> Line | None:
    until = preferences.quiet_until
    if until is None or until <= turn.message.at:
        return None
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    return turn.say.line("ways.until", day=turn.say.day(calendar.day(until)))
