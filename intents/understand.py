"""Understanding: a text becomes a `Meaning`, by stages that each say why."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import cast, get_args

from intents.classify.examples import Example, Examples, load_examples
from intents.classify.rank import Ranker, Ranking
from intents.classify.scorer import Scorer, Scores
from intents.classify.weights import PATH, Weights, read_weights
from intents.follow_up import is_follow_up
from intents.language import detect_language
from intents.language_switch import language_switch
from intents.lexicon import Lexicon, load_lexicon
from intents.meaning import Evidence, Intent, Language, Meaning, Name, NameMatch, Scored
from intents.names import NameIndex, NamesFound
from intents.needs import choose_need, find_needs, named_needs
from intents.periods import find_period
from intents.profile import beside_profile, tells_profile
from intents.second import second_question
from intents.themes import find_themes, label_evidence
from intents.topics import choose_topic, find_topics, topic_evidence
from intents.words import Words, read
from intents.words.vocabulary import vocabulary

_ALTERNATIVES = 4
_WITH_NEED = ("route_idea", "get_support")
"""Intents whose messages are labelled with a need, so that weights could be learned."""
_COMMON, _AT_ONCE = 3_000, 200
"""So many common words are looked up beforehand, so that the first messages are quick as well."""
_FOLLOW_UP = 0.9
"""The confidence of an intent that is carried over from the turn before."""


@dataclass(frozen=True, slots=True)
class Engine:
    """All that understanding needs, loaded once; safe to share between threads."""

    names: NameIndex
    ranker: Ranker


def load(names: Iterable[Name]) -> Engine:
    """Load the engine with the names that the knowledge has.

    Lists, examples and weights are read once for a process; only the names are indexed anew.
    """
    return Engine(NameIndex(names), shipped_ranker())


@cache
def shipped_ranker() -> Ranker:
    """Load the ranker from the files that come with the product."""
    with _nothing_collected():
        weights = read_weights(PATH.read_text(encoding="utf-8"), str(PATH))
        return make_ranker(load_lexicon(), load_examples(), weights)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Spare the search for garbage where all that is made is kept: it takes a third of the time.

    What is there afterwards is left out of every later search as well.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def make_ranker(lexicon: Lexicon, examples: Iterable[Example], weights: Weights) -> Ranker:
    """Build a ranker from given parts, and let it look up the commonest words."""
    ranker = Ranker(lexicon, Examples(examples), Scorer(weights))
    common = vocabulary().commonest(_COMMON)
    for start in range(0, _COMMON, _AT_ONCE):
        words = read(" ".join(common[start : start + _AT_ONCE]))
        detect_language(words)
        ranker.meet(words)
    return ranker


def understand(
    text: str,
    engine: Engine,
    *,
    today: date,
    language: Language | None = None,
    region: str | None = None,
    previous: Meaning | None = None,
) -> Meaning:
    """Say what a message means. Never raises, whatever the text.

    `today` is the day in the person's zone, from which periods are counted. `language` is the
    person's last language and `region` their region, if known. `previous` is the turn before:
    a follow-up that asks nothing of its own («og Steinkjer?») keeps its intent.
    """
    words = read(text)
    found = engine.names.find(words)
    spoken, language_why = detect_language(
        words, language, region, [match.span for match in _all_names(found)]
    )
    switch, switch_why = language_switch(words)
    ranking = _ranked(words, found, engine, previous)
    first, confidence = ranking.intents[0]
    intent = cast("Intent", first)
    beside = beside_profile(text, engine.ranker) if tells_profile(ranking) else None
    if beside:
        intent, confidence = beside
    themes, needs = find_themes(ranking.scores, spoken), _needs(ranking.scores, spoken, intent)
    topics = find_topics(words, ranking.scores.seen.listed.topics)
    asked = second_question(text, engine.ranker)
    if asked and asked.first != intent:
        asked = None
    others = (one for one in ranking.intents if one[0] != intent)
    return Meaning(
        text=text,
        language=spoken,
        language_switch=switch,
        intent=intent,
        confidence=round(confidence, 4),
        alternatives=tuple(
            (cast("Intent", other), round(chance, 4))
            for other, chance in islice(others, _ALTERNATIVES)
        ),
        second_intent=cast("Intent", asked.intent) if asked else None,
        second_need=choose_need(named_needs(asked.scores, spoken)) if asked else None,
        municipalities=found.municipalities,
        unknown_place=found.unknown_place,
        names=found.others,
        themes=themes,
        need=choose_need(needs, intent),
        needs=needs,
        topic=choose_topic(topics, intent),
        period=find_period(words, today, spoken),
        why=(
            *_clipped(words),
            *ranking.why,
            *language_why,
            *switch_why,
            *map(_named, _all_names(found)),
            *label_evidence(words, "theme", themes),
            *label_evidence(words, "need", needs),
            *topic_evidence(words, topics),
        ),
    )


def _needs(scores: Scores, language: Language, intent: Intent) -> tuple[Scored, ...]:
    return (find_needs if intent in _WITH_NEED else named_needs)(scores, language)


def _ranked(words: Words, found: NamesFound, engine: Engine, previous: Meaning | None) -> Ranking:
    ranking = engine.ranker.rank(words)
    if not is_follow_up(words, found) or not (previous or found.municipalities):
        return ranking
    # A place and nothing else, said to nobody: that is where the person works.
    intent = previous.intent if previous else "set_profile"
    kept = (intent, _FOLLOW_UP)
    rest = tuple(
        (other, chance * (1 - _FOLLOW_UP)) for other, chance in ranking.intents if other != intent
    )
    why = Evidence("follow-up", f"intent:{intent}", words.text.strip(), _FOLLOW_UP)
    return Ranking((kept, *rest), (why,), ranking.scores)


def _clipped(words: Words) -> tuple[Evidence, ...]:
    """Say so where only the beginning of a text was read."""
    span = (0, len(words.text))
    return (Evidence("clipped", "text", f"… {span[1]}", 0.0, span),) if words.clipped else ()


def _all_names(found: NamesFound) -> tuple[NameMatch, ...]:
    return (*found.municipalities, *found.others)


def _named(match: NameMatch) -> Evidence:
    return Evidence(
        "name", f"{match.kind}:{'|'.join(match.targets)}", match.name, match.score, match.span
    )


INTENTS: tuple[str, ...] = get_args(Intent)
