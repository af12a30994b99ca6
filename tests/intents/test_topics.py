"""Topics named in messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.lexicon import load_lexicon
from intents.topics import TopicMatch, choose_topic, find_topics, kinds, topic_evidence
from intents.words import read

LEXICON = load_lexicon()


def topics_in(text: str) -> tuple[TopicMatch, ...]:
    words = read(text)
    return find_topics(words, LEXICON.find(words).topics)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ka tid e fristn for prosjektskjønn?", "skjonnsmidler"),
        ("når åpner skjønns midlene", "skjonnsmidler"),
        ("kan vi søke distriktforks til et forprosjekt", "distriktforsk"),
        ("næringsphd i kommunen", "offentlig_sektor_phd"),
        ("hvem er FoUI-kontakt i Osen?", "foui_kontakt"),
        ("who is our R&D contact", "foui_kontakt"),
        ("kompetansemgler for kystkommunene", "kompetansemegler"),
        ("vetenskapliga ledaren för skola", "vetenskaplig_ledare"),
        ("Kan Melhus søke RFF Trøndelag?", "rff_trondelag"),
        ("Hvem hos Statsforvalteren leser skjønnsmidler-søknadene?", "skjonnsmidler"),
        ("forte när", "forte"),
        ("ikke om Interreg, men Klimasats", "klimasats"),
    ],
)
def test_topic_is_named(text: str, topic: str) -> None:
    assert choose_topic(topics_in(text)) == topic


@pytest.mark.parametrize(
    "text",
    [
        "StimuLab eller Klimasats, hva er mest realistisk?",
        "fortell en vits",
        "jeg skjønner ikke hvordan dette virker",
        "inte Vinnova",
        "",
    ],
)
def test_no_topic(text: str) -> None:
    assert choose_topic(topics_in(text)) is None


def test_concept_is_a_topic_only_where_it_is_asked_about() -> None:
    topics = topics_in("gratis penger til innovasjon i barnevern")
    assert choose_topic(topics, "explain") == "innovasjon"
    assert choose_topic(topics, "find_funding") is None
    assert choose_topic(topics, "out_of_scope") is None


def test_reason_points_at_the_words() -> None:
    words = read("frist for regionale forskningsfond?")
    (reason,) = topic_evidence(words, topics_in(words.text))
    assert reason.label == "topic:rff_trondelag"
    assert reason.span is not None
    assert words.text[slice(*reason.span)] == "regionale forskningsfond"


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert choose_topic(topics_in(text)) in {None, *kinds()}
