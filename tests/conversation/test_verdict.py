"""«Kan vi søke?» has an answer for every state of a scheme."""

import pytest

from bot.conversation.verdict import programme_verdict
from knowledge.base import KnowledgeBase
from knowledge.records.base import Record
from knowledge.records.funding import Programme
from tests.conversation.asking import meant, named, shipped, turn_of


def _verdict(programme: Programme, municipality: str, *, name: str | None = None) -> str:
    names = (named("programme", programme.id, name),) if name else ()
    turn = turn_of(meant("kan vi søke?", "find_funding", names=names), municipality=municipality)
    return " ".join(line.plain for line in programme_verdict(turn, programme))


def _like(identity: str, **changes: object) -> Programme:
    return shipped().programmes[identity].model_copy(update=changes)


def test_an_ended_fund_is_a_no_by_the_name_that_was_used() -> None:
    said = _verdict(shipped().programmes["rff_viken"], "flesberg", name="RFF Viken")
    assert said.startswith("Nei, RFF Viken ser ut til å være avsluttet. ")
    assert said.endswith("Fylkeskommunen vet hva som gjelder.")


def test_an_uncertain_fund_is_a_perhaps_with_somebody_to_ask() -> None:
    said = _verdict(shipped().programmes["rff_trondelag"], "melhus")
    assert said.startswith("Kanskje ikke lenger. Den siste runden jeg kjenner, stengte")
    assert said.endswith("før dere skriver noe: postmottak@trondelagfylke.no.")


def test_a_replaced_scheme_names_its_successor() -> None:
    replaced = _like("klimasats", status="replaced", replaced_by="distriktforsk", status_text=None)
    assert _verdict(replaced, "namsos") == "Nei, Klimasats er erstattet av DistriktForsk."


def test_a_verified_end_is_said_without_doubt() -> None:
    ended = _like("klimasats", status="closed", verified=True, status_text=None)
    assert _verdict(ended, "namsos") == "Nei, Klimasats er avsluttet."


def test_a_scheme_of_another_region_is_not_for_this_one() -> None:
    assert _verdict(shipped().programmes["rff_trondelag"], "flesberg") == (
        "Nei, Regionalt forskningsfond Trøndelag gjelder ikke Flesberg."
    )


def test_a_fund_for_one_county_leaves_out_the_others_in_the_region() -> None:
    alive = _like("rff_viken", status="active")
    assert _verdict(alive, "notodden").startswith("Nei, Regionalt forskningsfond Viken gjelder")


@pytest.mark.parametrize(
    ("role", "start"),
    [
        ("applicant", "Ja, kommuner kan søke på"),
        ("partner", "Bare som partner:"),
        ("beneficiary", "Kommunen søker ikke på"),
        ("none", "Nei, kommuner kan ikke søke på"),
    ],
)
def test_the_municipality_s_part_decides(role: str, start: str) -> None:
    programme = _like("klimasats", status="active", municipality_role=role)
    assert _verdict(programme, "namsos").startswith(start)


def test_an_office_without_verified_address_is_not_named() -> None:
    records: list[Record] = [
        record
        for kind in shipped().records.values()
        for record in kind.values()
        if record.id not in ("fylkeskommunen-trondelag", "trondelag-fylkeskommune")
    ]
    turn = turn_of(
        meant("kan vi søke?", "find_funding"), municipality="melhus", kb=KnowledgeBase(records)
    )
    said = programme_verdict(turn, shipped().programmes["rff_trondelag"])[0].plain
    assert "@" not in said
