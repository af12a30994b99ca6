"""Understanding as a whole: a message in, a meaning out."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.meaning import Meaning, Name
from intents.thresholds import ANSWER, DECLINE
from intents.understand import INTENTS, Engine, load, understand

DAY = date(2026, 1, 15)
NAMES = (
    Name("Namsos", "municipality", "namsos", region="trondelag"),
    Name("Steinkjer", "municipality", "steinkjer", region="trondelag"),
    Name("Interreg", "programme", "interreg"),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load(NAMES)


@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [
        (
            "Vi i hjemmetjenesten vil teste sensorer i sengene, hvor går jeg med ideen?",
            "route_idea",
            "nb",
        ),
        ("Hvilken dag er fristen for å søke prosjektskjønn?", "list_deadlines", "nb"),
        ("Kven er FoUI-kontakt hos oss no for tida?", "find_contact", "nn"),
        ("Vilka utbildningar i projektledning kan man gå i vår?", "list_courses", "sv"),
        ("Is there any funding for a pilot with drones?", "find_funding", "en"),
        ("Slett alt dere har lagret om meg", "privacy", "nb"),
        ("When is my rubbish collected?", "out_of_scope", "en"),
        ("Påminn mig två veckor innan Vinnovas utlysning stänger", "subscribe", "sv"),
    ],
)
def test_plain_messages_are_understood(
    engine: Engine, text: str, intent: str, language: str
) -> None:
    meaning = understand(text, engine, today=DAY)
    assert (meaning.intent, meaning.language) == (intent, language)
    assert meaning.confidence >= ANSWER


def test_evidence_points_at_the_words_that_decided(engine: Engine) -> None:
    meaning = understand("Når er fristen for Interreg?", engine, today=DAY)
    cues = [one for one in meaning.why if one.stage == "cue" and one.label.startswith("intent:")]
    assert "fristen" in [meaning.text[slice(*one.span)] for one in cues if one.span]
    assert all(one.weight > 0 for one in cues)


def test_a_follow_up_keeps_the_intent_of_the_turn_before(engine: Engine) -> None:
    before = understand("Hvem er FoUI-kontakt i Namsos?", engine, today=DAY)
    after = understand("og Steinkjer?", engine, today=DAY, previous=before)
    assert after.intent == before.intent
    assert [match.targets for match in after.municipalities] == [("steinkjer",)]


def test_a_follow_up_with_a_question_of_its_own_is_read_by_itself(engine: Engine) -> None:
    before = understand("Hvem er FoUI-kontakt i Namsos?", engine, today=DAY)
    after = understand("og når er fristen for Interreg?", engine, today=DAY, previous=before)
    assert after.intent == "list_deadlines"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Who can help us evaluate our school attendance project in Piteå, "
            "and is there money to train the staff?",
            "get_support",
            "find_funding",
        ),
        (
            "Hvem er kompetansemegler hos oss? Og når er fristen for DistriktForsk?",
            "find_contact",
            "list_deadlines",
        ),
    ],
)
def test_of_two_questions_the_second_is_kept(
    engine: Engine, text: str, first: str, second: str
) -> None:
    meaning = understand(text, engine, today=DAY)
    assert (meaning.intent, meaning.second_intent) == (first, second)


def test_one_question_with_and_has_no_second(engine: Engine) -> None:
    text = "Vi vil teste sensorer og kameraer i hjemmetjenesten, hvor går vi?"
    assert understand(text, engine, today=DAY).second_intent is None


def test_chances_are_chances(engine: Engine) -> None:
    meaning = understand("Kan noen hjelpe oss?", engine, today=DAY)
    chances = [meaning.confidence, *(chance for _, chance in meaning.alternatives)]
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1.001


@pytest.mark.parametrize("text", ["", " ", "???", "😀", "\x00", "שלום", "12345"])
def test_hardly_any_words_still_mean_something(engine: Engine, text: str) -> None:
    assert understand(text, engine, today=DAY).intent in INTENTS


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    _sound(understand(text, load(NAMES), today=DAY))


@pytest.mark.parametrize("piece", ["a", "ab ", "når går ", "?!", "æøå", "hvor går jeg "])
def test_the_longest_text_is_read(engine: Engine, piece: str) -> None:
    _sound(understand((piece * 20_000)[:20_000], engine, today=DAY))


def test_a_longer_text_is_clipped_and_that_is_said(engine: Engine) -> None:
    meaning = understand("når er fristen? " * 2_000, engine, today=DAY)
    (said,) = [one for one in meaning.why if one.stage == "clipped"]
    assert said.span == (0, 20_000)
    assert "clipped" not in {one.stage for one in understand("hei", engine, today=DAY).why}


def test_a_compound_written_apart_counts_as_the_word(engine: Engine) -> None:
    themes = understand("hjemme tjenesten vår", engine, today=DAY).themes
    assert themes[0].label == "health_care"


def _sound(meaning: Meaning) -> None:
    assert meaning.intent in INTENTS
    assert 0 <= meaning.confidence <= 1
    assert meaning.intent not in dict(meaning.alternatives)


def test_the_thresholds_part_answers_from_questions_from_refusals(engine: Engine) -> None:
    assert 0 < DECLINE < ANSWER < 1
    assert understand("hjelp", engine, today=DAY).confidence >= ANSWER
