"""Scoring: no file is judged by an engine that has seen it, and the figures are right."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.understanding import evaluate
from intents.evaluate.judge import Judged, shipped_files, training_files
from intents.evaluate.labelled import Labelled
from intents.evaluate.measures import (
    calibration_error,
    confusions,
    macro_f1,
    outside_recall,
    reliability,
    theme_f1,
)
from intents.evaluate.noise import NOISES
from intents.understand import load, understand

BLANK = understand("hei", load([]), today=date(2026, 1, 15))


def judged(gold: str, said: str, confidence: float = 0.9, also: tuple[str, ...] = ()) -> Judged:
    meaning = replace(BLANK, intent=said, confidence=confidence, alternatives=())  # type: ignore[arg-type]
    return Judged(Labelled("x", frozenset(), intent=gold, also=also), meaning, (), None, 0.001)


def test_a_shipped_file_is_judged_by_the_others() -> None:
    path = shipped_files()[0]
    others = training_files(path, ())
    assert path not in others
    assert len(others) == len(shipped_files()) - 1


def test_a_copy_of_a_shipped_file_is_known_as_one(tmp_path: Path) -> None:
    path = shipped_files()[0]
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(path.read_bytes())
    assert path not in training_files(copy, ())


def test_a_further_label_counts_as_right() -> None:
    assert judged("help", "explain", also=("explain",)).right
    assert macro_f1([judged("help", "explain", also=("explain",))]) == 1


def test_macro_f1_counts_every_intent_alike() -> None:
    answers = [judged("greet", "greet"), judged("help", "greet"), judged("help", "help")]
    assert macro_f1(answers) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert confusions(answers) == [("help", "greet", 1)]


def test_confidence_that_holds_has_no_error() -> None:
    sure = [judged("help", "help", 1.0)] * 3
    assert calibration_error(reliability(sure)) == 0
    assert calibration_error(reliability([judged("help", "greet", 1.0)])) == 1
    assert calibration_error([]) is None


def test_what_is_outside_is_declined_first() -> None:
    inside = [judged("help", "help")] * 20
    outside = [judged("out_of_scope", "out_of_scope", 0.9), judged("out_of_scope", "help")]
    assert outside_recall([*inside, *outside]) == 0.5


def test_theme_f1_counts_themes_that_hold() -> None:
    labelled = Labelled("x", frozenset({"themes"}), themes=("education", "transport"))
    one = Judged(labelled, BLANK, (("education", 0.9), ("integration", 0.6)), None, 0.0)
    assert theme_f1([one]) == 0.5


@given(st.sampled_from(sorted(NOISES)), st.text(max_size=60), st.integers(0, 10_000))
def test_noise_is_repeatable(kind: str, text: str, seed: int) -> None:
    assert NOISES[kind](text, seed) == NOISES[kind](text, seed)


@pytest.mark.parametrize(
    ("kind", "text", "worse"),
    [
        ("nodiacritics", "Får vi støtte på lærlingplass?", "Far vi stotte pa larlingplass?"),
        ("case", "Hei DU", "hei du"),
    ],
)
def test_noise_does_what_it_says(kind: str, text: str, worse: str) -> None:
    assert NOISES[kind](text, 0) == worse


def test_split_parts_a_long_word() -> None:
    worse = NOISES["split"]("om forskningsmidler nå", 1)
    assert worse.count(" ") == 3
    assert worse.replace(" ", "") == "omforskningsmidlernå"


def test_a_typo_is_one_slip() -> None:
    assert NOISES["typo"]("sensorer", 3) != "sensorer"
    assert abs(len(NOISES["typo"]("sensorer", 3)) - len("sensorer")) <= 1


@pytest.fixture
def contract(tmp_path: Path) -> tuple[Path, Path]:
    """Labels of somebody else's, in two files."""
    texts = {
        "book_table": [
            "book a table",
            "table for two",
            "reserve a table please",
            "a table tonight",
        ],
        "play_music": ["play a song", "play some jazz", "music please", "play that song again"],
    }
    learned, asked = tmp_path / "learned.jsonl", tmp_path / "asked.jsonl"
    rows = [json.dumps({"text": t, "intent": i}) for i, group in texts.items() for t in group]
    learned.write_text("\n".join(rows), encoding="utf-8")
    asked.write_text(
        '{"text": "table for four", "intent": "book_table"}\n'
        '{"text": "play the song", "intent": "play_music", "lang": "en"}\n',
        encoding="utf-8",
    )
    return learned, asked


def test_another_contract_is_scored(contract: tuple[Path, Path]) -> None:
    learned, asked = contract
    result = CliRunner().invoke(evaluate, [str(asked), "--train", str(learned), "--json"])
    assert result.exit_code == 0, result.output
    measured = json.loads(result.output)
    assert measured["accuracy"] == 1.0
    assert measured["lines"] == 2


def test_the_report_is_text_with_errors(contract: tuple[Path, Path]) -> None:
    learned, asked = contract
    asked.write_text('{"text": "play a table", "intent": "unheard_of"}\n', encoding="utf-8")
    command = [str(asked), "--train", str(learned), "--errors", "--curve", "--noise", "case"]
    result = CliRunner().invoke(evaluate, command)
    assert result.exit_code == 0, result.output
    assert "unheard_of → " in result.output
    assert "8 examples: 0.0 %" in result.output


def test_a_faulty_line_is_named(contract: tuple[Path, Path]) -> None:
    learned, asked = contract
    asked.write_text("{\n", encoding="utf-8")
    result = CliRunner().invoke(evaluate, [str(asked), "--train", str(learned)])
    assert result.exit_code == 1
    assert "asked.jsonl, line 1" in result.output
