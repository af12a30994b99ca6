"""Dates and times as people read them in each language.

Babel knows the names of days and months; the patterns are ours, because CLDR's short time
(13:00) is not what Norwegian and Swedish readers of letters expect (kl. 13.00).
"""

from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_time

from bot.message import Language

_DAY = {"nb": "d. MMMM", "nn": "d. MMMM", "sv": "d MMMM", "en": "d MMMM"}
_CLOCK = {"nb": "'kl.' HH.mm", "nn": "'kl.' HH.mm", "sv": "'kl.' HH.mm", "en": "'at' HH:mm"}


def day(
    value: date, language: Language, *, today: date, weekday: bool = True, year: bool | None = None
) -> str:
    """«onsdag 4. mars»; the year only where it is not this year, unless `year` decides."""
    pattern = _DAY[language]
    if weekday:
        pattern = f"EEEE {pattern}"
    if year if year is not None else value.year != today.year:
        pattern = f"{pattern} yyyy"
    return _written(value, pattern, language)


@lru_cache(maxsize=4096)
def _written(value: date, pattern: str, language: Language) -> str:
    """Answers name the same days again and again."""
    return format_date(value, pattern, locale=language)


def clock(value: time, language: Language) -> str:
    """«kl. 13.00», in English «at 13:00»."""
    return format_time(value, _CLOCK[language], locale=language)


def local(moment: str) -> tuple[date, time | None]:
    """Read a record's local date, with its wall time where the record has one."""
    if "T" in moment:
        value = datetime.fromisoformat(moment)
        return value.date(), value.time()
    return date.fromisoformat(moment), None


def moment(value: str, language: Language, *, today: date, weekday: bool = True) -> str:
    """«onsdag 4. mars kl. 13.00»; without the clock where the record has none."""
    on, at = local(value)
    said = day(on, language, today=today, weekday=weekday)
    return f"{said} {clock(at, language)}" if at else said


def partial(value: str, language: Language) -> str:
    """«august 2023» or «2015»: how old a fact is, never more exact than a month."""
    year, _, rest = value.partition("-")
    if not rest:
        return year
    on = date(int(year), int(rest[:2]), 1)
    return _written(on, "MMMM yyyy", language)


def exact(value: str, language: Language, *, today: date) -> str:
    """A partial date as exactly as it is known: «15. januar 2024», «oktober 2016», «2015»."""
    if len(value.partition("T")[0]) == len("2024-01-15"):
        return day(local(value)[0], language, today=today, weekday=False)
    return partial(value, language)


def span(first: date, last: date, language: Language, *, today: date) -> str:
    """«12.–14. januar», «12–14 januari», «30. januar–2. februar»; the year where needed."""
    dot = "." if language in ("nb", "nn") else ""
    end = day(last, language, today=today, weekday=False)
    if first == last:
        return day(first, language, today=today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{dot}–{end}"
    same_year = first.year == last.year
    start = day(first, language, today=today, weekday=False, year=False if same_year else None)
    return f"{start} – {end}"
