from pathlib import Path

import pytest

from knowledge.faults import PackError
from knowledge.packs import load_packs, read_packs
from knowledge.records.funding import Call
from tests.knowledge.edit import replace
from tests.knowledge.words import assert_told


def found(folder: Path) -> list[str]:
    _, faults = read_packs(folder)
    assert_told(faults)
    return [f"{fault.place}: {fault.code}" for fault in faults]


def test_files_come_with_common_first_and_records_as_written(folder: Path) -> None:
    packs = load_packs(folder)
    assert [file.path for file in packs.files[:4]] == [
        "common/calls.yaml",
        "common/documents.yaml",
        "common/programmes.yaml",
        "nord/articles.yaml",
    ]
    assert [it.id for it in packs.records if isinstance(it, Call)] == [
        "nordmidler-2024",
        "nordmidler-2025",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("nord/rules.yaml", "money", "mony", "nord/rules.yaml:25: penger: part: not_allowed"),
        (
            "nord/rules.yaml",
            "  part: money\n",
            "",
            "nord/rules.yaml:21: penger: part: missing_field",
        ),
        (
            "nord/rules.yaml",
            "  part: money\n",
            "  part: money\n  colour: red\n",
            "nord/rules.yaml:26: penger: colour: unknown_field",
        ),
        (
            "nord/rules.yaml",
            "district: true",
            "district: maybe",
            "nord/rules.yaml:14: forst: when.traits.district: not_true_or_false",
        ),
        (
            "common/calls.yaml",
            "2024-02-15",
            "2024-02-30",
            "common/calls.yaml:15: nordmidler-2024: deadline: no_such_date",
        ),
        (
            "common/calls.yaml",
            "2025-03-01T13:00",
            "1. mars",
            "common/calls.yaml:33: nordmidler-2025: deadline: local_moment",
        ),
        (
            "nord/events.yaml",
            "2016-10",
            "2016-13",
            "nord/events.yaml:29: samling-2016: start: partial_date",
        ),
        (
            "nord/bodies.yaml",
            "year: 2026",
            "year: i år",
            "nord/bodies.yaml:26: styringsgruppe: leadership.years.0.year: not_a_number",
        ),
        (
            "nord/regions.yaml",
            "- id: nord",
            "- id: Nord!",
            "nord/regions.yaml:3: Nord!: id: record_id",
        ),
        (
            "nord/regions.yaml",
            "nb: Nord nb",
            "nb: [Nord]",
            "nord/regions.yaml:9: nord: names.nb: not_a_text",
        ),
        (
            "nord/regions.yaml",
            "nb: Nord nb",
            "da: Nord",
            "nord/regions.yaml:9: nord: names.da: not_allowed",
        ),
        (
            "nord/regions.yaml",
            "- Norddalen",
            "  no",
            "nord/regions.yaml:13: nord: aliases: wrong_shape",
        ),
        (
            "nord/regions.yaml",
            "regions:",
            "region:",
            "nord/regions.yaml:2: region: unknown_section",
        ),
        (
            "nord/regions.yaml",
            "about: The region for tests.\n",
            "",
            "nord/regions.yaml:1: about: no_about",
        ),
    ],
)
def test_a_fault_names_file_line_record_and_field(
    folder: Path, file: str, old: str, new: str, fault: str
) -> None:
    replace(folder / file, old, new)
    assert fault in found(folder)


def test_all_faults_of_all_files_are_told_at_once(folder: Path) -> None:
    replace(folder / "nord/rules.yaml", "money", "mony")
    replace(folder / "nord/rules.yaml", "district: true", "district: maybe")
    replace(folder / "common/calls.yaml", "2024-02-15", "2024-02-30")
    (folder / "nord/series.yaml").write_text("series: [")
    with pytest.raises(PackError) as caught:
        load_packs(folder)
    assert [fault.file for fault in caught.value.faults] == [
        "common/calls.yaml",
        "nord/rules.yaml",
        "nord/rules.yaml",
        "nord/series.yaml",
    ]


def test_one_broken_file_does_not_hide_the_others(folder: Path) -> None:
    (folder / "nord/series.yaml").write_bytes(b"\xff")
    packs, faults = read_packs(folder)
    assert [fault.code for fault in faults] == ["not_utf8"]
    assert len(packs.files) == 12


def test_texts_are_put_in_the_order_of_languages(folder: Path) -> None:
    replace(
        folder / "nord/regions.yaml", "nb: Nord nb\n    nn: Nord nn", "nn: Nynord\n    nb: Nord"
    )
    region = next(it for it in load_packs(folder).records if it.id == "nord")
    assert list(region.model_dump()["names"]) == ["nb", "nn", "sv", "en"]


def test_an_empty_folder_holds_no_packs(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_packs(tmp_path)
    assert caught.value.faults[0].code == "no_packs"


def test_a_file_that_cannot_be_opened_is_a_fault(folder: Path) -> None:
    (folder / "nord/odd.yaml").mkdir()
    assert found(folder) == ["nord/odd.yaml: unreadable"]


def test_a_huge_file_is_refused_without_reading_it_all(folder: Path) -> None:
    with (folder / "nord/huge.yaml").open("wb") as file:
        file.truncate(10**10)  # takes no room on the disk
    assert found(folder) == ["nord/huge.yaml: too_large"]
