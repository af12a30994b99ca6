"""Are the texts there in every language, and fit to be put into a sentence?"""

import re
from collections.abc import Iterator
from typing import Final

from knowledge.checks.entry import Entry, Path, walk
from knowledge.faults import Fault
from knowledge.records.base import LANGUAGES, Website

_ANY_LANGUAGE: Final = frozenset(
    {
        ("organisation", "names"),
        ("event", "title"),
        ("event", "about"),
        ("event", "audience"),
        ("event", "date_text"),
        ("series", "title"),
        ("series", "audience"),
    }
)
"""Texts that may stay in the language of their source; all others must have all four."""

_KEEPERS_ONLY: Final = "note"
_STRAY: Final = re.compile(r"  |[^\S \u00a0\u202f]|[\x00-\x1f]")
"""Two spaces, or white space other than the plain and the hard space."""

_PITCH_SIGNS: Final = 110


def text_faults(entry: Entry) -> Iterator[Fault]:
    """Find texts of one record that are missing, empty, or would spoil a sentence."""
    for path, value in walk(entry.record):
        if isinstance(value, Website):
            yield from _address_faults(entry, (*path, "address"), value.address)
        elif isinstance(value, dict) and path[-1] != "traits":
            yield from _language_faults(entry, path, value)
            for language, text in value.items():
                yield from _sentence_faults(entry, (*path, language), text)
        elif isinstance(value, str) and path[-1] != _KEEPERS_ONLY:
            yield from _sentence_faults(entry, path, value)


def _language_faults(entry: Entry, path: Path, texts: dict[str, str]) -> Iterator[Fault]:
    missing = [language for language in LANGUAGES if language not in texts]
    may_lack = (entry.kind, path[0]) in _ANY_LANGUAGE
    if missing and not (may_lack and texts):
        yield entry.fault("missing_language", path, languages=", ".join(missing))


def _sentence_faults(entry: Entry, path: Path, text: str) -> Iterator[Fault]:
    if not text.strip():
        yield entry.fault("empty_text", path)
    elif text != text.strip() or _STRAY.search(text):
        yield entry.fault("stray_space", path)
    if any(sign in text for sign in ("{", "}", "[[", "]]")):
        yield entry.fault("placeholder", path)
    if path[0] == "pitch" and len(text) > _PITCH_SIGNS:
        yield entry.fault("too_long", path, limit=str(_PITCH_SIGNS), signs=str(len(text)))


def _address_faults(entry: Entry, path: Path, address: str) -> Iterator[Fault]:
    host = address.partition("/")[0]
    if "." not in host or ":" in host or " " in address:
        yield entry.fault("odd_website", path, given=address)
