"""How notices come: channel, quiet hours and days, how many. Each change can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.conversation.notice_ways import hours_line, masked, way_line
from bot.conversation.skills.notice_mail import ask_address, send_code_to
from bot.conversation.skills.unsubscribe import nothing_followed
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.notices.calendars import calendar_of
from bot.notices.desk import Preferences
from intents.notice_wishes import NoticeWish

_FEWEST = 1
_EVENING = 720
"""«ikke før kl. 15» is no quiet morning: hours later than noon end no night."""


async def notice_settings(turn: Turn, _: str = "") -> Reply:
    """«Endre»: show how notices come, and what can be changed with a button or in words."""
    if not await turn.desk.preferences():
        return nothing_followed(turn)
    say = turn.say
    mail = (say.button("notices.button.mail", "notice_mail"),) if turn.desk.can_mail else ()
    fewer = say.button("settings.button.one", "prefer", "l=1")
    weekly = say.button("settings.button.weekly", "all_weekly")
    weekends = say.button("settings.button.weekends", "prefer", "w=0")
    return Reply(
        turn.language,
        (await way_line(turn), say.line("settings.how")),
        buttons=(*mail, fewer, weekly, weekends)[:3],
        more=(*mail, fewer, weekly, weekends)[3:],
    )


async def set_by_words(turn: Turn, wish: NoticeWish) -> Reply:
    """Change what a message says: «ikke etter kl. 18», «stille til 10. august», «bare e-post»."""
    if wish.email:
        return await send_code_to(turn, wish.email)
    changes = _changes(turn, wish)
    if changes:
        return await _prefer(turn, changes)
    if wish.channel == "email":
        return await by_mail(turn)
    if wish.channel:
        return await _by_channel(turn, wish.channel)
    return await notice_settings(turn)


async def by_mail(turn: Turn, _: str = "") -> Reply:
    """«På e-post»: to the address that is confirmed, else ask for one."""
    address = next(
        (it.address for it in await turn.desk.ways() if it.channel == "email" and it.confirmed),
        None,
    )
    if address is None or not turn.desk.can_mail:
        return ask_address(turn)
    before = await turn.desk.prefer(turn.profile, wanted_channel="email")
    first = turn.say.line("settings.mail", address=masked(address))
    return _receipt(turn, (first,), _back(before, {"wanted_channel": "email"}))


async def prefer(turn: Turn, argument: str) -> Reply:
    """Change what a button says: ``l=1`` or ``f=1200;t=420``, as `_back` writes it."""
    changes = _read(argument)
    return await _prefer(turn, changes) if changes else await notice_settings(turn)


async def all_weekly(turn: Turn, _: str = "") -> Reply:
    """«Bare ukebrev»: all that is followed goes into the weekly letter."""
    wanted = [it for it in await turn.desk.follows() if it.wanted]
    if not wanted:
        return nothing_followed(turn)
    before = await turn.desk.follow([replace(it, weekly=True) for it in wanted], turn.profile)
    turn.remember(undo=before)
    undo = turn.say.button("notices.button.undo", "undo")
    return _receipt(turn, (turn.say.line("settings.all_weekly"),), undo)


async def _by_channel(turn: Turn, channel: str) -> Reply:
    """Another chat can only be chosen where the person has written to us before."""
    wanted = turn.message.place.channel if channel == "chat" else channel
    ways = await turn.desk.ways()
    here = wanted == turn.message.place.channel and await turn.desk.channel() is not None
    if not here and not any(it.channel == wanted and it.confirmed for it in ways):
        say = turn.say
        mine = say.button("notices.button.mine", "notices")
        line = say.line("settings.no_channel", channel=channel.capitalize())
        return Reply(turn.language, (line,), buttons=(mine,))
    before = await turn.desk.prefer(turn.profile, wanted_channel=wanted)
    return _receipt(turn, (await way_line(turn),), _back(before, {"wanted_channel": wanted}))


def _changes(turn: Turn, wish: NoticeWish) -> dict[str, Any]:
    """Give the fields of `Preferences` that a message sets."""
    changes: dict[str, Any] = {}
    if wish.quiet_until and wish.quiet_until >= turn.today:
        calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
        # «til mandag», said on a Monday, is the next one.
        day = wish.quiet_until + timedelta(weeks=wish.quiet_until == turn.today)
        changes["quiet_until"] = calendar.at(day).astimezone(UTC)
    if wish.quiet_from_minute is not None:
        changes["quiet_from"] = wish.quiet_from_minute
    if wish.quiet_to_minute is not None and wish.quiet_to_minute <= _EVENING:
        changes["quiet_to"] = wish.quiet_to_minute
    if wish.working_days is not None:
        changes["working_days_only"] = wish.working_days
    if wish.a_day or wish.fewer:
        changes["daily_limit"] = wish.a_day or _FEWEST
    return changes


async def _prefer(turn: Turn, changes: dict[str, Any]) -> Reply:
    before = await turn.desk.prefer(turn.profile, **changes)
    after = replace(before, **changes)
    return _receipt(turn, _said(turn, after, changes), _back(before, changes))


def _said(turn: Turn, after: Preferences, changes: dict[str, Any]) -> tuple[Line, ...]:
    say = turn.say
    lines = []
    if "quiet_until" in changes:
        until = after.quiet_until
        calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
        lines.append(
            say.line("settings.quiet_until", day=say.day(calendar.day(until)))
            if until
            else say.line("settings.not_quiet")
        )
    if set(changes) - {"quiet_until"}:
        lines.append(hours_line(turn, after))
    return tuple(lines) or (hours_line(turn, after),)


def _receipt(turn: Turn, lines: tuple[Line, ...], undo: Button | str) -> Reply:
    say = turn.say
    back = say.button("notices.button.undo", "prefer", undo) if isinstance(undo, str) else undo
    return Reply(
        turn.language,
        (say.line("settings.done"), *lines),
        buttons=(say.button("notices.button.mine", "notices"), back),
    )


_FIELDS = {
    "c": "wanted_channel",
    "f": "quiet_from",
    "t": "quiet_to",
    "u": "quiet_until",
    "w": "working_days_only",
    "l": "daily_limit",
}
"""Fields of `Preferences` by the letters that buttons call them."""


def _back(before: Preferences, changes: dict[str, Any]) -> str:
    """Write what undoes a change: ``l=3;w=1``."""
    return ";".join(
        f"{letter}={_written(getattr(before, field))}"
        for letter, field in _FIELDS.items()
        if field in changes
    )


def _written(value: datetime | str | bool | int | None) -> str:
    if isinstance(value, datetime):
        return str(int(value.timestamp()))
    return "" if value is None else str(int(value) if isinstance(value, bool) else value)


def _read(argument: str) -> dict[str, Any]:
    """Read what `_back` wrote; what cannot be is left out."""
    changes: dict[str, Any] = {}
    for part in argument.split(";"):
        letter, _, text = part.partition("=")
        number = int(text) if text.isdecimal() and len(text) <= 11 else None
        if letter == "c":
            changes["wanted_channel"] = text[:32] or None
        elif letter == "u" and (number is not None or not text):
            changes["quiet_until"] = datetime.fromtimestamp(number, UTC) if number else None
        elif letter == "w" and number in (0, 1):
            changes["working_days_only"] = bool(number)
        elif letter in ("f", "t") and number is not None and number < 1440:
            changes[_FIELDS[letter]] = number
        elif letter == "l" and number is not None and 1 <= number <= 20:
            changes["daily_limit"] = number
    return changes
