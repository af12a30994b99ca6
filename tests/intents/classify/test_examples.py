"""Examples: letter for letter, nearly, and faulty files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.classify.examples import Example, ExampleFileError, Examples, keys, load_examples
from intents.words import read

EXAMPLES = Examples(
    [
        Example("Hvor melder jeg inn en brøyteidé?", "route_idea"),
        Example("When does the reindeer seminar begin?", "list_meetings"),
    ]
)


def test_the_same_words_are_the_same_example() -> None:
    found = EXAMPLES.exact(read("hvor melder jeg inn en BRØYTEIDE"))
    assert found is not None
    assert found.intent == "route_idea"


def test_a_slip_is_nearly_the_example() -> None:
    near = EXAMPLES.nearest(read("When does the raindeer seminar begin"), 0.9)
    assert near is not None
    assert near.example.intent == "list_meetings"
    assert 0.9 < near.score < 1


def test_nothing_is_near_without_a_common_word() -> None:
    assert EXAMPLES.nearest(read("xyz"), 0.0) is None


@pytest.mark.parametrize("text", ["", "?", "hei"])
def test_without_examples_nothing_is_the_same(text: str) -> None:
    assert Examples([]).exact(read(text)) is None
    assert Examples([]).nearest(read(text), 0.0) is None


@given(st.text(max_size=80))
def test_an_example_is_found_by_its_own_text(text: str) -> None:
    assert keys([text, "x"]) == [*keys([text.strip()]), "x"]
    words = read(text)
    if words.folded and words.folded == keys([text])[0]:
        assert Examples([Example(text, "help")]).exact(words) is not None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"intent": "help"}', "«text» is missing"),
        ('{"text": "a", "intent": 3}', "«intent» is not a name"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"text": "hei", "intent": "greet"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ExampleFileError, match=reason) as caught:
        load_examples([path])
    assert f"{path}, line 2" in str(caught.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ExampleFileError, match=r"mine\.jsonl: not UTF-8"):
        load_examples([path])


def test_the_shipped_examples_cover_every_intent_in_every_language() -> None:
    examples = load_examples()
    pairs = {(example.intent, example.lang) for example in examples}
    assert len(pairs) == 21 * 4
