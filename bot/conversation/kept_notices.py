"""What is kept of somebody who follows things, row by row; addresses are never shown whole."""

from bot.conversation.notice_ways import masked
from bot.conversation.turn import Turn
from bot.conversation.wish_words import names
from bot.message import Line
from bot.notices.calendars import calendar_of
from bot.notices.desk import Kept, Way
from bot.speech.lines import plain_line


async def kept_of_notices(turn: Turn) -> tuple[Line, ...]:
    """Give a row for each kind of thing that is kept; none of one who follows nothing."""
    kept = await turn.desk.kept()
    if kept is None:
        return ()
    say = turn.say
    rows = {
        "since": _since(turn, kept),
        "follows": names(turn, [it for it in kept.wishes if it.wanted]),
        "muted": names(turn, [it for it in kept.wishes if not it.wanted]),
        "ways": say.join(_way(turn, it) for it in kept.ways),
        "log": say.text("privacy.log", count=kept.log, number=say.count(kept.log)),
        "calendar": say.text("privacy.calendar") if kept.calendar else "",
    }
    return tuple(
        plain_line(text, say.text(f"privacy.label.{key}")) for key, text in rows.items() if text
    )


def _since(turn: Turn, kept: Kept) -> str:
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    return turn.say.day(calendar.day(kept.since), weekday=False)


def _way(turn: Turn, way: Way) -> str:
    """«k…@namsos.kommune.no (ikke bekreftet)», or only the channel of a conversation."""
    say = turn.say
    if way.channel != "email":
        return (
            say.text("privacy.way.here")
            if way.channel == turn.message.place.channel
            else way.channel.capitalize()
        )
    address = masked(way.address)
    return address if way.confirmed else say.text("privacy.way.unconfirmed", address=address)
