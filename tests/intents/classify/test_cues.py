"""Cue files: what matches, and what is said about a faulty file."""

from pathlib import Path

import pytest
import yaml

from intents.classify.cues import FOLDER, CueFileError
from intents.lexicon import load_lexicon
from intents.words import read


def write(folder: Path, text: str) -> Path:
    (folder / "nb").mkdir()
    (folder / "nb" / "time.yaml").write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, text: str) -> list[tuple[str, str]]:
    words = read(text)
    return [
        (line.label, " ".join(token.surface for token in words.tokens[start:end]))
        for line, start, end in load_lexicon(folder).find(words).cues
    ]


@pytest.mark.parametrize(
    ("cue", "text", "surface"),
    [
        ("frist", "Når er frist?", "frist"),
        ("frist*", "Fristen nærmer seg", "Fristen"),
        ('"*kurs"', "et nettkurs til", "nettkurs"),
        ('"*kurs*"', "mange nettkursene her", "nettkursene"),
        ("hvor går jeg", "Ja, hvor går jeg da?", "hvor går jeg"),
        ("på forhånd", "si fra PÅ FORHÅND", "PÅ FORHÅND"),
        ("søk* om midler", "vi søker om midler", "søker om midler"),
        ("får", "eg faar det", "faar"),
    ],
)
def test_a_cue_matches_where_it_stands(tmp_path: Path, cue: str, text: str, surface: str) -> None:
    folder = write(tmp_path, f"about: Time.\ncues:\n  time: [{cue}]\n")
    assert ("time", surface) in found(folder, text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [("frist", "fristen"), ("hvor går jeg", "hvor går"), ('"*kurs"', "kurset")],
)
def test_a_cue_matches_nothing_else(tmp_path: Path, cue: str, text: str) -> None:
    folder = write(tmp_path, f"about: Time.\ncues:\n  time: [{cue}]\n")
    assert found(folder, text) == []


def test_of_several_that_fit_a_word_the_longest_comes_first(tmp_path: Path) -> None:
    folder = write(tmp_path, "cues: {time: [fri*, friste*, frist*]}")
    hits = load_lexicon(folder).find(read("Fristene nærmer seg")).cues
    assert [line.text for line, _, _ in hits] == ["friste*", "frist*", "fri*"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("cues: [", "not readable as YAML"),
        ("about: Nothing.", "«cues» must hold"),
        ("cues:\n  time: frist", "time: must be a list"),
        ("cues:\n  time: ['…']", "is not a word"),
        ("cues:\n  time: [[a]]", "is not a word"),
    ],
)
def test_a_faulty_file_is_named(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(CueFileError, match=reason) as caught:
        load_lexicon(write(tmp_path, content))
    assert "time.yaml" in str(caught.value)


def test_the_shipped_cues_have_the_same_names_in_all_languages() -> None:
    def names(language: str) -> set[str]:
        return {
            name
            for path in (FOLDER / language).glob("*.yaml")
            for name in yaml.safe_load(path.read_text(encoding="utf-8"))["cues"]
        }

    assert names("nb") == names("nn") == names("sv") == names("en")
