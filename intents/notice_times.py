"""Times in wishes about notices: how long before, at which hours, how many a day."""

from collections.abc import Iterator
from typing import Final, Literal

from intents.calendar_words import calendar_words, read_phrase
from intents.notice_words import NoticeWords

LeadName = Literal[
    "OPENING",
    "SAME_DAY",
    "ONE_DAY",
    "THREE_DAYS",
    "ONE_WEEK",
    "TWO_WEEKS",
    "FOUR_WEEKS",
    "SIX_WEEKS",
    "TEN_WEEKS",
    "HALF_A_YEAR",
    "ANNOUNCED",
]
"""When somebody wants to be told, by the names that notices have for it."""

_DAYS: Final[dict[LeadName, int]] = {
    "SAME_DAY": 0,
    "ONE_DAY": 1,
    "THREE_DAYS": 3,
    "ONE_WEEK": 7,
    "TWO_WEEKS": 14,
    "FOUR_WEEKS": 28,
    "SIX_WEEKS": 42,
    "TEN_WEEKS": 70,
    "HALF_A_YEAR": 182,
}
_UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}
_MOST_A_DAY: Final = 20
_AND: Final = frozenset({"og", "och", "and", "eller", "or", "samt"})
_NAMED: Final[tuple[tuple[str, LeadName], ...]] = (
    ("opening", "OPENING"),
    ("announced", "ANNOUNCED"),
    ("same_day", "SAME_DAY"),
    ("one_day", "ONE_DAY"),
)


def leads_in(found: NoticeWords) -> frozenset[LeadName]:
    """Give all lead times that the text names; one that is not on offer gives the nearest."""
    named = {lead for label, lead in _NAMED if label in found}
    return frozenset(named | set(_counted(found)))


def nearest_lead(days: int) -> LeadName:
    """Give the lead time nearest to so many days, of two the longer."""
    return min(_DAYS, key=lambda name: (abs(_DAYS[name] - days), -_DAYS[name]))


def _counted(found: NoticeWords) -> Iterator[LeadName]:
    """«to uker før», «seks veker og tre dagar før»: counts wait for the «before» that follows."""
    folded = [token.folded for token in found.words.tokens]
    waiting: list[int] = []
    position = 0
    while position < len(folded):
        counted = _count(folded, position)
        if counted:
            days, position = counted
            waiting.append(days)
            continue
        if found.begins("before", position) is not None:
            yield from map(nearest_lead, waiting)
        if folded[position] not in _AND:
            waiting = []
        position += 1


def _count(folded: list[str], position: int) -> tuple[int, int] | None:
    number = _number(folded, position)
    unit = read_phrase(calendar_words().units, folded, number[1]) if number else None
    return (number[0] * _UNIT_DAYS[unit[0]], unit[1]) if number and unit else None


def _number(folded: list[str], position: int) -> tuple[int, int] | None:
    if position < len(folded) and folded[position].isdecimal() and len(folded[position]) <= 3:
        return int(folded[position]), position + 1
    return read_phrase(calendar_words().numbers, folded, position)


def clock_after(found: NoticeWords, label: str) -> int | None:
    """Give the minute of the day in «ikke etter kl. 20.30»; None where there is none.

    `label` is ``after`` or ``until``. Without «not» or a word for quiet before it, no hour is one
    to be quiet at.
    """
    folded = [token.folded for token in found.words.tokens]
    for match in found.at(label):
        refused = any(it.start < match.start for it in (*found.at("not"), *found.at("quiet")))
        at = found.begins("hours", match.end) or match.end
        minute = _minute(folded, at)
        if refused and minute is not None and not _is_counted(folded, at):
            return minute
    return None


def _minute(folded: list[str], position: int) -> int | None:
    """«20», «20.30», «8»."""
    word = folded[position] if position < len(folded) else ""
    if not (word.isdecimal() and len(word) <= 2 and int(word) <= 24):
        return None
    after = folded[position + 1] if position + 1 < len(folded) else ""
    minutes = int(after) if after.isdecimal() and len(after) == 2 and int(after) < 60 else 0
    return (int(word) * 60 + minutes) % 1440


def _is_counted(folded: list[str], position: int) -> bool:
    """Whether the number counts something or begins a date: «etter 10 dager», «etter 1. mai»."""
    calendar = calendar_words()
    following = position + 1
    return any(
        read_phrase(phrases, folded, following) for phrases in (calendar.units, calendar.months)
    )


def daily_limit(found: NoticeWords) -> int | None:
    """Give the number in «maks én om dagen»."""
    folded = [token.folded for token in found.words.tokens]
    if "a_day" not in found:
        return None
    for match in found.at("most"):
        number = _number(folded, match.end)
        if number and 1 <= number[0] <= _MOST_A_DAY:
            return number[0]
    return None
