from datetime import date
from pathlib import Path

import pytest

from knowledge.check import check_packs
from knowledge.packs import Packs, load_packs
from tests.knowledge.edit import replace
from tests.knowledge.words import assert_told

TODAY = date(2026, 11, 23)
INTENTS = ("route_idea", "find_contact")


def found(folder: Path) -> list[str]:
    faults = check_packs(load_packs(folder), TODAY, INTENTS)
    assert_told(faults)
    return [
        f"{fault.file.removesuffix('.yaml')}: {fault.record}: {fault.field}: {fault.code}"
        for fault in faults
        if fault.code != "not_canonical"
    ]


def test_the_small_packs_have_no_fault(small: Packs) -> None:
    assert check_packs(small, TODAY, INTENTS) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        # references
        ("nord/regions", "sekretariat", "nobody", "nord: fallback: no_such_record"),
        ("nord/regions", "sekretariat", "nord_fylke", "nord: fallback: no_such_record"),
        ("nord/contacts", "doc-plan", "doc-plam", "sekretariat: sources.0.ref: no_such_source"),
        ("nord/contacts", "- alvik", "- elvik", "megler: covers.municipalities.0: no_such_record"),
        ("nord/rules", "- nordmidler", "- sydmidler", "penger: programmes.0: no_such_record"),
        ("nord/events", "series: nettverk", "series: x", "samling-2026: series: no_such_record"),
        ("nord/articles", "ask: foui_kontakt", "ask: x", "foui: ask: no_such_record"),
        (
            "nord/bodies",
            "    - year: 2026\n      organisation: nord_fylke",
            "    - year: 2026\n      organisation: x",
            "styringsgruppe: leadership.years.0.organisation: no_such_record",
        ),
        (
            "common/programmes",
            "funder_organisation: nord_fylke",
            "funder_organisation: x",
            "nordmidler: funder_organisation: no_such_record",
        ),
        (
            "common/calls",
            "  programme: nordmidler\n  title:\n    nb: Runde 2025",
            "  programme: x\n  title:\n    nb: Runde 2025",
            "nordmidler-2025: programme: no_such_record",
        ),
        (
            "common/calls",
            "  deadline: 2024-02-15\n",
            "  deadline: 2024-02-15\n  counties:\n  - Sør\n",
            "nordmidler-2024: counties.0: no_such_county",
        ),
        (
            "common/programmes",
            "  areas:\n  - norway\n  needs",
            "  areas:\n  - nowhere\n  needs",
            "nordmidler: areas.0: no_such_record",
        ),
        # dates
        ("common/calls", "2024-01-10", "2024-02-16", "nordmidler-2024: deadline: {end}"),
        ("nord/events", "2026-03-11", "2026-03-09", "samling-2026: end: {end}"),
        ("common/documents", "as_of: '2014'", "as_of: '2027'", "doc-plan: as_of: in_the_future"),
        (
            "common/documents",
            "  verified: true\n",
            "  verified: true\n  verified_on: 2026-11-24\n",
            "doc-plan: verified_on: in_the_future",
        ),
        (
            "common/documents",
            "  verified: true\n",
            "  verified: true\n  valid_from: 2026-02\n",
            "doc-plan: valid_until: {end}",
        ),
        # texts
        ("nord/regions", "    nn: Nord nn\n", "", "nord: names: missing_language"),
        ("nord/regions", "    en: partnerskapet en\n", "", "nord: partnership: missing_language"),
        ("nord/procedures", "      sv: Først sv\n", "", "vei: steps.0.texts: missing_language"),
        ("nord/series", "    sv: to ganger i året sv\n", "", "nettverk: rhythm: {language}"),
        ("nord/series", "title:\n    nb: Nettverket", "title: {}", "nettverk: title: {language}"),
        ("nord/regions", "Nord nn", "Nord {name}", "nord: names.nn: placeholder"),
        ("nord/regions", "Nord nn", "'[[Nord]]'", "nord: names.nn: placeholder"),
        ("nord/regions", "nn: Nord nn", "nn: ''", "nord: names.nn: empty_text"),
        ("nord/regions", "Nord nn", "'Nord '", "nord: names.nn: stray_space"),
        ("nord/regions", "Nord nn", '"Nord\\nSør"', "nord: names.nn: stray_space"),
        ("nord/regions", "Nord nn", "Nord  Sør", "nord: names.nn: stray_space"),
        ("nord/regions", "Nord nn", "Nord\u00a0nn", None),
        ("common/programmes", "Penger til klima nb", "x" * 111, "nordmidler: pitch.nb: too_long"),
        (
            "nord/municipalities",
            "address: alvik.kommune.example",
            "address: https://alvik.kommune.example",
            "alvik: website.address: odd_website",
        ),
        # mailboxes and contacts
        (
            "nord/municipalities",
            "postmottak@alvik.kommune.example",
            "postmottak.alvik.kommune.example",
            "alvik: mailbox.address: odd_mailbox",
        ),
        (
            "nord/municipalities",
            "postmottak@alvik.kommune.example",
            "postmottak@elsewhere.example",
            "alvik: mailbox.address: foreign_domain",
        ),
        (
            "nord/organisations",
            "post@nord.example",
            "post@elsewhere.example",
            "nord_fylke: mailbox.address: foreign_domain",
        ),
        ("nord/municipalities", "post@berg.kommune.example", "post@elsewhere.example", None),
        (
            "nord/organisations",
            "  sources:\n  - ref: https://nord.example/kilde\n    as_of: 2026-01\n",
            "",
            "nord_fylke: mailbox: verified_without_source",
        ),
        (
            "nord/contacts",
            "  seat: municipality\n",
            "  seat: municipality\n  organisation: nord_fylke\n",
            "foui_kontakt: organisation: own_address_of_municipal_contact",
        ),
        (
            "nord/contacts",
            "  seat: municipality\n",
            "",
            "foui_kontakt: organisation: contact_without_organisation",
        ),
        # status
        (
            "common/programmes",
            "status: closed",
            "status: replaced",
            "gamlemidler: replaced_by: replaced_or_not",
        ),
        (
            "common/programmes",
            "status: closed",
            "status: closed\n  replaced_by: nordmidler",
            "gamlemidler: replaced_by: replaced_or_not",
        ),
        (
            "common/programmes",
            "status: closed",
            "status: replaced\n  replaced_by: nordmidler",
            None,
        ),
        ("nord/rules", "verified: false", "verified: true", "penger: verified: verified_reading"),
        # routing
        ("nord/regions", "  fallback: sekretariat\n", "", "nord: fallback: {fallback}"),
        ("nord/rules", "role: foui_kontakt", "role: x", "forst: role: role_without_contact"),
        ("nord/rules", "  role: foui_kontakt\n", "", "forst: : not_one_target"),
        (
            "nord/rules",
            "role: foui_kontakt",
            "role: foui_kontakt\n  contact: foui_kontakt",
            "forst: : not_one_target",
        ),
        ("nord/rules", "- route_idea", "- fly_a_kite", "forst: when.intents.0: no_such_intent"),
        ("nord/procedures", "route_idea", "fly_a_kite", "vei: intent: no_such_intent"),
        ("nord/rules", "district:", "coastal:", "forst: when.traits.coastal: not_allowed"),
        # doubles
        ("nord/municipalities", "- id: berg", "- id: alvik", "alvik: id: duplicate_id"),
        ("nord/municipalities", "name: Berg\n  o", "name: alvik\n  o", "berg: name: shared_name"),
    ],
)
def test_a_fault_is_found_where_it_is(
    folder: Path, file: str, old: str, new: str, fault: str | None
) -> None:
    replace(folder / f"{file}.yaml", old, new)
    codes = {
        "{end}": "ends_before_it_begins",
        "{language}": "missing_language",
        "{fallback}": "region_without_fallback",
    }
    for short, code in codes.items():
        fault = fault and fault.replace(short, code)
    if fault:
        assert f"{file}: {fault}" in found(folder)
    else:
        assert found(folder) == []


def test_a_former_municipality_split_in_two_must_be_marked_so(folder: Path) -> None:
    file = folder / "nord/municipalities.yaml"
    file.write_text(file.read_text().replace("    part_only: true\n", ""))
    assert found(folder) == [
        "nord/municipalities: alvik: names.1: shared_name",
        "nord/municipalities: berg: names.0: shared_name",
    ]


def test_the_first_line_out_of_form_is_told(folder: Path) -> None:
    replace(folder / "nord/regions.yaml", "    nb: Nord nb\n", '    nb: "Nord nb"\n')
    faults = check_packs(load_packs(folder), TODAY, INTENTS)
    assert [(fault.place, fault.code) for fault in faults] == [
        ("nord/regions.yaml:9", "not_canonical")
    ]


def test_faults_come_in_the_order_of_files_and_lines(folder: Path) -> None:
    replace(folder / "nord/rules.yaml", "- nordmidler", "- x")
    replace(folder / "nord/regions.yaml", "fallback: sekretariat", "fallback: x")
    replace(folder / "nord/regions.yaml", "    nn: Nord nn\n", "")
    replace(folder / "common/documents.yaml", "as_of: '2014'", "as_of: '2027'")
    faults = check_packs(load_packs(folder), TODAY, INTENTS)
    assert [fault.place for fault in faults] == [
        "common/documents.yaml:4: doc-plan: as_of",
        "nord/regions.yaml:8: nord: names",
        "nord/regions.yaml:22: nord: fallback",
        "nord/rules.yaml:27: penger: programmes.0",
    ]
