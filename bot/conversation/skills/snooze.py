"""«Minn meg igjen på torsdag»: a reminder put off to a day of one's own."""

from datetime import date, timedelta

from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.message import Reply
from bot.notices.calendars import Calendar, calendar_of
from bot.notices.desk import Entry, Later
from bot.notices.words.buttons import snooze_day
from bot.notices.words.matter import matter_of
from bot.speech.dates import clock

_A_DAY = timedelta(days=1)


async def snooze_until(turn: Turn, argument: str) -> Reply:
    """Put off to the day that a button names: ``12=2026-06-10``."""
    delivery, _, written = argument.partition("=")
    entry = await _entry(turn, delivery)
    day = _read_day(written)
    if entry is None or day is None:
        return await _nothing(turn)
    return await _put_off(turn, entry, day)


async def put_off(turn: Turn, day: date | None) -> Reply | None:
    """Take «minn meg igjen (på torsdag)» for the latest notice, or what the talk is about; None
    where there is neither."""
    programme = turn.kb.programmes.get(turn.state.programme or "")
    pending = turn.state.pending
    asked = pending.options[0] if pending and pending.question == "snooze" else ""
    entry = await _entry(turn, asked) if asked else await turn.desk.told()
    if entry:
        return await _put_off(turn, entry, day or _proposal(turn, entry))
    if programme is None:
        return None
    key = f"programme:{programme.id}"
    return await _plan(turn, key, key, day or _calendar(turn).working_day(_soon(turn), _A_DAY))


async def change_day(turn: Turn, delivery: str) -> Reply:
    """«Endre tid»: ask for the day."""
    turn.remember(pending=Pending("snooze", "subscribe", (delivery,)))
    return Reply(turn.language, (turn.say.line("snooze.which_day"),))


async def snooze_undo(turn: Turn, delivery: str) -> Reply:
    """«Angre»: what was put off does not come."""
    entry = await _entry(turn, delivery)
    gone = entry is not None and await turn.desk.take_back("snoozed", entry.subject)
    say = turn.say
    key = "snooze.undone" if gone else "notices.nothing_to_undo"
    mine = say.button("notices.button.mine", "notices")
    return Reply(turn.language, (say.line(key),), buttons=(mine,))


async def _put_off(turn: Turn, entry: Entry, day: date) -> Reply:
    say = turn.say
    matter = matter_of(turn.kb, entry.subject, entry.lead)
    if day <= turn.today or (matter and day > matter.day):
        key = "snooze.past" if day <= turn.today else "snooze.too_late"
        when = say.moment(matter.moment) if matter else ""
        turn.remember(pending=Pending("snooze", "subscribe", (str(entry.id),)))
        return Reply(turn.language, (say.line(key, when=when),))
    return await _plan(turn, entry.subject, entry.because, day)


async def _plan(turn: Turn, subject: str, because: str, day: date) -> Reply:
    at = _calendar(turn).at(day)
    # One at a time: a new day takes the place of the one before.
    await turn.desk.take_back("snoozed", subject)
    later = Later("snoozed", subject, day.isoformat(), because, at)
    (delivery,) = await turn.desk.tell_later([later], turn.profile)
    turn.remember(pending=None)
    say = turn.say
    when = f"{say.day(day)} {clock(at.time(), turn.language)}"
    return Reply(
        turn.language,
        (say.line("snooze.done", when=when),),
        buttons=(
            say.button("snooze.button.change", "snooze_change", str(delivery)),
            say.button("notices.button.undo", "snooze_undo", str(delivery)),
        ),
    )


async def _nothing(turn: Turn) -> Reply:
    say = turn.say
    mine = say.button("notices.button.mine", "notices")
    return Reply(turn.language, (say.line("snooze.nothing"),), buttons=(mine,))


async def _entry(turn: Turn, delivery: str) -> Entry | None:
    known = delivery.isdecimal() and len(delivery) < 19
    return await turn.desk.told(int(delivery)) if known else None


def _proposal(turn: Turn, entry: Entry) -> date:
    calendar = _calendar(turn)
    matter = matter_of(turn.kb, entry.subject, entry.lead)
    half_way = snooze_day(turn.today, matter.day, calendar.country) if matter else None
    return half_way or calendar.working_day(turn.today + _A_DAY, _A_DAY)


def _soon(turn: Turn) -> date:
    return turn.today + 7 * _A_DAY


def _calendar(turn: Turn) -> Calendar:
    return calendar_of(turn.kb, turn.region.id if turn.region else None)


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
