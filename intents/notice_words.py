"""Words about notices, in all languages: which of them a text has, and where."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from intents.lists import read_list
from intents.meaning import Span
from intents.patterns import Found, Patterns
from intents.words import Words, read

_FOLDER = Path(__file__).parent / "data"
_NAME = "notices.yaml"
LONGEST = 600
"""A wish is said in so many characters; of longer texts the beginning is read."""


class NoticeWords:
    """What the lists find in one text, by label."""

    def __init__(self, text: str) -> None:
        self.words: Words = read(text[:LONGEST])
        self._found: dict[str, list[Found]] = {}
        for match in _patterns().find(self.words):
            self._found.setdefault(match.label, []).append(match)

    def __contains__(self, label: str) -> bool:
        return label in self._found

    def any(self, labels: Iterable[str]) -> bool:
        """Whether the text has words of one of these labels."""
        return any(label in self._found for label in labels)

    def at(self, label: str) -> list[Found]:
        """Give where the words of a label stand, in tokens."""
        return self._found.get(label, [])

    def begins(self, label: str, position: int) -> int | None:
        """Give where the phrase ends that begins with this token; None where none does."""
        ends = [match.end for match in self.at(label) if match.start == position]
        return max(ends, default=None)

    def spans(self, label: str) -> list[Span]:
        """Give where the words of a label stand, in characters."""
        tokens = self.words.tokens
        return [(tokens[it.start].span[0], tokens[it.end - 1].span[1]) for it in self.at(label)]


@cache
def _patterns() -> Patterns:
    return Patterns(_phrases())


def _phrases() -> Iterator[tuple[str, str, float]]:
    for path in sorted(_FOLDER.glob(f"*/{_NAME}")):
        for label, phrases in read_list(path)["phrases"].items():
            yield from ((label, phrase, 1.0) for phrase in phrases)
