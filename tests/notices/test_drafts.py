"""What is wrong with an announcement is told with its line before anybody gets it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.notices.audience import Interest
from bot.notices.drafts import read_draft
from knowledge.faults import PackError
from tests.notices.telling import packs

_GOOD: dict[str, Any] = {
    "audience": {"region": "trondelag", "follows": ["programme:klimasats", "theme:education"]},
    "title": {"nb": "Spørretime", "nn": "Spørjetime"},
    "body": {"nb": "Torsdag svarer vi.\nMeld deg på.", "nn": "Torsdag svarer vi.\nMeld deg på."},
    "link": "https://nord.example/time",
    "sender": "sekretariatet",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "melding.yaml"


def _write(file: Path, **changes: Any) -> Path:
    draft = {key: value for key, value in (_GOOD | changes).items() if value is not None}
    file.write_text(yaml.safe_dump(draft, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def test_a_good_draft_is_read(file: Path) -> None:
    draft = read_draft(_write(file), packs())
    assert draft.audience.follows == (
        Interest(kind="programme", subject="klimasats"),
        Interest(kind="theme", subject="education"),
    )
    assert draft.body["nb"].splitlines() == ["Torsdag svarer vi.", "Meld deg på."]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"audience": {"region": "finnmark"}}, "no_such_record", "audience.region"),
        (
            {"audience": {"region": "trondelag", "municipalities": ["vik"]}},
            "no_such_record",
            "audience.municipalities.0",
        ),
        (
            {"audience": {"region": "trondelag", "municipalities": ["tinn"]}},
            "other_region",
            "audience.municipalities.0",
        ),
        (
            {"audience": {"region": "trondelag", "follows": ["programme:gone"]}},
            "not_to_follow",
            "audience.follows.0",
        ),
        (
            {"audience": {"region": "trondelag", "follows": ["everything:"]}},
            "not_to_follow",
            "audience.follows.0",
        ),
        ({"title": {"nb": "En"}, "body": {"nb": "To."}}, "missing_language", "title"),
        ({"title": {**_GOOD["title"], "en": "Hour"}}, "other_languages", "title"),
        ({"title": {"nb": "a" * 61, "nn": "b"}}, "too_long", "title.nb"),
        ({"body": {"nb": "ord " * 91, "nn": "ord"}}, "too_many_words", "body.nb"),
        ({"body": {"nb": "a" * 111, "nn": "ord"}}, "long_beginning", "body.nb"),
        ({"body": {"nb": " ", "nn": "ord"}}, "empty_text", "body.nb"),
        ({"link": "http://nord.example"}, "not_https", "link"),
        ({"sender": None}, "missing_field", "sender"),
        ({"to": "all"}, "unknown_field", "to"),
    ],
)
def test_each_fault_is_told_with_its_line(
    file: Path, changes: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(PackError) as caught:
        read_draft(_write(file, **changes), packs())
    found = {(fault.code, fault.field): fault for fault in caught.value.faults}
    fault = found[code, field]
    assert fault.file == "melding.yaml"
    assert fault.line is not None


def test_a_region_in_sweden_needs_swedish(file: Path) -> None:
    swedish = {"sv": "Frågestund"}
    audience = {"region": "norrbotten"}
    draft = read_draft(_write(file, audience=audience, title=swedish, body=dict(swedish)), packs())
    assert draft.title == swedish
    with pytest.raises(PackError, match="missing language"):
        read_draft(_write(file, audience=audience), packs())
