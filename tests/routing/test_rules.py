"""Routing by small packs of its own: what a rule asks for, who is found, and in which order."""

from datetime import date

import pytest

from bot.routing.case import Case
from bot.routing.rules import holds, refer
from knowledge.base import KnowledgeBase
from knowledge.records.organisations import Body, Contact, Organisation
from knowledge.records.places import Municipality, Region
from knowledge.records.rules import Condition, RoutingRule
from tests.knowledge.make import programme, texts

TODAY = date(2026, 11, 23)


def region() -> Region:
    return Region.model_validate(
        {
            "id": "r",
            "verified": True,
            "names": texts("R"),
            "country": "NO",
            "zone": "Europe/Oslo",
            "language": "nb",
            "partnership": texts("partnerskapet"),
        }
    )


def municipality(name: str, *, district: bool | None = None) -> Municipality:
    return Municipality.model_validate(
        {
            "id": name,
            "verified": True,
            "region": "r",
            "name": name,
            "official_name": name,
            "authority": f"{name} kommune",
            "number": "1",
            "county": "F",
            "website": {"address": f"{name}.kommune.no"},
            "mailbox": {"address": f"post@{name}.kommune.no", "verified": True},
            "traits": [{"name": "district", "value": district, "verified": False}],
        }
    )


def contact(identity: str, role: str, **more: object) -> Contact:
    fields = {
        "id": identity,
        "verified": True,
        "region": "r",
        "role": role,
        "title": texts(role),
        "the_title": texts(role),
        "role_verified": True,
        "covers": {"verified": True},
        **more,
    }
    return Contact.model_validate(fields)


def rule(identity: str, part: str, **more: object) -> RoutingRule:
    fields = {
        "id": identity,
        "verified": True,
        "region": "r",
        "part": part,
        "because": texts("det er slik"),
        **more,
    }
    return RoutingRule.model_validate(fields)


def organisation(identity: str) -> Organisation:
    return Organisation.model_validate(
        {"id": identity, "verified": True, "name": identity, "kind": "county", "what": texts("x")}
    )


def case(**more: object) -> Case:
    return Case(region(), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        ({}, True),
        ({"needs": ["research"]}, True),
        ({"needs": ["research", "innovation"], "themes": ["education"]}, True),
        ({"needs": ["research"], "themes": ["transport"]}, False),
        ({"all_themes": ["education"]}, True),
        ({"all_themes": ["education", "digitalisation"]}, False),
        ({"intents": ["find_funding"]}, False),
        ({"topics": ["ks"]}, False),
        ({"traits": {"district": True}}, True),
        ({"traits": {"district": False}}, False),
    ],
)
def test_a_condition_holds_when_everything_it_gives_is_true(
    condition: dict[str, object], true: bool
) -> None:
    known = case(
        municipality=municipality("a", district=True), themes=("education",), needs=("research",)
    )
    assert holds(Condition.model_validate(condition), known) is true


def test_an_unknown_trait_is_neither_true_nor_false() -> None:
    known = case(municipality=municipality("a", district=None))
    assert not holds(Condition(traits={"district": True}), known)
    assert not holds(Condition(traits={"district": False}), known)


def test_the_first_rule_that_finds_somebody_is_taken() -> None:
    a = municipality("a")
    kb = KnowledgeBase(
        [
            region(),
            a,
            municipality("b"),
            contact("broker-b", "broker", covers={"municipalities": ["b"], "verified": True}),
            contact("secretariat", "secretariat"),
            rule("broker", "researchers", role="broker"),
            rule("nobody", "researchers", contact="secretariat"),
        ]
    )
    found = refer(kb, case(municipality=a), TODAY)["researchers"]
    assert found.rule.id == "nobody"
    found = refer(kb, case(municipality=kb.municipalities["b"]), TODAY)["researchers"]
    assert found.rule.id == "broker"


def test_a_role_that_every_municipality_has_is_reached_through_the_municipality() -> None:
    a = municipality("a")
    kb = KnowledgeBase(
        [region(), a, contact("foui", "foui", seat="municipality"), rule("x", "first", role="foui")]
    )
    found = refer(kb, case(municipality=a), TODAY)["first"]
    assert found.mailbox == "post@a.kommune.no"
    assert found.website == "a.kommune.no"


def test_an_unverified_mailbox_is_not_one_to_write_to() -> None:
    box = {"address": "post@x.no", "verified": False}
    kb = KnowledgeBase([region(), contact("c", "c", mailbox=box), rule("x", "first", contact="c")])
    found = refer(kb, case(), TODAY)["first"]
    assert found.mailbox is None
    assert found.unverified_mailbox == "post@x.no"


def test_the_rule_for_other_themes_steps_back_where_a_theme_is_named() -> None:
    kb = KnowledgeBase(
        [
            region(),
            contact("school", "leader"),
            contact("head", "head"),
            rule("other", "nearest", contact="head", when={"other_themes": True}),
            rule("school", "nearest", contact="school", when={"themes": ["education"]}),
        ]
    )
    assert refer(kb, case(themes=("education",)), TODAY)["nearest"].rule.id == "school"
    assert refer(kb, case(themes=("transport",)), TODAY)["nearest"].rule.id == "other"


def led_by(year: int, *, verified: bool, until: str | None = None) -> KnowledgeBase:
    body = Body.model_validate(
        {
            "id": "board",
            "verified": True,
            "region": "r",
            "name": "Board",
            "what": texts("x"),
            "valid_until": until,
            "leadership": {
                "rule": texts("annethvert år"),
                "years": [{"year": year, "organisation": "county", "verified": verified}],
            },
        }
    )
    return KnowledgeBase(
        [region(), organisation("county"), body, rule("x", "fallback", leader_of="board")]
    )


def test_whoever_leads_the_body_that_year_is_found() -> None:
    found = refer(led_by(2026, verified=False), case(), TODAY)["fallback"]
    assert found.organisation is not None
    assert found.organisation.id == "county"
    assert found.derived_leader


@pytest.mark.parametrize(
    "kb", [led_by(2025, verified=True), led_by(2026, verified=True, until="2026-01-01")]
)
def test_nobody_leads_in_an_unknown_year_or_after_the_mandate(kb: KnowledgeBase) -> None:
    assert "fallback" not in refer(kb, case(), TODAY)


def test_an_ended_scheme_is_never_named() -> None:
    ended, living = programme("ended", status="closed"), programme("living")
    both = rule("x", "money", programmes=["ended", "living"])
    found = refer(KnowledgeBase([region(), ended, living, both]), case(), TODAY)["money"]
    assert [it.id for it in found.programmes] == ["living"]
    alone = rule("y", "money", programmes=["ended"])
    assert "money" not in refer(KnowledgeBase([region(), ended, alone]), case(), TODAY)
