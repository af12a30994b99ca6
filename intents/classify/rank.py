"""The ranking: stages that narrow, from the surest to the broadest.

A message that is an example letter for letter, or nearly, means what the example means. All
others are weighed: every feature of the message speaks for and against each intent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.classify.cues import Cues, Hit
from intents.classify.examples import Examples
from intents.classify.features import cue_features, letters, shape_features, word_features
from intents.classify.weights import Scorer
from intents.meaning import Evidence
from intents.thresholds import NEAR_EXAMPLE
from intents.words import Words

_EXACT = 0.99
_LETTERS, _WORDS, _CUES, _SHAPE = range(4)
_REASONS = 4
"""So many cues are given as reasons."""
_MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Ranking:
    """All intents with their chance, likeliest first, and what spoke for the first."""

    intents: tuple[tuple[str, float], ...]
    why: tuple[Evidence, ...]


class Ranker:
    """Ranks intents for messages; built once."""

    def __init__(self, cues: Cues, examples: Examples, scorer: Scorer) -> None:
        self._cues = cues
        self._examples = examples
        self._scorer = scorer

    def rank(self, words: Words) -> Ranking:
        """Rank all intents for a message."""
        hits = self._cues.find(words)
        blocks = self._rows(words, hits)
        chances = self._chances(blocks)
        same = self._same(words)
        if same:
            chances = _agree(chances, self._labels.index(same.label.removeprefix("intent:")))
        order = sorted(range(len(chances)), key=lambda place: -chances[place])
        ranked = tuple((self._labels[place], round(float(chances[place]), 4)) for place in order)
        reasons = self._reasons(words, hits, blocks[_CUES], order[0])
        return Ranking(ranked, (same, *reasons) if same else reasons)

    @property
    def _labels(self) -> tuple[str, ...]:
        return self._scorer.weights.labels

    def _rows(self, words: Words, hits: Sequence[Hit]) -> tuple[list[int], ...]:
        """Give the rows of the message's features, the same as `features` would name."""
        scorer = self._scorer
        spelt = dict.fromkeys(token.standard for token in words.tokens[:_MOST_WORDS])
        rows_of_letters = {row for word in spelt for row in scorer.rows_of_word(letters(word))}
        return (
            list(rows_of_letters),
            scorer.rows(dict.fromkeys(word_features(words))),
            scorer.rows(dict.fromkeys(cue_features(hits))),
            scorer.rows(dict.fromkeys(shape_features(words, hits))),
        )

    def _chances(self, blocks: Sequence[list[int]]) -> NDArray[np.float64]:
        scores = self._scorer.scores(blocks) / self._scorer.weights.temperature
        chances = np.exp(scores - scores.max())
        return np.asarray(chances / chances.sum())

    def _same(self, words: Words) -> Evidence | None:
        """Give the example that the message repeats, letter for letter or nearly."""
        exact = self._examples.exact(words)
        if exact and exact.intent in self._labels:
            return Evidence("exact", f"intent:{exact.intent}", exact.text, _EXACT)
        near = self._examples.nearest(words)
        if near and near.score >= NEAR_EXAMPLE and near.example.intent in self._labels:
            label = f"intent:{near.example.intent}"
            return Evidence("example", label, near.example.text, round(near.score, 3))
        return None

    def _reasons(
        self, words: Words, hits: Sequence[Hit], rows: list[int], place: int
    ) -> tuple[Evidence, ...]:
        """Give the cues that speak most for the label at `place`, with their words."""
        if not rows:
            return ()
        label, share = self._labels[place], self._scorer.share(rows)
        reasons = {}
        for hit in hits:
            weight = share * self._scorer.row("c:" + hit.name, label)
            if weight > 0 and hit.name not in reasons:
                span = (words.tokens[hit.first].span[0], words.tokens[hit.end - 1].span[1])
                cue = f"{hit.name}: {hit.cue}"
                reasons[hit.name] = Evidence("cue", f"intent:{label}", cue, round(weight, 3), span)
        return tuple(sorted(reasons.values(), key=lambda reason: -reason.weight)[:_REASONS])


def _agree(chances: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    """Give the label at `place` the surest chance and leave the others what is over."""
    others = chances.copy()
    others[place] = 0.0
    rest = others.sum()
    agreed = others * ((1 - _EXACT) / rest) if rest else others
    agreed[place] = _EXACT
    return np.asarray(agreed)
