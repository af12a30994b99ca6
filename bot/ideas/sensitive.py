"""Texts that look like one client's case: found before anything of them is kept."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

from bot.speech.sentences import sentences
from intents.meaning import Span
from intents.person_words import Found, person_words

Sign = Literal["number", "name", "health"]

_MASK: Final = "▢▢▢"
_ELEVEN: Final = re.compile(r"(?<!\d)\d{6}[ \u00a0-]?\d{5}(?!\d)")
_TEN: Final = re.compile(r"(?<!\d)(?:19|20)?\d{6}[ \u00a0+-]?\d{4}(?!\d)")
_PERSONNUMMER: Final = re.compile(r"(?<!\d)(?:\d{6}[+-]|(?:19|20)\d{6}[ \u00a0+-]?)\d{4}(?!\d)")
"""What nothing but a Swedish number looks like: ten digits with their sign, or twelve."""
_NEAR: Final = 200
"""So many characters apart a name and a word about health are beside one another."""
_AFTER_SELF: Final = 25
"""One's own name stands so close behind «jeg heter» or a greeting."""
_COORDINATION: Final = 60
"""Added to the day of birth in a Swedish coordination number."""
_D_NUMBER: Final = 40
"""Added to it in the number of who has no residence in Norway."""
_MONTHS, _DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class Sensitive:
    """What gives a text away."""

    text: str
    spans: tuple[Span, ...]
    signs: tuple[Sign, ...]
    """Which sorts of signs, in the order that they are told."""
    child: bool
    """Whether a child seems to be meant."""

    @property
    def masked(self) -> str:
        """The text with boxes in place of what gives it away."""
        shown, at = "", 0
        for start, end in self.spans:
            shown += self.text[at:start] + _MASK
            at = end
        return shown + self.text[at:]

    @property
    def rest(self) -> tuple[str, ...]:
        """The sentences that tell of nobody."""
        return tuple(it for it in sentences(self.masked) if _MASK not in it)


def find_sensitive(text: str) -> Sensitive | None:
    """Look for a national identity number, or a name beside words about health; None for neither.

    Norwegian and Swedish numbers count with a right check digit, also those of people without
    residence (D-number, samordningsnummer); with a wrong one, or only made to look like one, they
    count beside a name or a word about health. What is looked at is kept nowhere.
    """
    words = person_words(text)
    names = [it.span for it in words if it.kind == "name" and not _is_no_client(it, words)]
    health = [it.span for it in words if it.kind == "health"]
    numbers = list(_numbers(text)) or [it for it in _alike(text) if _beside([it], names + health)]
    if not numbers and not _beside(names, health):
        return None
    by_sign: dict[Sign, list[Span]] = {"number": numbers, "name": names, "health": health}
    return Sensitive(
        text,
        tuple(_apart(sorted(span for spans in by_sign.values() for span in spans))),
        tuple(sign for sign, spans in by_sign.items() if spans),
        any(it.kind == "child" for it in words),
    )


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Leave out what lies within the one before."""
    last = -1
    for start, end in spans:
        if start >= last:
            yield start, end
            last = end


def _is_no_client(name: Found, words: tuple[Found, ...]) -> bool:
    """«Jeg heter Kari Nordmann» and «Astrid Lindgrens skola» tell of no client."""
    return any(
        (it.kind == "self" and 0 <= name.span[0] - it.span[1] <= _AFTER_SELF)
        or (it.kind == "house" and it.span[0] - name.span[1] == 1)
        for it in words
    )


def _beside(names: list[Span], health: list[Span]) -> bool:
    return any(abs(name[0] - word[0]) <= _NEAR for name in names for word in health)


def _numbers(text: str) -> Iterator[Span]:
    yield from _matching(text, _ELEVEN, _is_norwegian)
    yield from _matching(text, _TEN, _is_swedish)


def _alike(text: str) -> Iterator[Span]:
    """Numbers that begin with a date, written as people write theirs."""
    yield from _matching(text, _ELEVEN, lambda digits: _is_date(digits[2:4], digits[:2], _D_NUMBER))
    yield from _matching(text, _PERSONNUMMER, _is_born)


def _matching(text: str, shape: re.Pattern[str], holds: Callable[[str], bool]) -> Iterator[Span]:
    for match in shape.finditer(text):
        if holds("".join(filter(str.isdigit, match.group()))):
            yield match.span()


def _is_norwegian(digits: str) -> bool:
    first, second = digits[-2], digits[-1]
    if first != fodselsnummer.calc_check_digit1(digits):
        return False
    if second != fodselsnummer.calc_check_digit2(digits):
        return False
    try:
        return bool(fodselsnummer.get_birth_date(digits))
    except ValidationError:
        return False


def _is_swedish(digits: str) -> bool:
    return _is_born(digits) and luhn.is_valid(digits[-10:])


def _is_born(digits: str) -> bool:
    return _is_date(digits[-8:-6], digits[-6:-4], _COORDINATION)


def _is_date(month: str, day: str, without_residence: int) -> bool:
    number = int(day) - (without_residence if int(day) > without_residence else 0)
    return 1 <= int(month) <= _MONTHS and 1 <= number <= _DAYS
