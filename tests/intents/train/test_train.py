"""Training: the same files give the same bytes, and new examples count without it."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bot.cli.understanding import train as train_command
from intents.classify.examples import Example, load_examples
from intents.classify.weights import PATH, read_weights, write_weights
from intents.evaluate.labelled import Labelled
from intents.lexicon import load_lexicon
from intents.themes import rank_themes
from intents.train.lessons import lessons
from intents.train.weigh import train
from intents.understand import make_ranker
from intents.words import read

MESSAGES = {
    "greet": ["hei", "hallo", "god dag", "hei du", "hei på deg", "god morgen"],
    "thanks": ["takk", "tusen takk", "takk skal du ha", "mange takk", "takk for hjelpen"],
    "list_deadlines": ["når er fristen", "søknadsfrist?", "siste frist", "frist for interreg"],
}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl"
    rows = [
        json.dumps({"text": text, "intent": intent})
        for intent, texts in MESSAGES.items()
        for text in texts
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_the_same_files_give_the_same_bytes(labelled: Path) -> None:
    assert write_weights(train([labelled])) == write_weights(train([labelled]))


def test_what_was_learned_is_used(labelled: Path) -> None:
    ranker = make_ranker(load_lexicon(), [], train([labelled]))
    assert ranker.rank(read("hvilken frist har vi")).intents[0][0] == "list_deadlines"
    assert ranker.rank(read("takk da")).intents[0][0] == "thanks"


def test_two_intents_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    rows = [{"text": t, "intent": i} for i in ("greet", "thanks") for t in MESSAGES[i]]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ranker = make_ranker(load_lexicon(), [], train([path]))
    assert ranker.rank(read("takk")).intents[0][0] == "thanks"
    assert ranker.rank(read("hei")).intents[0][0] == "greet"


def test_a_new_example_counts_at_once() -> None:
    weights = read_weights(PATH.read_text(encoding="utf-8"))
    new = Example("blåbærsyltetøykonferansen takk", "list_meetings")
    ranker = make_ranker(load_lexicon(), [*load_examples(), new], weights)
    ranking = ranker.rank(read("Blåbærsyltetøykonferansen, takk!"))
    assert ranking.intents[0][0] == "list_meetings"
    assert ranking.why[0].stage == "exact"
    assert np.isclose(sum(chance for _, chance in ranking.intents), 1, atol=0.01)


def test_the_command_writes_the_file(labelled: Path, tmp_path: Path) -> None:
    output = tmp_path / "weights.txt"
    result = CliRunner().invoke(train_command, [str(labelled), "--output", str(output)])
    assert result.exit_code == 0, result.output
    labels = read_weights(output.read_text(encoding="utf-8")).labels
    assert [label.name for label in labels] == [f"intent:{name}" for name in sorted(MESSAGES)]


def test_themes_and_needs_are_learned_beside_intents(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    rows = [
        {"text": "buss til skolen", "intent": "route_idea", "themes": ["transport"], "need": None},
        {"text": "lesing på skolen", "intent": "route_idea", "themes": ["education"], "need": None},
        {"text": "måle effekten av lesing", "intent": "get_support", "themes": ["education"]},
        {"text": "måle effekten av buss", "intent": "get_support", "need": "evaluation"},
    ] * 3
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ranker = make_ranker(load_lexicon(), [], train([path]))
    assert rank_themes(ranker.rank(read("en buss")).scores)[0][0] == "transport"
    assert dict(ranker.rank(read("måle effekten")).scores.chances("need"))["evaluation"] > 0.5


def test_key_words_teach_the_themes_of_the_messages_and_no_others() -> None:
    message = Labelled("lesing på skolen", frozenset({"themes"}), themes=("education",))
    taught = [lesson for lesson in lessons([message], [0]) if lesson.author is None]
    assert taught
    assert {label for one in taught for label in one.labels} == {
        "theme:education",
        "first:education",
    }


def test_no_theme_is_learned_from_lists_alone() -> None:
    message = Labelled("hei", frozenset({"intent"}), intent="greet")
    assert [lesson.author for lesson in lessons([message], [0])] == [0]
