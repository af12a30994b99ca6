"""Until when a fact held, said with its year even where that is this year."""

from bot.message import Language
from bot.speech import dates
from knowledge.moments import first_day, has_day


def until(value: str, language: Language) -> str:
    """«1. januar 2026», or «2025» where a record knows only the year."""
    if not has_day(value):
        return dates.partial(value, language)
    day = first_day(value)
    return dates.day(day, language, today=day, weekday=False, year=True)
