"""The ranking: stages that narrow, from the surest to the broadest.

A message that is an example letter for letter, or nearly, means what the example means. All
others are weighed: every feature of the message speaks for and against each intent.
"""

from dataclasses import dataclass
from operator import itemgetter

from intents.classify.examples import Examples
from intents.classify.features import see
from intents.classify.scorer import Scorer, Scores
from intents.lexicon import Hit, Lexicon
from intents.meaning import Evidence
from intents.thresholds import NEAR_EXAMPLE
from intents.words import Words

_EXACT = 0.99
_REASONS = 4
"""So many cues are given as reasons."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All intents with their chance, likeliest first, and what spoke for the first."""

    intents: tuple[tuple[str, float], ...]
    why: tuple[Evidence, ...]
    scores: Scores
    """What was seen in the message, and what it says for everything else."""


class Ranker:
    """Ranks intents for messages; built once."""

    def __init__(self, lexicon: Lexicon, examples: Examples, scorer: Scorer) -> None:
        self._lexicon = lexicon
        self._examples = examples
        self._scorer = scorer

    def meet(self, words: Words) -> None:
        """Look words up, so that they are known when a message has them."""
        self._scorer.meet(see(words, self._lexicon))

    def rank(self, words: Words) -> Ranking:
        """Rank all intents for a message."""
        scores = self._scorer.score(see(words, self._lexicon))
        chances = scores.chances("intent")
        same = self._same(words)
        if same:
            chances = _agree(chances, same.label.removeprefix("intent:"))
        chances.sort(key=itemgetter(1), reverse=True)
        reasons = self._reasons(scores, chances[0][0])
        return Ranking(
            tuple(chances),
            (same, *reasons) if same else reasons,
            scores,
        )

    def _same(self, words: Words) -> Evidence | None:
        """Give the example that the message repeats, letter for letter or nearly."""
        known = self._scorer.columns["intent"].labels
        exact = self._examples.exact(words)
        if exact and exact.intent in known:
            return Evidence("exact", f"intent:{exact.intent}", exact.text, _EXACT)
        near = self._examples.nearest(words, NEAR_EXAMPLE)
        if near and near.example.intent in known:
            label = f"intent:{near.example.intent}"
            return Evidence("example", label, near.example.text, round(near.score, 3))
        return None

    def _reasons(self, scores: Scores, intent: str) -> tuple[Evidence, ...]:
        """Give the cues that speak most for an intent, with their words."""
        first = {f"c:{hit[0].label}": hit for hit in reversed(scores.seen.listed.cues)}
        said = self._scorer.weigh(first, "intent", intent)
        strongest = sorted(said.items(), key=itemgetter(1), reverse=True)[:_REASONS]
        return tuple(
            _reason(scores.seen.words, first[name], intent, weight)
            for name, weight in strongest
            if weight > 0
        )


def _reason(words: Words, hit: Hit, intent: str, weight: float) -> Evidence:
    line, start, end = hit
    span = (words.tokens[start].span[0], words.tokens[end - 1].span[1])
    cue = f"{line.label}: {line.text}"
    return Evidence("cue", f"intent:{intent}", cue, round(weight, 3), span)


def _agree(chances: list[tuple[str, float]], intent: str) -> list[tuple[str, float]]:
    """Give one intent the surest chance and leave the others what is over."""
    rest = 1 - dict(chances)[intent]
    left = (1 - _EXACT) / rest if rest else 0.0
    return [(one, _EXACT if one == intent else chance * left) for one, chance in chances]
