"""Feasts and school holidays that people count time by: Christmas, New Year, Easter, summer."""

from datetime import date, timedelta

from intents.meaning import Language

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
FEASTS = {
    "christmas": (
        "jul",
        "jula",
        "julefri",
        "julhelgen",
        "julen",
        "christmas",
        "xmas",
        "juleferien",
        "jullovet",
    ),
    "new_year": (
        "nyttar",
        "nyar",
        "new year",
        "arsskiftet",
        "arsskifte",
        "nyarsskiftet",
        "newyear",
    ),
    "early_year": ("nyaret",),
    "easter": ("paske", "paska", "pasken", "pask", "easter", "paskeferien", "pasklovet"),
    "whitsun": ("pinse", "pinsa", "pingst", "whitsun"),
    "summer_break": ("sommerferien", "sumarferien", "sommarferien", "ferien", "semestern"),
    "autumn_break": ("hostferien", "haustferien", "hostlovet", "hostlov", "autumn break"),
    "winter_break": ("vinterferien", "vinterferie", "sportlovet", "sportlov", "winter break"),
    "midsummer": ("sankthans", "midsommar", "midsommer", "midsummer"),
}
_BY_WORD = {word: feast for feast, words in FEASTS.items() for word in words}


def feast_named(word: str) -> str | None:
    """Give the feast that a folded word names."""
    return _BY_WORD.get(word)


def feast_days(feast: str, today: date, language: Language) -> tuple[date, date]:
    """Give the days of the next feast that is not over: first, and the day after the last."""
    if feast == "weekend":
        saturday = today + (5 - min(today.weekday(), 5)) * _DAY
        return saturday, saturday + (7 - saturday.weekday()) * _DAY
    start, end = _in_year(feast, today.year, language)
    return (start, end) if end > today else _in_year(feast, today.year + 1, language)


def easter_sunday(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _in_year(feast: str, year: int, language: Language) -> tuple[date, date]:
    swedish = language == "sv"
    if feast in {"easter", "whitsun"}:
        sunday = easter_sunday(year) + (7 * _WEEK if feast == "whitsun" else 0 * _DAY)
        return (sunday - 7 * _DAY if feast == "easter" else sunday), sunday + 2 * _DAY
    if feast.endswith("_break") and feast != "summer_break":
        number = {"autumn_break": (41, 44), "winter_break": (8, 10)}[feast][swedish]
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + _WEEK
    first, last = {
        "christmas": ((12, 24), (12, 27)),
        "new_year": ((1, 1), (1, 2)),
        "early_year": ((1, 1), (3, 1)),
        "summer_break": ((6, 20), (8, 15)),
        "midsummer": ((6, 19), (6, 27)),
    }[feast]
    return date(year, *first), date(year + (last < first), *last)
