"""Words that may tell of one person: given names, health, children. Pure: nothing is kept."""

from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast

from intents.lists import read_list
from intents.meaning import Span
from intents.patterns import Patterns
from intents.words import read

PersonWord = Literal["name", "health", "child", "client", "self", "house"]
"""``client``: words that somebody else's name follows. ``self``: that one's own does.
``house``: what is called after somebody."""

_FOLDER: Final = Path(__file__).with_name("data")


class Found(NamedTuple):
    """A word that may tell of a person, and where it stands."""

    kind: PersonWord
    span: Span


def person_words(text: str) -> tuple[Found, ...]:
    """Find them, in the order of the text; a name takes its surname with it."""
    words = read(text)
    spans = [token.span for token in words.tokens]
    listed = [
        Found(cast("PersonWord", it.label), (spans[it.start][0], spans[it.end - 1][1]))
        for it in _patterns().find(words)
    ]
    after = {it.span[1] + 1 for it in listed if it.kind == "client"}
    return tuple(sorted([*listed, *_names(text, spans, after)], key=lambda it: it.span))


def _names(text: str, spans: list[Span], after: set[int]) -> list[Found]:
    """«Oda Bakken», «eleven Xhemile»: a given name, or any name where `after` says that one may
    begin, and what follows it with a capital letter."""
    found: list[Found] = []
    for at, (start, end) in enumerate(spans):
        is_name = start in after or text[start:end].lower() in _given_names()
        if text[start].isupper() and is_name and not (found and start < found[-1].span[1]):
            found.append(Found("name", (start, _end_of_name(text, spans[at:]))))
    return found


def _end_of_name(text: str, spans: list[Span]) -> int:
    end = spans[0][1]
    for start, after in spans[1:]:
        if text[end:start].strip(" -") or not text[start].isupper():
            break
        end = after
    return end


@cache
def _given_names() -> frozenset[str]:
    lines = (_FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


@cache
def _patterns() -> Patterns:
    words = read_list(_FOLDER / "persons.yaml")["words"]
    return Patterns((kind, phrase, 1.0) for kind, phrases in words.items() for phrase in phrases)
