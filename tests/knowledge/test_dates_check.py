"""What keepers hear of a rule, a moved date or a step that cannot be."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from knowledge.base import KnowledgeBase
from knowledge.canonical import write_pack_file
from knowledge.checks.dates import happening_faults
from knowledge.checks.entry import Entry
from knowledge.checks.recurrence import recurrence_faults
from knowledge.checks.steps import step_faults
from knowledge.faults import Fault, PackError
from knowledge.kinds import kind_of
from knowledge.packs import PackFile, read_file
from knowledge.reader import read_marked
from knowledge.records.base import Record
from tests.knowledge.make import call, event, programme, texts
from tests.knowledge.test_recurrence import series
from tests.knowledge.words import assert_told

SOURCE = {"ref": "https://nord.example"}


def entry(record: Record) -> Entry:
    """A record as it stands in a pack file of its own."""
    text = write_pack_file("One.", kind_of(record), [record])
    root: Any = read_marked(text.encode(), "nord/one.yaml").value
    row = next(rows.value[0] for name, rows in root.items() if name != "about")
    file = PackFile("nord", "one.yaml", kind_of(record), "One.", (record,), (row,), text)
    return Entry(file, row, record)


def told(faults: Any) -> list[tuple[str, str]]:
    found: list[Fault] = list(faults)
    assert_told(found)
    assert all(fault.file == "nord/one.yaml" and fault.line and fault.record for fault in found)
    return [(fault.field, fault.code) for fault in found]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"rule": "FREQ=MONTHLY;BYDAY=3XX"}, ("recurrence.rule", "recurrence_meaningless")),
        ({"start": "2027-01-19T09:00"}, ("recurrence.start", "not_of_the_rule")),
        ({"start": "2027-01-18", "minutes": 60}, ("recurrence.minutes", "length_without_time")),
        (
            {"exceptions": [{"day": "2027-02-15"}, {"day": "2027-02-16"}]},
            ("recurrence.exceptions.1.day", "not_of_the_rule"),
        ),
    ],
)
def test_a_rule_gives_what_its_series_says(fields: dict[str, Any], fault: tuple[str, str]) -> None:
    assert told(recurrence_faults(entry(series(**fields)))) == [fault]


def test_a_good_series_has_no_fault() -> None:
    good = series(minutes=60, exceptions=[{"day": "2027-02-15", "moved_to": "2027-02-16"}])
    assert told(recurrence_faults(entry(good))) == []


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "MONTHLY",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;UNTIL=20270101T000000Z",
        "DTSTART:20270101\nRRULE:FREQ=DAILY",
    ],
)
def test_a_rule_that_is_not_for_whole_days_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="recurrence_rule"):
        series(rule)


@pytest.mark.parametrize(
    ("record", "faults"),
    [
        (call(None, happening="moved"), [("deadline", "moved_to_nowhere")]),
        (call("2027-02-15", moved_from="2027-02-01"), [("moved_from", "not_moved")]),
        (event("e", "2027-02-15", moved_from="2027-02-01"), [("moved_from", "not_moved")]),
        (call("2027-02-15", happening="moved", moved_from="2027-02-01"), []),
        (call("2027-02-15", happening="cancelled"), []),
    ],
)
def test_a_date_that_moved_says_so(record: Record, faults: list[tuple[str, str]]) -> None:
    assert told(happening_faults(entry(record))) == faults


def step(identity: str = "case", **fields: Any) -> dict[str, Any]:
    return {"id": identity, "texts": texts("do"), "before": {"weeks": 2}, **fields}


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([step()], ("steps.0.sources", "step_without_source")),
        ([step(sources=[SOURCE])] * 2, ("steps.1.id", "duplicate_step")),
        (
            [step(sources=[SOURCE], fulfils=["rd_partner"])],
            ("steps.0.fulfils.0", "not_required"),
        ),
    ],
)
def test_steps_stand_once_with_a_source_for_what_is_required(
    steps: list[dict[str, Any]], fault: tuple[str, str]
) -> None:
    record = type(programme()).model_validate({**programme().model_dump(), "steps": steps})
    assert told(step_faults(entry(record))) == [fault]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("    before:\n      weeks: 2\n      months: 1\n", "lead"),
        ("    before: {}\n", "lead"),
        ("    before:\n      weeks: 0\n", "wrong_shape"),
        ("    months:\n    - 13\n", "wrong_shape"),
        ("", "step_time"),
        ("    before:\n      weeks: 2\n    months:\n    - 1\n", "step_time"),
    ],
)
def test_a_step_has_one_time(tmp_path: Any, when: str, code: str) -> None:
    good = type(programme()).model_validate(
        {**programme().model_dump(), "steps": [step(sources=[SOURCE])]}
    )
    text = write_pack_file("One.", "programme", [good])
    path = tmp_path / "nord" / "one.yaml"
    path.parent.mkdir()
    path.write_text(text.replace("    before:\n      weeks: 2\n", when), encoding="utf-8")
    with pytest.raises(PackError) as error:
        read_file(path)
    assert [fault.code for fault in error.value.faults] == [code]
    assert_told(list(error.value.faults))


def test_a_cancelled_call_never_closes_and_is_no_round() -> None:
    kb = KnowledgeBase(
        [programme("p"), call("2027-02-15", id="gone", happening="cancelled", opens="2027-01-01")]
    )
    assert kb.due(datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)) == ()
    assert kb.rhythm("p", date(2026, 11, 23)).form == "none"
    assert kb.rhythm("p", date(2028, 1, 1)).form == "none"
