"""The weight file: what is written is read again, and a faulty one is named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.classify.features import BLOCKS, see
from intents.classify.scorer import Scorer
from intents.classify.weights import (
    PATH,
    Label,
    Task,
    WeightFileError,
    Weights,
    read_weights,
    write_weights,
)
from intents.lexicon import Lexicon
from intents.words import read

UNITS = (0.01,) * len(BLOCKS)
tables = st.integers(1, 5).flatmap(
    lambda rows: st.lists(
        st.lists(st.integers(-999, 999), min_size=3, max_size=3), min_size=rows, max_size=rows
    )
)


def weights(table: list[list[int]]) -> Weights:
    return Weights(
        tasks=(Task("intent", "one", 0.5, UNITS), Task("theme", "many", 0.2, UNITS)),
        labels=(
            Label("intent:greet", 0.1),
            Label("intent:help", -0.2),
            Label("theme:transport", 0.0),
        ),
        names=tuple(f"w:word{number}" for number in range(len(table))),
        rarity=np.array([1.5 + number for number in range(len(table))]),
        table=np.array(table, dtype=np.int16),
    )


@given(tables)
def test_a_file_is_read_as_it_was_written(table: list[list[int]]) -> None:
    text = write_weights(weights(table))
    again = read_weights(text)
    assert write_weights(again) == text
    assert (again.table == np.array(table)).all()


@pytest.mark.parametrize("text", ["", "nonsense", "scale 1\ntemperature 1\n\nx"])
def test_a_faulty_file_is_named(text: str) -> None:
    with pytest.raises(WeightFileError, match=r"mine\.txt: not a weight file"):
        read_weights(text, "mine.txt")


def test_a_feature_speaks_for_its_label() -> None:
    scorer = Scorer(weights([[50, 0, 70], [0, 0, 0]]))
    scores = scorer.score(see(read("og word0"), Lexicon([])))
    assert max(scores.chances("intent"), key=lambda pair: pair[1])[0] == "greet"
    assert dict(scores.chances("theme"))["transport"] > 0.5
    said = scores.of_words("theme", "transport")
    assert said[1] > said[0] == 0


def test_a_message_of_unknown_words_has_what_is_usual() -> None:
    scores = Scorer(weights([[50, 0, 70]])).score(see(read("xyz"), Lexicon([])))
    assert scores.values == pytest.approx([0.1, -0.2, 0.0])
    assert scores.chances("need") == []


def test_the_shipped_file_is_in_the_form_that_training_writes() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert write_weights(read_weights(text)) == text
