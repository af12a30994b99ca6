"""Numbers and years among the words of a text, and what stands between the words."""

import re
from collections.abc import Sequence

from intents.calendar_words import BEFORE_YEAR, calendar_words, read_phrase
from intents.words import Token

_MOST = 60
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e|de)?")
_YEAR = re.compile(r"20\d\d")
_DASH = re.compile(r"[.\s]*[-–—][.\s]*")


class NumberReader:
    """The words of one text by position; positions outside it are empty words."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.folded = [
            # Folding makes «for» and «før» one.
            "=for" if token.folded == "for" and token.surface.lower() == "for" else token.folded
            for token in tokens
        ]
        self._text = text
        self._tokens = tokens

    def next_word(self, position: int) -> str:
        """Give the folded word after this one, "" at the end."""
        return self._word(position + 1)

    def dash_after(self, position: int) -> bool:
        """Whether only a dash stands between this word and the next."""
        return _DASH.fullmatch(self._gap(position)) is not None

    def _word(self, position: int) -> str:
        return self.folded[position] if 0 <= position < len(self.folded) else ""

    def _gap(self, position: int) -> str:
        if not 0 <= position < len(self._tokens) - 1:
            return ""
        return self._text[self._tokens[position].span[1] : self._tokens[position + 1].span[0]]

    def _day(self, position: int) -> int | None:
        match = _ORDINAL.fullmatch(self._word(position))
        return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None

    def _number(self, position: int) -> tuple[int, int] | None:
        word = self._word(position)
        if word.isdecimal() and len(word) <= 2 and int(word) <= _MOST:
            return int(word), position + 1
        return read_phrase(calendar_words().numbers, self.folded, position)

    def _ordinal(self, position: int) -> tuple[int, int] | None:
        return read_phrase(calendar_words().ordinals, self.folded, position) or (
            self._number(position)
        )

    def _year_after(self, position: int) -> tuple[int | None, int]:
        """Give the year that stands here, with or without «i», and where it ends."""
        skip = position + (self._word(position) in BEFORE_YEAR)
        for at in (position, skip):
            if _YEAR.fullmatch(self._word(at)):
                return int(self._word(at)), at + 1
        return None, position

    def _week_number(self, position: int) -> int:
        word = self._word(position)
        return int(word) if word.isdecimal() and len(word) <= 2 else 0
