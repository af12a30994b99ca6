"""Features: what the weights are learned for, as readable names in seven blocks.

``l:`` letters inside a word (``l:_fri``, an underscore is the edge of the word); ``w:`` a stem or
two stems in a row; ``t:`` and ``n:`` what the lists of themes and of needs find; ``o:`` in which
order the lists of themes find it; ``c:`` a cue or two cues near each other; ``s:`` the shape of the
message. A feature counts once, letters once for
each word.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from intents.lexicon import Hit, Lexicon, Listed
from intents.words import Token, Words

BLOCKS = ("l", "w", "t", "n", "o", "c", "s")
LISTS = frozenset({"t", "n", "o"})
"""What the lists find counts the same however much is found; in other blocks the more is seen, the
less each feature counts."""
LIST_LENGTH = 30.0
"""About as long as the other blocks of a message are, so that all fit one table."""
_RUNS = (3, 4)
_WINDOW = 4
"""Two cues count as a pair when at most so many words apart."""
_MOST_WORDS = 400
"""Of longer messages only the first words count."""
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)")


Placed = tuple[str, int]
"""A feature and the place of the word that shows it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a message shows, found once for everything that is weighed."""

    words: Words
    spelt: dict[str, tuple[int, Token]]
    """Each word in its written form, and where it stands first."""
    listed: Listed


def see(words: Words, lexicon: Lexicon) -> Seen:
    """Find what a message shows."""
    spelt: dict[str, tuple[int, Token]] = {}
    for place, token in enumerate(words.tokens[:_MOST_WORDS]):
        spelt.setdefault(token.standard, (place, token))
    for place, token in words.joined:
        spelt.setdefault(token.standard, (place, token))
    return Seen(words, spelt, lexicon.find(words))


def letters(word: str) -> tuple[str, ...]:
    """Give the runs of three and four letters in a word and its edges."""
    edged = f"_{word[:40]}_"
    runs = [
        "l:" + edged[start : start + size]
        for size in _RUNS
        for start in range(max(1, len(edged) - size + 1))
    ]
    return tuple(dict.fromkeys(runs))


_letters_again = lru_cache(maxsize=8_192)(letters)
"""For training, which meets the same words in many messages."""


def pairs(words: Words) -> list[str]:
    """Give the pairs of neighbouring stems, each once."""
    stems = [token.stem for token in words.tokens[:_MOST_WORDS]]
    return list(dict.fromkeys([f"w:{left}_{right}" for left, right in pairwise(stems)]))


def key_features(found: Sequence[Hit]) -> list[Placed]:
    """Give what the lists find: each phrase, how often each label is spoken for, and the order."""
    names: dict[str, int] = {}
    spoken: dict[str, set[int]] = {}
    for (_, label, phrase, _), start, _ in found:
        name, once, again = _key_names(label, phrase)
        names.setdefault(name, start)
        places = spoken.setdefault(label, set())
        if start not in places:
            names.setdefault(again if places else once, start)
            places.add(start)
    return [*names.items(), *_order(found)]


def _order(found: Sequence[Hit]) -> list[Placed]:
    """Give the themes of the first word and of the last one that speak for any.

    What a message is about often stands at one of its ends, and the rest is what comes of it.
    """
    themes = [(start, label) for (_, label, _, _), start, _ in found if label[0] == "t"]
    first, last = min(themes, default=(0,))[0], max(themes, default=(0,))[0]
    if first == last:
        return []
    ends = {first: "first", last: "last"}
    at_ends = ((start, label.partition("|")[0]) for start, label in themes if start in ends)
    return list({f"o:{label}@{ends[start]}": start for start, label in at_ends}.items())


@lru_cache(maxsize=16_384)
def _key_names(label: str, phrase: str) -> tuple[str, str, str]:
    block = label[0]
    return f"{block}:{phrase}={label}", f"{block}:{label}×1", f"{block}:{label}×2"


def cue_features(hits: Sequence[Hit]) -> list[str]:
    """Give the cues, phrases also as phrases, and pairs of cues in their order; each once."""
    by_place: dict[int, dict[str, None]] = {}
    names: list[str] = []
    for (_, name, _, _), first, end in hits:
        if first >= _MOST_WORDS:
            break
        by_place.setdefault(first, {})[name] = None
        names.append("c:" + name)
        if end - first > 1:
            names.append(f"c:{name}!")
    for place, before in by_place.items():
        after = [by_place[at] for at in range(place + 1, place + _WINDOW + 1) if at in by_place]
        for first_name in before:
            opened = f"c:{first_name}>"
            names += [opened + name for later in after for name in later if name != first_name]
    return list(dict.fromkeys(names))


def shape_features(words: Words, hits: Sequence[Hit]) -> list[str]:
    """Give the shape: length, questions, first and last words; each once."""
    text, tokens = words.text, words.tokens
    signs = {
        f"s:words={_length(len(tokens))}": True,
        f"s:sentences={min(4, len(_SENTENCE_END.findall(text[:2_000])))}": True,
        "s:?": "?" in text,
        "s:ends?": text.rstrip().endswith("?"),
        "s:!": "!" in text,
        "s:digit": any(map(str.isdigit, text)),
        "s:lower": text[:1].islower(),
    }
    names = [sign for sign, there in signs.items() if there]
    if tokens:
        names += ["s:first=" + tokens[0].standard, "s:last=" + tokens[-1].standard]
    if len(tokens) > 1:
        names.append("s:second=" + tokens[1].standard)
    last = len(tokens) - 1
    names += ["s:first:" + line.label for line, first, _ in hits if first == 0]
    names += ["s:last:" + line.label for line, first, _ in hits if first == last]
    return list(dict.fromkeys(names))


def features(seen: Seen) -> tuple[Counter[str], ...]:
    """Give all features of a message and how often they count, for each of `BLOCKS`."""
    spelt = [token for _, token in seen.spelt.values()]
    keys = [name for name, _ in key_features(seen.listed.key_words)]
    return (
        Counter(name for token in spelt for name in _letters_again(token.standard)),
        Counter([*{f"w:{token.stem}" for token in spelt}, *pairs(seen.words)]),
        Counter(name for name in keys if name[0] == "t"),
        Counter(name for name in keys if name[0] == "n"),
        Counter(name for name in keys if name[0] == "o"),
        Counter(cue_features(seen.listed.cues)),
        Counter(shape_features(seen.words, seen.listed.cues)),
    )


def _length(count: int) -> str:
    """Give a class of lengths, finer for short messages."""
    return str(count) if count < 4 else f"{min(count // 4 * 4, 24)}+"
