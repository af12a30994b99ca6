"""Names in a message: municipalities, programmes, organisations, bodies, concepts, regions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from intents.likeness import LikeNames
from intents.meaning import Name, NameMatch, UnknownPlace
from intents.negation import negated
from intents.places import (
    OUTSIDE,
    after_preposition,
    after_work,
    before_municipality,
    beside_municipality,
    capital,
    ordinary_names,
    outside_names,
    part_of_another_name,
)
from intents.words import Words, fold
from intents.words.tokens import tokenise
from intents.words.vocabulary import vocabulary

_ENDINGS = frozenset(
    {"", "s", "en", "ens", "n", "et", "ets", "t", "a", "as", "ene", "enes", "ar", "er", "e"}
)
_LONGEST_ENDING = 4
_FORMS = ("official", "other", "former", "place")
_FUZZY = ("official", "other")
"""Old names and places are too many and too short to be guessed at."""
_SHORTEST_BASE = 3
_SHORTEST_MISSPELT = 4
_CLEAR = 6
"""From so many letters on, a word is a name even where nothing around it says so."""
_GUESSES = 60
"""At most so many unknown words of one text are looked up by their likeness."""
_SUGGESTIONS = 3

Key = tuple[str, ...]
"""The folded words of a name."""


@dataclass(frozen=True, slots=True)
class NamesFound:
    """All names in one message, in the order of the text."""

    municipalities: tuple[NameMatch, ...]
    others: tuple[NameMatch, ...]
    unknown_place: UnknownPlace | None

    @property
    def municipality(self) -> NameMatch | None:
        """The first that is not left out; one inside the regions before one outside."""
        meant = [match for match in self.municipalities if not match.negated]
        return min(meant, key=lambda match: match.targets[0].startswith(OUTSIDE), default=None)


@dataclass(frozen=True, slots=True)
class _Hit:
    """Names that the tokens from `start` up to `end` stand for."""

    start: int
    end: int
    names: tuple[Name, ...]
    score: float


class _Known(NamedTuple):
    """The names that a word may belong to."""

    longer: tuple[Key, ...]
    """Of several words, which it begins; longest first."""
    alone: tuple[tuple[Key, str], ...]
    """Of one word that it is a form of, each with the ending that was added."""


_NO_NAMES = _Known((), ())


class NameIndex:
    """Look-up of names in messages; built once for a state of the knowledge.

    The municipalities of Norway and Sweden that `names` lacks are known as well, with targets
    such as ``outside:Bergen``.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._keys: dict[str, list[Key]] = defaultdict(list)
        self._names: dict[Key, list[Name]] = {}
        self._beginning = lru_cache(maxsize=16_384)(self._look_up)
        for name in names:
            self._add(name)
        inside = {name.text for name in outside_names() if self._has_municipality(name.text)}
        self._like = LikeNames(
            key[0]
            for key, known in self._names.items()
            if len(key) == 1 and known[0].form in _FUZZY
        )
        for name in outside_names():
            if name.text not in inside:
                self._add(name)
        for keys in self._keys.values():
            keys.sort(key=len, reverse=True)

    def _has_municipality(self, text: str) -> bool:
        return any(name.kind == "municipality" for name in self._names.get(_key(text), ()))

    def _add(self, name: Name) -> None:
        key = _key(name.text)
        if key and key not in self._names:
            self._keys[key[0]].append(key)
            self._names[key] = []
        if key and name not in self._names[key]:
            self._names[key].append(name)

    def find(self, words: Words) -> NamesFound:
        """Find all names in the text; of overlapping ones the longest, of equal ones all kinds.

        One wrong letter, or a name cut short, is taken as the name if it can be no other, with a
        score below 1. Two wrong letters or more in the place of a municipality are an
        `UnknownPlace` to ask about.
        """
        hits: list[_Hit] = []
        unknown: UnknownPlace | None = None
        guesses = _GUESSES
        free = 0
        for at, token in enumerate(words.tokens):
            known = self._beginning(token.folded)
            if at < free or (known is None and not after_work(words, at)):
                continue
            hit = self._exact(words, at, known or _NO_NAMES)
            if hit is None and guesses and _may_be_misspelt(words, at):
                guesses -= 1
                hit = self._misspelt(words, at)
                unknown = unknown or (None if hit else self._unknown_place(words, at))
            if hit:
                hits.append(hit)
                free = hit.end
        matches = [match for hit in hits for match in _matches(words, hit)]
        return NamesFound(
            tuple(match for match in matches if match.kind == "municipality"),
            tuple(match for match in matches if match.kind != "municipality"),
            unknown,
        )

    def _exact(self, words: Words, start: int, known: "_Known") -> _Hit | None:
        whole = [(key, "") for key in known.longer if _fits(key, words, start)]
        for key, ending in (*whole, *known.alone):
            end = start + len(key)
            names = tuple(
                name for name in self._names[key] if _counts(name, ending, words, start, end)
            )
            if names:
                return _Hit(start, end, names, 1.0)
        return None

    def _look_up(self, folded: str) -> "_Known | None":
        """Give what is known of a word, None for an ordinary one that no name begins with."""
        longer = tuple(key for key in self._keys.get(folded, ()) if len(key) > 1)
        cuts = range(len(folded), max(0, len(folded) - _LONGEST_ENDING - 1), -1)
        bases = ((folded[:cut], folded[cut:]) for cut in cuts if folded[cut:] in _ENDINGS)
        alone = tuple(
            ((base,), ending)
            for base, ending in bases
            if (base,) in self._names and (not ending or len(base) >= _SHORTEST_BASE)
        )
        plain = not _is_a_word(folded) or vocabulary().ordinary(folded)
        return None if plain and not longer and not alone else _Known(longer, alone)

    def _misspelt(self, words: Words, start: int) -> _Hit | None:
        folded = words.tokens[start].folded
        near = self._like.near(folded)
        likely = [word for word, edits in near if edits == 1 and word[0] == folded[0]]
        likely = likely or self._like.cut_short(folded)
        names = tuple(name for word in likely for name in self._names[(word,)])
        if len({name.target for name in names if name.kind == names[0].kind}) != 1:
            return None
        if not (
            _in_place(words, start) or (len(folded) >= _CLEAR and not _explained(words, start))
        ):
            return None
        edits = OSA.distance(folded, likely[0])
        return _Hit(start, start + 1, names, round(1 - edits / len(likely[0]), 2))

    def _unknown_place(self, words: Words, start: int) -> UnknownPlace | None:
        token = words.tokens[start]
        if not _in_place(words, start):
            return None
        near = (name for word, _ in self._like.near(token.folded) for name in self._names[(word,)])
        targets = dict.fromkeys(name.target for name in near if name.kind == "municipality")
        named = after_work(words, start) or before_municipality(words, start)
        if targets or (named and token.surface[0].isupper() and not token.parts):
            return UnknownPlace(token.surface, token.span, tuple(targets)[:_SUGGESTIONS])
        return None


def _key(text: str) -> Key:
    return tuple(fold(surface) for surface, _, _ in tokenise(text))


def _fits(key: Key, words: Words, start: int) -> bool:
    """Whether the words of a name go on as the text does; the first one is known to fit."""
    tokens, end = words.tokens, start + len(key)
    if end > len(tokens) or not tokens[start + 1].folded.startswith(key[1]):
        return False
    inner = zip(key[1:-1], tokens[start + 1 : end - 1], strict=True)
    if any(token.folded != word for word, token in inner):
        return False
    last = tokens[end - 1].folded
    return last.startswith(key[-1]) and last[len(key[-1]) :] in _ENDINGS


def _counts(name: Name, ending: str, words: Words, start: int, end: int) -> bool:
    """Whether the name counts in its place: some are ordinary words as well."""
    token = words.tokens[start]
    if name.kind != "municipality":
        short = end - start == 1 and len(token.folded) <= _SHORTEST_BASE
        return not short or token.surface == name.text or not vocabulary().ordinary(token.folded)
    if part_of_another_name(words, start, end):
        return False
    if end - start > 1:
        return True
    outside = name.target.startswith(OUTSIDE)
    if beside_municipality(words, start, end):
        return not outside or token.surface[0].isupper()
    return (_counts_outside if outside else _counts_inside)(name, ending, words, start)


def _counts_inside(name: Name, ending: str, words: Words, start: int) -> bool:
    token, folded = words.tokens[start], fold(name.text)
    marked = capital(words, token) or _alone(words, start)
    if name.common_word:
        return marked
    doubtful = folded in ordinary_names() or (ending not in {"", "s"} and len(folded) < _CLEAR)
    own = name.form == "official" and token.surface[0].isupper()
    return not doubtful or marked or own or after_preposition(words, start)


def _counts_outside(name: Name, ending: str, words: Words, start: int) -> bool:
    if ending not in {"", "s"}:
        return False
    token, placed = words.tokens[start], after_preposition(words, start)
    if fold(name.text) in ordinary_names():
        return placed and capital(words, token)
    return placed or token.surface[0].isupper() or not vocabulary().ordinary(token.folded)


def _alone(words: Words, position: int) -> bool:
    """Whether the word is a sentence of its own: «Leka.», «snillfjord: …»."""
    token = words.tokens[position]
    last = position + 1 == len(words.tokens)
    return token.starts_sentence and (last or words.tokens[position + 1].starts_sentence)


def _may_be_misspelt(words: Words, position: int) -> bool:
    """Whether the word is none that a dictionary has, or stands where a workplace is named."""
    folded = words.tokens[position].folded
    return _is_a_word(folded) and (not vocabulary().ordinary(folded) or after_work(words, position))


def _is_a_word(folded: str) -> bool:
    return len(folded) >= _SHORTEST_MISSPELT and folded.isalpha()


def _explained(words: Words, position: int) -> bool:
    """Whether the word is understood as another one: a compound, dialect, a misspelling."""
    token = words.tokens[position]
    return bool(token.parts) or (
        token.standard != token.folded and vocabulary().ordinary(token.standard)
    )


def _in_place(words: Words, start: int) -> bool:
    """Whether the word stands where a place's name would stand."""
    token = words.tokens[start]
    if len(token.folded) == _SHORTEST_MISSPELT:
        return after_preposition(words, start) and token.surface[0].isupper()
    return (
        capital(words, token)
        or after_preposition(words, start)
        or beside_municipality(words, start, start + 1)
        or _alone(words, start)
    )


def _matches(words: Words, hit: _Hit) -> Iterator[NameMatch]:
    """Give one match for each kind; several targets only where the best form has several."""
    span = (words.tokens[hit.start].span[0], words.tokens[hit.end - 1].span[1])
    excluded = negated(words, hit.start, hit.end)
    for kind in dict.fromkeys(name.kind for name in hit.names):
        names = [name for name in hit.names if name.kind == kind]
        form = min((name.form for name in names), key=_FORMS.index)
        best = [name for name in names if name.form == form]
        yield NameMatch(
            kind=kind,
            targets=tuple(dict.fromkeys(name.target for name in best)),
            name=best[0].text,
            surface=words.text[span[0] : span[1]],
            span=span,
            form=form,
            score=hit.score,
            negated=excluded,
        )
