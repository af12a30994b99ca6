"""Periods: the stretch of days that a message names, counted from today."""

from datetime import date, timedelta

from intents.calendar_words import calendar_words, read_phrase
from intents.date_phrases import DatePhrases
from intents.feasts import feast_named
from intents.meaning import Language, Period
from intents.stretch import Stretch
from intents.words import Words

_AFTER = timedelta(days=92)
"""How long a period is that begins after something and has no end: a quarter."""
_TOKENS = 300
_TO = frozenset({"til", "till", "ti"})
"""«til jul» ends at Christmas, «til våren» is in spring."""
_ARTICLES = frozenset({"the", "den", "de", "dei"})


def find_period(words: Words, today: date, language: Language) -> Period | None:
    """Give the first period that the text names, or None.

    «Before» and «by» count from today; «after» goes on for a quarter. Never raises; what lies
    outside the calendar is no period.
    """
    phrases = DatePhrases(words.text, words.tokens[:_TOKENS], today, language)
    for position in phrases.beginnings():
        try:
            found = _period(phrases, position)
        except (ValueError, OverflowError):  # the 30th of February, the year 10000
            continue
        if found and found.start < found.end:
            span = (words.tokens[position].span[0], words.tokens[found.stop - 1].span[1])
            return Period(found.start, found.end, words.text[span[0] : span[1]])
    return None


def _period(phrases: DatePhrases, position: int) -> Stretch | None:
    return _between(phrases, position) or _bounded(phrases, position) or _from_to(phrases, position)


def _between(phrases: DatePhrases, position: int) -> Stretch | None:
    """«mellom jul og påske», «fra januar til mars»."""
    opened = read_phrase(calendar_words().opening, phrases.folded, position)
    return _from_to(phrases, opened[1], needed=True) if opened else None


def _from_to(phrases: DatePhrases, position: int, *, needed: bool = False) -> Stretch | None:
    """One stretch, or two with «til», «og» or a dash between: «12.–14. januar», «uke 3 til 5»."""
    days = phrases.day_range(position)
    if days:
        return days
    first = phrases.stretch(position)
    if first is None:
        return None
    joined = read_phrase(calendar_words().until, phrases.folded, first.stop)
    second = phrases.stretch(joined[1]) if joined else None
    dashed = phrases.dash_after(first.stop - 1)
    if second is None and dashed:
        second = phrases.stretch(first.stop)
    if second and second.end > first.start and (needed or dashed or joined):
        return Stretch(first.start, second.end, second.stop)
    return None if needed else first


def _bounded(phrases: DatePhrases, position: int) -> Stretch | None:
    """«før jul», «innen nyttår», «etter påske»."""
    calendar, today = calendar_words(), phrases.today
    if phrases.folded[position] in _TO and not feast_named(phrases.next_word(position)):
        return None
    for bounds in ("before", "by", "after"):
        bound = read_phrase(getattr(calendar, bounds), phrases.folded, position)
        stretch = _bound(phrases, bound[1]) if bound else None
        if stretch is None:
            continue
        if bounds == "after":
            return Stretch(stretch.end, stretch.end + _AFTER, stretch.stop)
        end = stretch.start if bounds == "before" or stretch.point else stretch.end
        return Stretch(today, end, stretch.stop) if end > today else stretch
    return None


def _bound(phrases: DatePhrases, position: int) -> Stretch | None:
    """Give the stretch here, with or without an article: «before the summer»."""
    skip = position < len(phrases.folded) and phrases.folded[position] in _ARTICLES
    return phrases.stretch(position + skip)
