"""Needs: what kind of help an idea or a request asks for."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from intents.cue_lists import cue_features
from intents.linear import Feature, LinearModel, Word, word_features
from intents.meaning import Language, Scored
from intents.themes import scored
from intents.words import Words

NEEDS = ("research", "innovation", "competence", "evaluation", "application", "collaboration")

FILE = Path(__file__).parent / "data" / "needs.tsv"
_HOLDS = 0.5
_POSSIBLE = 0.1
_TOKENS = 300


def find_needs(words: Words, language: Language) -> tuple[Scored, ...]:
    """Give the needs that are not ruled out with their chances, likeliest first.

    They mean something for ideas and requests for support only.
    """
    scores = _model().scores(*need_features(words, language))
    return tuple(scored(words, language, score) for score in scores if score.chance >= _POSSIBLE)


def choose_need(needs: tuple[Scored, ...]) -> str | None:
    """Give the need that the text tells, or None where it only says «an idea»."""
    return needs[0].label if needs and needs[0].score >= _HOLDS else None


def need_features(words: Words, language: Language) -> tuple[Iterator[Word], Iterator[Feature]]:
    """Give what the weights for needs are learned for."""
    first = replace(words, tokens=words.tokens[:_TOKENS])
    return word_features(first.tokens), cue_features(first, "needs", language)


@cache
def _model() -> LinearModel:
    return LinearModel.load(FILE, NEEDS)
