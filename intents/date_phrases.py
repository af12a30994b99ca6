"""Date phrases: single days, weeks, months and seasons as people name them."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from intents.calendar_words import (
    AFTER_SEASON,
    BEFORE_YEAR,
    DOUBTFUL_MONTHS,
    DOUBTFUL_SEASONS,
    INTO,
    PARTS,
    REST,
    SEASONS,
    calendar_words,
    read_phrase,
)
from intents.feasts import FEASTS, feast_days, feast_named
from intents.meaning import Language
from intents.number_reader import NumberReader
from intents.stretch import DAY, UNIT_MONTHS, WEEK, Stretch, months, one_day, shifted
from intents.words import Token

_MOST = 60
_SEVERAL = 3
"""How many «the next weeks» are."""
_GLUED_WEEK = re.compile(r"(?:uke|uka|veke|vecka|week|v|u)(\d{1,2})")
_GLUED_QUARTER = re.compile(r"(q|h)([1-4])")
_GLUED = re.compile(r"[a-z]{1,5}\d{1,2}")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e|de)?")
_YEAR = re.compile(r"20\d\d")
_BETWEEN = frozenset({"the", "den", "det", "de", "dei", "av", "of", "i", "pa"})
"""Small words that may stand between the first word of a phrase and the rest."""
_DASH = re.compile(r"[.\s]*[-–—][.\s]*")


class DatePhrases(NumberReader):
    """The date phrases of one text, by the position of their first word."""

    def __init__(self, text: str, tokens: Sequence[Token], today: date, language: Language) -> None:
        """Take the words of a text, and the day from which «next» counts."""
        super().__init__(text, tokens)
        self.today = today
        self._language = language

    def beginnings(self) -> list[int]:
        """Give the positions at which a phrase of time may begin at all; quick to find none."""
        return [
            position
            for position, word in enumerate(self.folded)
            if _may_begin(word)
            and (_may_stand_alone(word) or _may_follow(self.next_word(position)))
        ]

    def stretch(self, position: int) -> Stretch | None:
        """Give the days that the phrase beginning at `position` names, or None."""
        found = (read(self, position) for read in self._readers)
        return next((stretch for stretch in found if stretch), None)

    def day_range(self, position: int) -> Stretch | None:
        """«12.–14. januar», «12 til 14 mars»: two days of one month."""
        first = self._day(position)
        joined = read_phrase(calendar_words().until, self.folded, position + 1)
        dashed = self.dash_after(position)
        if first is None or not (joined or dashed):
            return None
        last = self._date(joined[1] if joined and not dashed else position + 1)
        if last is None or last.start.day <= first:
            return None
        return Stretch(last.start.replace(day=first), last.end, last.stop)

    def _iso_date(self, position: int) -> Stretch | None:
        year, month, day = (self._word(position + i) for i in range(3))
        if not (_YEAR.fullmatch(year) and month.isdecimal() and day.isdecimal()):
            return None
        if self._gap(position) != "-" or self._gap(position + 1) != "-":
            return None
        return one_day(date(int(year), int(month), int(day)), position + 3)

    def _date(self, position: int) -> Stretch | None:
        """«12. mars 2027», «March 12», «12/3», «12.3.»."""
        day, month_at = self._day(position), position + 1
        month = read_phrase(calendar_words().months, self.folded, month_at)
        stop = month[1] if month else 0
        if day is None:
            month = read_phrase(calendar_words().months, self.folded, position)
            day, stop = self._day(position + 1), position + 2
        elif month is None and self._figures(position):
            month, stop = (int(self._word(month_at)), month_at), position + 2
        if day is None or month is None:
            return None
        year, end = self._year_after(stop)
        if year:
            return one_day(date(year, month[0], day), end)
        found = date(self.today.year, month[0], day)
        return one_day(found if found >= self.today else found.replace(year=found.year + 1), stop)

    def _figures(self, position: int) -> bool:
        """Whether the two numbers here are a day and a month: «12/3», «12.3.», not «1.5»."""
        month = self._word(position + 1)
        if not (month.isdecimal() and 1 <= int(month[:3]) <= 12):
            return False
        gap, after = self._gap(position), self._text[self._tokens[position + 1].span[1] :][:1]
        return gap == "/" or (gap == "." and after == ".")

    def _counted(self, position: int) -> Stretch | None:
        """«(de) neste tre ukene», «om to måneder», «inom 14 dagar»."""
        calendar = calendar_words()
        relation = read_phrase(calendar.relations, self.folded, position)
        within = read_phrase(calendar.within, self.folded, position)
        opened = relation or within
        number = self._number(opened[1]) if opened else None
        unit = read_phrase(calendar.units, self.folded, number[1]) if number else None
        if opened is None or number is None or unit is None:
            return None
        reach = shifted(self.today, unit[0], number[0])
        if relation and relation[0] < 0:
            return Stretch(shifted(self.today, unit[0], -number[0]), self.today, unit[1])
        if relation or self._word(position) not in {"om", "in"}:
            return Stretch(self.today, reach, unit[1])
        return Stretch(reach, shifted(reach, unit[0], 1), unit[1])

    def _named_day(self, position: int) -> Stretch | None:
        day = read_phrase(calendar_words().days, self.folded, position)
        if day:
            return one_day(self.today + day[0] * DAY, day[1])
        year = read_phrase(calendar_words().years, self.folded, position)
        return months(self.today.year + year[0], 1, 12, year[1]) if year else None

    def _relative(self, position: int) -> Stretch | None:
        """«neste uke», «denne måneden», «next Wednesday», «neste høst»."""
        relation = read_phrase(calendar_words().relations, self.folded, position)
        if relation is None:
            return None
        steps, at = relation
        if steps == REST:
            return self._rest(at)
        several = read_phrase(calendar_words().several, self.folded, at)
        if several and steps > 0:
            return Stretch(self.today, shifted(self.today, several[0], _SEVERAL), several[1])
        unit = read_phrase(calendar_words().units, self.folded, at)
        if unit and (unit[0] != "day" or steps >= 0):
            return self._unit(unit[0], steps, unit[1])
        weekday = read_phrase(calendar_words().weekdays, self.folded, at)
        if weekday:
            monday = self.today - self.today.weekday() * DAY + steps * WEEK
            return one_day(monday + weekday[0] * DAY, weekday[1])
        return self._season(at) or self._feast(at) or self._month(at)

    def _rest(self, position: int) -> Stretch | None:
        """«resten av året», «ut uka»: from today on."""
        unit = read_phrase(calendar_words().units, self.folded, position)
        if unit is None:
            return None
        return Stretch(self.today, self._unit(unit[0], 0, unit[1]).end, unit[1])

    def _unit(self, unit: str, steps: int, stop: int) -> Stretch:
        if unit == "day":
            return one_day(self.today + steps * DAY, stop)
        if unit == "week":
            monday = self.today - self.today.weekday() * DAY + steps * WEEK
            return Stretch(monday, monday + WEEK, stop)
        count = UNIT_MONTHS[unit]
        first = (self.today.month - 1) // count * count + 1 + steps * count
        return months(self.today.year, first, count, stop)

    def _week(self, position: int) -> Stretch | None:
        """«uke 3», «v3», «week 10 2027»."""
        glued = _GLUED_WEEK.fullmatch(self._word(position))
        unit = read_phrase(calendar_words().units, self.folded, position)
        number, stop = (int(glued[1]), position + 1) if glued else (0, position + 2)
        if self._word(position) in {"v", "u"} or (unit and unit[0] == "week"):
            number = self._day(position + 1) or self._week_number(position + 1)
        if not 1 <= number <= 53:
            return None
        year, stop = self._year_after(stop)
        monday = date.fromisocalendar(year or self.today.isocalendar().year, number, 1)
        if year is None and monday + WEEK <= self.today:
            monday = date.fromisocalendar(monday.isocalendar().year + 1, number, 1)
        last = self._last_week(stop, number)
        if last:
            stop += 1 + self._joined(stop)
        return Stretch(monday, monday + (max(last, number) - number + 1) * WEEK, stop)

    def _last_week(self, stop: int, first: int) -> int:
        """Give the second number of «uke 3-5» or «veke 3 og 4», else 0."""
        number = self._week_number(stop + self._joined(stop))
        dashed = self.dash_after(stop - 1) or self._joined(stop)
        return number if dashed and first < number <= 53 else 0

    def _joined(self, position: int) -> bool:
        return read_phrase(calendar_words().until, self.folded, position) is not None

    def _part_of_year(self, position: int) -> Stretch | None:
        """«første kvartal», «Q1», «kvartal 2», «andra halvåret», «first half of 2027»."""
        glued = _GLUED_QUARTER.fullmatch(self._word(position))
        number = self._ordinal(position)
        unit = read_phrase(calendar_words().units, self.folded, number[1] if number else position)
        if glued:
            part, length, stop = int(glued[2]), 3 if glued[1] == "q" else 6, position + 1
        elif unit and unit[0] in {"quarter", "half"}:
            after = self._ordinal(unit[1]) if number is None else (number[0], unit[1])
            if after is None:
                return None
            (part, stop), length = after, UNIT_MONTHS[unit[0]]
        else:
            return None
        if not 1 <= part <= 12 // length:
            return None
        return self._months_of_year((part - 1) * length + 1, length, stop)

    def _weekday(self, position: int) -> Stretch | None:
        weekday = read_phrase(calendar_words().weekdays, self.folded, position)
        if weekday is None:
            return None
        days = (weekday[0] - self.today.weekday()) % 7
        return one_day(self.today + days * DAY, weekday[1])

    def _season(self, position: int) -> Stretch | None:
        season = read_phrase(calendar_words().seasons, self.folded, position)
        if season is None or not self._meant_as_season(position):
            return None
        first, end = SEASONS[season[0]]
        found = self._months_of_year(first, end - first, season[1])
        before = months(self.today.year - 1, first, end - first, season[1])
        chosen = before if before.end > self.today and found.stop == season[1] else found
        return Stretch(chosen.start, chosen.end, chosen.stop, point=True)

    def _meant_as_season(self, position: int) -> bool:
        """Whether «vår», «fall» and the like mean the season: «i vår», not «i vår kommune»."""
        if self._word(position) not in DOUBTFUL_SEASONS:
            return True
        if self._word(position - 1) not in INTO:
            return bool(self._year_after(position + 1)[0])
        after = self._word(position + 1)
        return self._word(position) != "var" or (
            not after or after in AFTER_SEASON or self._gap(position) != " "
        )

    def _feast(self, position: int) -> Stretch | None:
        for length in (2, 1):
            feast = feast_named(" ".join(self.folded[position : position + length]))
            if feast:
                start, end = feast_days(feast, self.today, self._language)
                return Stretch(start, end, min(position + length, len(self.folded)), point=True)
        return None

    def _part_of_month(self, position: int) -> Stretch | None:
        """«midten av mars», «medio mars», «late May»."""
        part = PARTS.get(self._word(position))
        skip = self._word(position + 1) in {"av", "of", "i", "pa"}
        month = self._month(position + 1 + skip) if part else None
        if part is None or month is None:
            return None
        last = min(part[1], (month.end - month.start).days + 1)
        return Stretch(month.start.replace(day=part[0]), month.start + (last - 1) * DAY, month.stop)

    def _month(self, position: int) -> Stretch | None:
        month = read_phrase(calendar_words().months, self.folded, position)
        if month is None:
            return None
        doubtful = self._word(position) in DOUBTFUL_MONTHS
        if doubtful and self._word(position - 1) not in INTO:
            return None
        return self._months_of_year(month[0], 1, month[1])

    def _year(self, position: int) -> Stretch | None:
        if _YEAR.fullmatch(self._word(position)) and self._word(position - 1) in BEFORE_YEAR:
            return months(int(self._word(position)), 1, 12, position + 1)
        return None

    def _day_alone(self, position: int) -> Stretch | None:
        """«den 29.», «the 29th», «den 12:e»: the next day with that number."""
        day = self._day(position)
        if day is None or self._word(position - 1) not in {"den", "the"}:
            return None
        after = self._text[self._tokens[position].span[1] :][:1]
        if self._word(position).isdecimal() and after not in {".", ":"}:
            return None
        year, month = self.today.year, self.today.month + (day < self.today.day)
        return one_day(date(year + (month - 1) // 12, (month - 1) % 12 + 1, day), position + 1)

    def _months_of_year(self, first: int, count: int, stop: int) -> Stretch:
        """Give months of the year named next, or of the first year in which they are not over."""
        year, end = self._year_after(stop)
        found = months(year or self.today.year, first, count, end if year else stop)
        if year is None and found.end <= self.today:
            return months(self.today.year + 1, first, count, stop)
        return found

    _readers = (
        _iso_date,
        _date,
        _counted,
        _named_day,
        _relative,
        _week,
        _part_of_year,
        _weekday,
        _season,
        _feast,
        _part_of_month,
        _month,
        _year,
        _day_alone,
    )


@lru_cache(maxsize=16_384)
def _may_begin(word: str) -> bool:
    return _is_figure(word) or word in {"v", "u"} or word in _first_words()


@lru_cache(maxsize=16_384)
def _may_stand_alone(word: str) -> bool:
    """Whether it may be a phrase by itself: «mandag», «jul»; «i» and «før» need more."""
    return _is_figure(word) or word in calendar_words().single_words or bool(feast_named(word))


@lru_cache(maxsize=16_384)
def _may_follow(word: str) -> bool:
    return bool(word) and (
        _is_figure(word)
        or word in calendar_words().all_words
        or word in _first_words()
        or word in _BETWEEN
    )


def _is_figure(word: str) -> bool:
    return word[0].isdecimal() or (word[-1].isdecimal() and _GLUED.fullmatch(word) is not None)


@cache
def _first_words() -> frozenset[str]:
    feasts = (name.split()[0] for names in FEASTS.values() for name in names)
    return calendar_words().first_words | frozenset(feasts) | frozenset(PARTS)
