from datetime import UTC, datetime

import pytest

from knowledge.base import KnowledgeBase
from knowledge.packs import Packs, load_packs
from tests.knowledge.make import call, event, programme


def ids(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]


def with_more(small: Packs, *records: object) -> KnowledgeBase:
    return KnowledgeBase([*small.records, *records])  # type: ignore[list-item]


def test_records_are_found_by_id_in_pack_order(kb: KnowledgeBase) -> None:
    assert list(kb.municipalities) == ["alvik", "berg"]
    assert kb.municipality("alvik").name == "Alvik"
    assert kb.rule("forst").role == "foui_kontakt"
    assert kb.records["document"]["doc-plan"] is kb.documents["doc-plan"]
    assert kb.revision == 7


def test_an_unknown_id_is_a_key_error(kb: KnowledgeBase) -> None:
    with pytest.raises(KeyError):
        kb.municipality("nowhere")
    with pytest.raises(KeyError):
        kb.rule("none")


def test_nothing_in_it_can_be_changed(kb: KnowledgeBase) -> None:
    with pytest.raises(TypeError):
        kb.regions["sor"] = kb.regions["nord"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        kb.municipality("alvik").name = "Elvik"


def test_rules_and_municipalities_of_a_region(kb: KnowledgeBase) -> None:
    assert ids(kb.rules("nord")) == ["forst", "penger"]
    assert ids(kb.municipalities_in("nord")) == ["alvik", "berg"]
    assert kb.rules("sor") == kb.municipalities_in("sor") == ()


@pytest.mark.parametrize(
    ("role", "municipality", "theme", "found"),
    [
        ("foui_kontakt", "alvik", None, ["foui_kontakt"]),
        ("foui_kontakt", "nowhere", None, []),
        ("kompetansemegler", None, None, ["megler"]),
        ("kompetansemegler", "alvik", None, ["megler"]),
        ("kompetansemegler", "berg", None, []),
        ("kompetansemegler", "alvik", "health_care", ["megler"]),
        ("kompetansemegler", "alvik", "education", []),
        ("sekretariat", "berg", "education", ["sekretariat"]),
        ("none", None, None, []),
    ],
)
def test_contacts_are_found_by_role_and_what_they_cover(
    kb: KnowledgeBase, role: str, municipality: str | None, theme: str | None, found: list[str]
) -> None:
    assert ids(kb.contacts_with(role, municipality, theme)) == found  # type: ignore[arg-type]


def test_a_closed_contact_is_found_by_id_alone(small: Packs, kb: KnowledgeBase) -> None:
    closed = kb.contacts["megler"].model_copy(update={"id": "x", "status": "closed"})
    more = with_more(small, closed)
    assert ids(more.contacts_with("kompetansemegler")) == ["megler"]
    assert more.contacts["x"] is closed


def test_calls_come_by_deadline_whatever_their_zone(small: Packs) -> None:
    more = with_more(
        small,
        call(None, id="never"),
        call("2024-02-15T23:30", id="late", zone="Europe/Brussels"),
        call("2024-02-15T08:00", id="early"),
        call("2024-02-15", id="all-day"),
    )
    assert ids(more.calls_of("p")) == ["early", "late", "all-day", "never"]
    assert more.calls_of("none") == ()


def test_calls_are_narrowed_to_region_and_county(small: Packs) -> None:
    more = with_more(
        small,
        call("2024-01-01", id="a", counties=("Buskerud",)),
        call("2024-01-02", id="b", areas=("sweden",)),
        call("2024-01-03", id="c", areas=("eu",)),
    )
    assert ids(more.calls_for("p", "nord")) == ["a", "c"]
    assert ids(more.calls_for("p", "nord", "Telemark")) == ["c"]
    assert ids(more.calls_for("p", "nord", "Buskerud")) == ["a", "c"]


def test_programmes_that_fit_come_best_first(small: Packs) -> None:
    more = with_more(
        small,
        programme("any"),
        programme("partner", themes=("education",), municipality_role="partner"),
        programme("named", themes=("education",), needs=("research",)),
        programme("other_theme", themes=("transport",)),
        programme("other_need", needs=("competence",)),
        programme("swedish", areas=("sweden",)),
    )
    assert ids(more.programmes_for("nord", ["education"], "research")) == [
        "named",
        "partner",
        "partnermidler",
        "any",
    ]
    assert "gamlemidler" not in ids(more.programmes_for("nord"))
    assert more.programmes_for("sor") == ()


def test_programmes_of_another_county_are_left_out(small: Packs) -> None:
    more = with_more(small, programme("viken", counties=("Buskerud",)))
    assert "viken" in ids(more.programmes_for("nord"))
    assert "viken" in ids(more.programmes_for("nord", county="Buskerud"))
    assert "viken" not in ids(more.programmes_for("nord", county="Telemark"))


def test_records_are_found_by_topic(kb: KnowledgeBase) -> None:
    assert ids(kb.by_topic("foui_kontakt")) == ["foui_kontakt"]
    assert ids(kb.by_topic("klimasats")) == ["nordmidler"]
    assert kb.by_topic("stimulab") == ()


def moments(kb: KnowledgeBase, start: datetime, end: datetime) -> list[tuple[str, str, str]]:
    return [
        (due.record.id, due.kind, due.moment.isoformat(timespec="minutes"))
        for due in kb.due(start, end)
    ]


def test_what_is_due_comes_in_order_of_time(kb: KnowledgeBase) -> None:
    start, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert moments(kb, start, end) == [
        ("nordmidler-2024", "opens", "2024-01-09T23:00+00:00"),
        ("nordmidler-2024", "closes", "2024-02-15T22:59+00:00"),
        ("nordmidler-2025", "closes", "2025-03-01T12:00+00:00"),
        ("samling-2026", "sign_up", "2026-03-01T22:59+00:00"),
        ("samling-2026", "starts", "2026-03-10T08:00+00:00"),
    ]


def test_due_takes_in_the_start_and_leaves_out_the_end(kb: KnowledgeBase) -> None:
    closing = datetime(2025, 3, 1, 12, tzinfo=UTC)
    later = datetime(2025, 3, 1, 12, 1, tzinfo=UTC)
    assert [due.kind for due in kb.due(closing, later)] == ["closes"]
    assert kb.due(datetime(2025, 1, 1, tzinfo=UTC), closing) == ()
    assert kb.due(later, closing) == ()


def test_a_month_or_a_year_is_no_moment(small: Packs) -> None:
    more = with_more(small, event("a", "2025-10"), event("b", "2025"), event("c", None))
    start, end = datetime(2025, 3, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    assert more.due(start, end) == ()


def test_moments_follow_summer_time_of_their_zone(small: Packs) -> None:
    more = with_more(
        small,
        call("2026-10-24T12:00", id="summer"),
        call("2026-10-25T12:00", id="winter", zone="Europe/Stockholm"),
    )
    start, end = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    assert [(due.moment.hour, due.has_time) for due in more.due(start, end)] == [
        (10, True),
        (11, True),
    ]


def test_the_shipped_packs_make_a_knowledge_base() -> None:
    shipped = KnowledgeBase(load_packs().records)
    assert len(shipped.municipalities_in("trondelag")) == 38
    assert len(shipped.municipalities_in("norrbotten")) == 14
    assert len(shipped.municipalities_in("kongsbergregionen")) == 8
