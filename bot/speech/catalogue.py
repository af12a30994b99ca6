"""The sentences of one language, read from `locales/`.

Catalogues are gettext PO files read by Babel, so that translators' tools work and no compiled
file has to be kept beside the text. A message id is a key (``route_idea.start``), never a
sentence: each language is written on its own.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po

from bot.message import Language, Line, Segment

LOCALES = Path(__file__).resolve().parents[2] / "locales"

_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
"""``[[not verified]]`` in a sentence: the words that carry the amber label."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Catalogue:
    """All sentences of one language; immutable."""

    def __init__(self, language: Language, messages: Mapping[str, str | tuple[str, ...]]) -> None:
        self.language = language
        self._messages = MappingProxyType(dict(messages))

    def __contains__(self, key: str) -> bool:
        return key in self._messages

    def __iter__(self) -> Iterator[str]:
        return iter(self._messages)

    def text(self, key: str, **values: object) -> str:
        """Give the sentence as plain text. Raises KeyError for an unknown key or placeholder."""
        return "".join(segment.text for segment in self._segments(self._raw(key, values), values))

    def line(self, key: str, *, label: str | None = None, **values: object) -> Line:
        """Give the sentence with its uncertain words marked; `label` is the key of a row label."""
        segments = tuple(self._segments(self._raw(key, values), values))
        return Line(segments, self.text(label) if label else None)

    def raw(self, key: str) -> tuple[str, ...]:
        """Give the sentence as written, all plural forms, for checks."""
        message = self._messages[key]
        return (message,) if isinstance(message, str) else message

    def _raw(self, key: str, values: Mapping[str, object]) -> str:
        message = self._messages[key]
        if isinstance(message, str):
            return message
        # The four languages share one plural rule: one, and everything else.
        return message[0 if values["count"] == 1 else 1]

    def _segments(self, raw: str, values: Mapping[str, object]) -> Iterator[Segment]:
        for parts, uncertain in _template(raw):
            yield from _filled(parts, values, uncertain=uncertain)


@cache
def _template(raw: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Take a sentence apart: what is certain or not, and in it words and placeholders in turns.

    Marks are found before values are put in, so that nobody's words can set a mark.
    """
    return tuple(
        (tuple(_PLACEHOLDER.split(part)), index % 2 == 1)
        for index, part in enumerate(_MARK.split(raw))
        if part
    )


def _filled(
    parts: tuple[str, ...], values: Mapping[str, object], *, uncertain: bool
) -> Iterator[Segment]:
    """Fill placeholders; a value that is a Line keeps its own marks."""
    plain = ""
    for index, part in enumerate(parts):
        value = values[part] if index % 2 else part
        if isinstance(value, Line):
            if plain:
                yield Segment(plain, uncertain)
            plain = ""
            yield from value.segments
        else:
            plain += str(value)
    if plain:
        yield Segment(plain, uncertain)


def read_messages(folder: Path) -> dict[str, str | tuple[str, ...]]:
    """Read all PO files of one language. Raises ValueError where two files hold one key."""
    messages: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, abort_invalid=True):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if not key:
                    continue
                if key in messages:
                    raise ValueError(f"{path}: {key} is written twice")
                text = message.string
                messages[key] = text if isinstance(text, str) else tuple(text or ())
    return messages


@cache
def catalogue(language: Language) -> Catalogue:
    """Give the catalogue of one language, read once per process."""
    return Catalogue(language, read_messages(LOCALES / language))
