"""Calendar words: which numbers, days, months and seasons the words of all languages stand for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from intents.lists import read_list
from intents.words import fold

FILE = Path(__file__).parent / "data" / "calendar.yaml"

REST = 9
"""Stands for «the rest of» among the relations; the others are steps from now."""

SEASONS = {"spring": (2, 7), "summer": (6, 9), "autumn": (8, 12), "winter": (12, 15)}
"""First month and the month after the last, as people plan: courses «i høst» begin in August."""
DOUBTFUL_MONTHS = frozenset({"may", "mar", "march", "des", "dec", "jan"})
DOUBTFUL_SEASONS = frozenset({"var", "fall", "spring", "vt", "ht"})
INTO = frozenset({"i", "in", "this", "next", "til", "till", "under", "during", "the", "to", "by"})
BEFORE_YEAR = frozenset({"i", "in", "=for", "under", "ar", "aret", "of", "during", "til", "till"})
AFTER_SEASON = frozenset(
    {"som", "og", "och", "a", "att", "med", "for", "til", "pa", "er", "om", "eller", "i", "nar"}
    | {"blir", "kan", "har", "skal", "da", "vi", "med", "hvor", "var", "der", "hos", "takk"}
)
PARTS = {
    **dict.fromkeys(("medio", "midten", "mitten", "mid", "middle"), (10, 21)),
    **dict.fromkeys(("begynnelsen", "borjan", "starten", "early", "primo", "byrjinga"), (1, 11)),
    **dict.fromkeys(("slutten", "slutet", "late", "ultimo", "utgangen", "end"), (20, 32)),
}
"""Parts of a month: first day, and the day after the last."""


@dataclass(frozen=True)
class Phrases:
    """Folded words, one after the other, and what they stand for."""

    meanings: Mapping[tuple[str, ...], Any]
    first_words: frozenset[str]


@dataclass(frozen=True)
class CalendarWords:
    """All lists of the calendar file, by folded words."""

    months: Phrases
    weekdays: Phrases
    units: Phrases
    several: Phrases
    numbers: Phrases
    ordinals: Phrases
    relations: Phrases
    days: Phrases
    years: Phrases
    seasons: Phrases
    before: Phrases
    by: Phrases
    after: Phrases
    opening: Phrases
    """«mellom», «fra»: a beginning and an end follow."""
    until: Phrases
    within: Phrases

    @cached_property
    def first_words(self) -> frozenset[str]:
        """All words that a phrase of any list begins with."""
        return frozenset(key[0] for key in self._keys())

    @cached_property
    def all_words(self) -> frozenset[str]:
        """All words of all lists."""
        return frozenset(word for key in self._keys() for word in key)

    @cached_property
    def single_words(self) -> frozenset[str]:
        """The words that name a time by themselves; a number or a unit needs another word."""
        lists = (self.months, self.weekdays, self.days, self.years, self.seasons)
        keys = (key for phrases in lists for key in phrases.meanings)
        return frozenset(key[0] for key in keys if len(key) == 1)

    def _keys(self) -> Iterator[tuple[str, ...]]:
        for field in fields(self):
            yield from getattr(self, field.name).meanings


@cache
def calendar_words() -> CalendarWords:
    """Read the calendar file, once."""
    content = read_list(FILE)
    return CalendarWords(
        months=_phrases(content["months"]),
        weekdays=_phrases(content["weekdays"]),
        units=_phrases(content["units"]),
        several=_phrases(content["several"]),
        numbers=_phrases(content["numbers"]),
        ordinals=_phrases(content["ordinals"]),
        relations=_phrases(
            {0: content["this"], 1: content["next"], -1: content["last"], 9: content["rest"]}
        ),
        days=_phrases(content["days_from_now"]),
        years=_phrases(content["years_from_now"]),
        seasons=_phrases(content["seasons"]),
        before=_phrases({True: content["before"]}),
        after=_phrases({True: content["after"]}),
        by=_phrases({True: content["by"]}),
        opening=_phrases({True: content["opening"]}),
        until=_phrases({True: content["until"]}),
        within=_phrases({True: content["in"]}),
    )


def read_phrase(phrases: Phrases, words: Sequence[str], start: int) -> tuple[Any, int] | None:
    """Give what the longest phrase at `start` stands for, and where it ends."""
    if start >= len(words) or words[start] not in phrases.first_words:
        return None
    for length in (3, 2, 1):
        key = tuple(words[start : start + length])
        if len(key) == length and key in phrases.meanings:
            return phrases.meanings[key], start + length
    return None


def _phrases(entries: Mapping[Any, Sequence[str]]) -> Phrases:
    meanings = {
        tuple(fold(word) for word in phrase.split()): meaning
        for meaning, phrases in entries.items()
        for phrase in phrases
    }
    return Phrases(meanings, frozenset(key[0] for key in meanings))
