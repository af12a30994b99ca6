"""Themes and needs of messages, the cue lists behind them, and learning their weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.classify.scorer import Scores
from intents.lexicon import load_lexicon
from intents.meaning import Language
from intents.needs import NEEDS, choose_need, find_needs, named_needs
from intents.patterns import PatternError, Patterns
from intents.themes import THEMES, find_themes, label_evidence, rank_themes
from intents.understand import shipped_ranker
from intents.words import read


def scores(text: str) -> Scores:
    return shipped_ranker().rank(read(text)).scores


@pytest.mark.parametrize(
    ("language", "text", "theme", "surface"),
    [
        (
            "nb",
            "Vi i hjemmetjenesten i Namsos vil teste sensorer",
            "health_care",
            "hjemmetjenesten",
        ),
        ("nb", "Nærnettverk for yngre personer med demenssykdom", "health_care", "demenssykdom"),
        ("nn", "skulevegring på ungdomsskulen", "education", "ungdomsskulen"),
        ("sv", "snöröjning med färre plogbilar", "technical_services", "snöröjning"),
        ("en", "refugees learn the language at work", "integration", "refugees"),
    ],
)
def test_primary_theme_and_the_word_that_speaks_for_it(
    language: Language, text: str, theme: str, surface: str
) -> None:
    themes = find_themes(scores(text), language)
    assert themes[0].label == theme
    assert surface in {themes[0].surface, *(one.surface for one in themes)}
    spans = [text[slice(*e.span)] for e in label_evidence(read(text), "theme", themes) if e.span]
    assert themes[0].surface in spans


def test_golden_lemma() -> None:
    text = "Jag är undersköterska i hemtjänsten i Kalix och vi vill prova nyckelfria lås."
    themes = find_themes(scores(text), "sv")
    assert (themes[0].label, themes[0].lemma) == ("health_care", "hemtjänst")


@pytest.mark.parametrize("text", ["hei", "når er fristen?", ""])
def test_no_theme(text: str) -> None:
    assert find_themes(scores(text), "nb") == ()


@pytest.mark.parametrize(
    ("language", "text", "need"),
    [
        ("nb", "vi vil finne ut hvorfor ungdom faller ut, sammen med forskere", "research"),
        ("nb", "vi vil teste sensorer i hjemmetjenesten", "innovation"),
        ("sv", "kan ni göra en oberoende utvärdering av försöket", "evaluation"),
        ("en", "could somebody proofread our application before we send it", "application"),
        ("nn", "eg har ein idé, men kvar skal han?", None),
    ],
)
def test_need(language: Language, text: str, need: str | None) -> None:
    assert choose_need(find_needs(scores(text), language)) == need


def test_cue_in_a_list_counts_at_once() -> None:
    found = Patterns([("a", "demens*", 1.0), ("b", "*plan", 1.0), ("c", "=forte", 1.0)])
    labels = [hit.label for hit in found.find(read("demensomsorg, kommuneplanen; Forte, fort"))]
    assert labels == ["a", "b", "c"]


def test_phrase_with_a_gap() -> None:
    found = Patterns([("x", "midler .. kompetanse*", 1.0)])
    assert len(found.find(read("midler til litt kompetanseheving"))) == 1
    assert found.find(read("midler til en hel del kompetanse")) == []


@pytest.mark.parametrize("phrase", ["*", "ab*", "..", "", "vr*glas"])
def test_phrase_that_cannot_be_looked_up(phrase: str) -> None:
    with pytest.raises(PatternError, match="«"):
        Patterns([("x", phrase, 1.0)])


def test_shipped_lists_can_be_read() -> None:
    found = load_lexicon().find(read("forskning i barnehagen")).key_words
    assert {line.label.split(":")[0] for line, _, _ in found} == {"theme", "need"}


def test_a_need_is_named_by_a_strong_word() -> None:
    named = named_needs(scores("penger til å forske på frafall?"), "nb")
    assert named[0].label == "research"


@given(st.text(max_size=200), st.sampled_from(["nb", "nn", "sv", "en"]))
def test_any_text(text: str, language: Language) -> None:
    said = scores(text)
    assert {theme for theme, _ in rank_themes(said)} == set(THEMES)
    assert all(0.5 <= theme.score <= 1 for theme in find_themes(said, language))
    assert choose_need(find_needs(said, language)) in {None, *NEEDS}
