"""Themes: the subject areas that a message names or clearly implies."""

from collections import defaultdict
from collections.abc import Collection

from intents.classify.scorer import Scores
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

_AT = frozenset({"i", "in", "pa", "at", "hos", "ved", "vid", "inom", "innen", "innafor"})
_ARTICLES = frozenset(
    {"en", "et", "ei", "ein", "eit", "ett", "a", "an", "the", "den", "det", "our"}
)
_HOLDS = 0.5
_MOST_THEMES = 4
_PRIMARY = {"theme": 1.0, "first": 1.5}
"""What the evidence that a theme holds, and that it is the primary one, count for the order."""
_CLEARLY = 0.4
"""A word that says so much of what the loudest one says speaks clearly too."""


def find_themes(scores: Scores, language: Language) -> tuple[Scored, ...]:
    """Give the themes that the text names or clearly implies, primary first."""
    held = [(theme, chance) for theme, chance in scores.chances("theme") if chance >= _HOLDS]
    return tuple(
        scored(scores, "theme", theme, chance, language)
        for theme, chance in _ranked(scores, held)[:_MOST_THEMES]
    )


def rank_themes(scores: Scores) -> list[tuple[str, float]]:
    """Give all themes with their chances to hold, in the order of their weight in the text."""
    return _ranked(scores, scores.chances("theme"))


def _ranked(scores: Scores, themes: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Put themes in the order of what speaks for each and for its being the primary one together.

    «sensorer i hjemmetjenesten» is about care before it is about technology.
    """
    if len(themes) < 2:
        return themes
    weights: dict[str, float] = defaultdict(float)
    for task in scores.columns.keys() & _PRIMARY.keys():
        columns, share = scores.columns[task], _PRIMARY[task]
        for theme, weight in zip(columns.labels, columns.of(scores.values), strict=True):
            weights[theme] += share * weight
    return sorted(themes, key=lambda pair: -weights[pair[0]])


def scored(scores: Scores, task: str, label: str, chance: float, language: Language) -> Scored:
    """Name the word that speaks best for a label, as typed and in its dictionary form.

    A place of work says more than the one who works there or what they work with: of the words
    that speak clearly, the first after «i» or «på» is taken, else the one that says most.
    """
    said = scores.of_words(task, label)
    if not said:
        return Scored(label, round(chance, 3))
    loudest = max(said, key=said.__getitem__)
    tokens = scores.seen.words.tokens
    clear = (at for at in sorted(said) if said[at] >= _CLEARLY * said[loudest])
    token = tokens[next((at for at in clear if _is_placed(tokens, at)), loudest)]
    return Scored(label, round(chance, 3), token.surface, lemma(token, language))


def _is_placed(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a word follows «i», «på» or «in», perhaps with an article between."""
    before = [token.folded for token in tokens[max(0, at - 2) : at]]
    return bool(before) and (
        before[-1] in _AT or (len(before) == 2 and before[0] in _AT and before[1] in _ARTICLES)
    )


def label_evidence(words: Words, kind: str, found: Collection[Scored]) -> tuple[Evidence, ...]:
    """Give the reason for each label: ``theme:health_care`` for kind ``theme``."""
    if not found:
        return ()
    spans = {token.surface: token.span for token in reversed(words.tokens)}
    return tuple(
        Evidence("weight", f"{kind}:{one.label}", one.lemma, one.score, spans.get(one.surface))
        for one in found
        if one.lemma and one.surface
    )
