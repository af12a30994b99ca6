"""Reading a text into words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.words import LONGEST_TEXT, fold, lemma, read, stem
from intents.words.vocabulary import compile_words

ANY_TEXT = st.text(max_size=300) | st.text(alphabet="aåæøö' -\n\u0301\u200d\u202e😀", max_size=300)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gällivare", "gallivare"),
        ("Pitea", "Piteå"),
        ("Naeroysund", "Nærøysund"),
        ("Aafjord", "Åfjord"),
        ("A\u030afjord", "Åfjord"),
        ("hjeeeelp", "hjelp"),
    ],
)
def test_ways_to_type_the_same_letters_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("itj", "ikke"),
        ("korsn", "hvordan"),
        ("æ", "jeg"),
        ("mainn", "mann"),
        ("proeve", "prove"),
        ("kompetansemgler", "kompetansemegler"),
    ],
)
def test_dialect_phone_spelling_and_typing_errors_are_read(typed: str, written: str) -> None:
    assert read(typed).tokens[0].standard == written


def test_inflected_forms_share_a_stem() -> None:
    forms = ("hjemmetjeneste", "hjemmetjenesten", "hjemmetjenester", "hjemmetjenestens")
    assert len({stem(fold(form)) for form in forms}) == 1


def test_lemma_is_in_the_letters_of_its_language() -> None:
    assert lemma(read("hemtjänsten").tokens[0], "sv") == "hemtjänst"
    assert lemma(read("hjemmetjenesten").tokens[0], "nb") == "hjemmetjeneste"


def test_compounds_are_split_and_split_ones_joined() -> None:
    assert read("hjemmetjenesteteknologi").tokens[0].parts[-1] == "teknologi"
    joined = read("vi i hjemme tjenesten").joined
    assert [(token.surface, token.standard) for _, token in joined] == [
        ("hjemme tjenesten", "hjemmetjenesten")
    ]


def test_capital_at_the_start_of_a_sentence_says_nothing() -> None:
    words = read("Leka ligger ute i havet. Barna på Leka")
    assert [token.surface for token in words.tokens if token.capital] == ["Leka"]


def test_long_text_is_clipped_and_says_so() -> None:
    assert read("a" * LONGEST_TEXT).clipped is False
    words = read("ab " * LONGEST_TEXT)
    assert words.clipped is True
    assert len(words.text) == LONGEST_TEXT


@given(ANY_TEXT)
def test_tokens_stand_where_their_spans_say(text: str) -> None:
    words = read(text)
    ends = [0, *(token.span[1] for token in words.tokens)]
    for end, token in zip(ends, words.tokens, strict=False):
        assert text[token.span[0] : token.span[1]] == token.surface
        assert token.span[0] >= end
        assert token.folded
        assert token.stem


@settings(max_examples=20)
@given(st.sampled_from("aåæ '\u0301\u202e😀ﷺ-٣\x00\n") | st.characters(), st.integers(1, 3))
def test_repeats_of_any_character_are_read(character: str, word: int) -> None:
    read((character * word + " ") * (LONGEST_TEXT // (word + 1)))
    read(character * LONGEST_TEXT)


def test_vocabulary_keeps_words_and_leaves_single_misspellings() -> None:
    rows = compile_words(["Hjelp til hjelp", "hjlepp"], ["snøfresar"]).splitlines()
    words = {row.split("\t")[0]: row.split("\t")[1] for row in rows if not row.startswith("#")}
    assert words["hjelp"] == "2"
    assert "snøfresar" in words
    assert "hjlepp" not in words
