"""Themes: the subject areas that a message names or clearly implies."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from intents.cue_lists import cue_features
from intents.linear import Feature, LinearModel, Score, Word, word_features
from intents.meaning import Evidence, Language, Scored
from intents.words import Token, Words, lemma

THEMES = (
    "health_care",
    "public_health",
    "social_services",
    "child_welfare",
    "early_childhood",
    "education",
    "integration",
    "hr_leadership",
    "culture_volunteering",
    "climate_environment",
    "business_agriculture",
    "transport",
    "planning_housing",
    "technical_services",
    "digitalisation",
    "democracy_governance",
    "economy_procurement",
)

LABELS = (*THEMES, *(f"first:{theme}" for theme in THEMES))
"""What weights are learned for: that a theme holds, and that it is the primary one."""

FILE = Path(__file__).parent / "data" / "themes.tsv"
_AT = frozenset({"i", "in", "pa", "at", "hos", "ved", "vid", "inom", "innen", "innafor"})
_ARTICLES = frozenset(
    {"en", "et", "ei", "ein", "eit", "ett", "a", "an", "the", "den", "det", "our"}
)
_HOLDS = 0.5
_MOST_THEMES = 4
_TOKENS = 300
"""So many words are read for themes."""


def find_themes(words: Words, language: Language) -> tuple[Scored, ...]:
    """Give the themes that the text names or clearly implies, primary first."""
    held = [score for score in score_themes(words, language) if score.chance >= _HOLDS]
    return tuple(scored(words, language, score) for score in held[:_MOST_THEMES])


def score_themes(words: Words, language: Language, model: LinearModel | None = None) -> list[Score]:
    """Give all themes with their chances to hold, in the order of their weight in the text.

    The order goes by the chance to hold and the chance to be the primary theme together:
    «sensorer i hjemmetjenesten» is about care before it is about technology. `model` has weights
    for `LABELS`; the shipped ones by default.
    """
    found = (model or _model()).scores(*theme_features(words, language))
    scores = {score.label: score for score in found}
    return sorted(
        (scores[theme] for theme in THEMES),
        key=lambda score: -_odds(score.chance) - _odds(scores[f"first:{score.label}"].chance),
    )


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def theme_features(words: Words, language: Language) -> tuple[Iterator[Word], Iterator[Feature]]:
    """Give what the weights for themes are learned for."""
    first = replace(words, tokens=words.tokens[:_TOKENS])
    return word_features(first.tokens), cue_features(first, "themes", language)


def scored(words: Words, language: Language, score: Score) -> Scored:
    """Name the word that speaks best for a label, as typed and in its dictionary form.

    A place of work says more than the one who works there or what they work with: of the words
    that speak clearly, the first after «i» or «på» is taken, else the one that weighs most.
    """
    if score.token is None:
        return Scored(score.label, round(score.chance, 3))
    placed = (at for at in score.clear if _is_placed(words.tokens, at))
    token = words.tokens[next(placed, score.token)]
    return Scored(score.label, round(score.chance, 3), token.surface, lemma(token, language))


def _is_placed(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word follows «i», «på» or «in», perhaps with an article between."""
    before = [token.folded for token in tokens[max(0, at - 2) : at]]
    return bool(before) and (
        before[-1] in _AT or (len(before) == 2 and before[0] in _AT and before[1] in _ARTICLES)
    )


def label_evidence(words: Words, kind: str, found: Iterable[Scored]) -> tuple[Evidence, ...]:
    """Give the reason for each label: ``theme:health_care`` for kind ``theme``."""
    spans = {token.surface: token.span for token in reversed(words.tokens)}
    return tuple(
        Evidence("weight", f"{kind}:{one.label}", one.lemma, one.score, spans.get(one.surface))
        for one in found
        if one.lemma and one.surface
    )


@cache
def _model() -> LinearModel:
    return LinearModel.load(FILE, LABELS)
