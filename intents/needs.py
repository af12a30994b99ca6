"""Needs: what kind of help an idea or a request asks for."""

import math
from operator import itemgetter

from intents.classify.scorer import Scores
from intents.meaning import Intent, Language, Scored
from intents.themes import scored
from intents.words import Token, lemma

NEEDS = ("research", "innovation", "competence", "evaluation", "application", "collaboration")

_SURE = 0.5
_HOLDS = 0.25
"""Enough where the intent is one that has a need."""
_POSSIBLE = 0.05
_TIP = 1.2
_EXPECTED: dict[str | None, tuple[frozenset[str], frozenset[str]]] = {
    "route_idea": (
        frozenset({"innovation"}),
        frozenset({"application", "evaluation", "competence"}),
    ),
    "get_support": (
        frozenset({"evaluation", "application", "research"}),
        frozenset({"innovation"}),
    ),
}
"""For an intent, the needs that are likelier and those that are less likely."""
_TELLING = ("competence", "evaluation", "research", "collaboration", "innovation")
_NAMED = 0.5
"""The weight of a need that is named; nothing is weighed."""


def find_needs(scores: Scores, language: Language) -> tuple[Scored, ...]:
    """Give the needs that are not ruled out with their chances, likeliest first.

    They mean something for ideas and requests for support only.
    """
    likeliest = sorted(scores.chances("need"), key=itemgetter(1), reverse=True)
    return tuple(
        scored(scores, "need", need, chance, language)
        for need, chance in likeliest
        if chance >= _POSSIBLE
    )


def named_needs(scores: Scores, language: Language) -> tuple[Scored, ...]:
    """Give the needs that a question names by a strong word, the most telling kind first.

    For questions of money and courses, where nothing is known of what need is usual: only what
    is said counts.
    """
    named: dict[str, Token] = {}
    for line, start, _ in scores.seen.listed.key_words:
        kind, _, need = line.label.partition(":")
        need, _, strength = need.partition("|")
        if kind == "need" and strength == "strong":
            named.setdefault(need, scores.seen.words.tokens[start])
    return tuple(
        Scored(need, _NAMED, named[need].surface, lemma(named[need], language))
        for need in _TELLING
        if need in named
    )


def choose_need(needs: tuple[Scored, ...], intent: Intent | None = None) -> str | None:
    """Give the need that the text tells, or None where it only says «an idea».

    The intent tips the scales: ideas are mostly for trying out something new, requests for
    support for evaluation, methods or an application.
    """
    likely, unlikely = _EXPECTED.get(intent, (frozenset(), frozenset()))
    weighed = [
        (_odds(need.score) + _TIP * (need.label in likely) - _TIP * (need.label in unlikely), need)
        for need in needs
    ]
    odds, best = max(weighed, key=lambda pair: pair[0], default=(-math.inf, None))
    return best.label if best and odds >= _odds(_HOLDS if intent in _EXPECTED else _SURE) else None


def _odds(chance: float) -> float:
    inside = min(max(chance, 0.001), 0.999)
    return math.log(inside / (1 - inside))
