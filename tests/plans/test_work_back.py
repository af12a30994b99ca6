"""Plans that count back from a date."""

from datetime import date
from typing import Any

import pytest

from bot.plans.plan import Plan
from bot.plans.work_back import work_back
from knowledge.base import KnowledgeBase
from knowledge.records.steps import Lead, Step
from tests.knowledge.make import call, programme, texts

MONDAY = date(2026, 11, 23)
SOURCE = {"ref": "https://nord.example"}


def step(identity: str, **fields: Any) -> Step:
    return Step.model_validate(
        {"id": identity, "texts": texts(identity), "sources": [SOURCE], **fields}
    )


def plan(
    steps: tuple[Step, ...], deadline: str | None, today: date = MONDAY, **fields: Any
) -> Plan:
    area = fields.pop("area", "norway")
    kb = KnowledgeBase(
        [
            programme("p", steps=steps, areas=(area,), **fields.pop("programme", {})),
            call(deadline, id="c", **fields),
        ]
    )
    made = work_back(kb, "c", today)
    assert made is not None
    return made


def days(made: Plan) -> dict[str, str]:
    return {it.id: str(it.by) for it in made.steps}


def test_steps_stand_in_the_order_of_their_days_and_the_last_is_to_send() -> None:
    made = plan(
        (
            step("partner", before={"months": 2}),
            step("case", months=[12, 1]),
            step("letters", before={"weeks": 2}),
            step("check", before={"working_days": 3}),
        ),
        "2027-02-17T13:00",
    )
    assert days(made) == {
        "partner": "2026-12-17",
        "case": "2027-01-29",
        "letters": "2027-02-03",
        "reading": "2027-02-03",
        "check": "2027-02-12",
        "send": "2027-02-17",
    }
    assert (made.basis, made.moment, made.confirmed) == ("deadline", "2027-02-17T13:00", True)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        # Constitution Day and Whit Monday are 17 May; Ascension Day is 6 May.
        ("norway", "2027-05-11"),
        # Sweden has neither of the two on a working day; Ascension Day is 6 May there too.
        ("sweden", "2027-05-12"),
    ],
)
def test_public_holidays_of_the_country_move_a_working_day_step(area: str, expected: str) -> None:
    made = plan((step("check", before={"working_days": 5}),), "2027-05-19", area=area)
    assert days(made)["check"] == expected


@pytest.mark.parametrize(
    ("deadline", "lead", "expected"),
    [
        ("2027-08-20", {"weeks": 4}, "2027-06-30"),  # 23 July: back over July
        ("2027-04-12", {"weeks": 2}, "2027-03-19"),  # Easter Monday: back over Easter week
        ("2027-08-03", {"working_days": 2}, "2027-06-30"),  # July has no such days
        ("2028-03-14", {"weeks": 2}, "2028-02-29"),  # a leap day is a day
        ("2027-03-31", {"months": 1}, "2027-02-26"),  # February has no 31st; the 28th is a Sunday
        ("2027-01-06", {"weeks": 1}, "2026-12-23"),  # 30 December, in week 53: before Christmas
    ],
)
def test_nothing_is_planned_for_days_on_which_nobody_meets(
    deadline: str, lead: dict[str, int], expected: str
) -> None:
    assert days(plan((step("step", before=lead),), deadline))["step"] == expected


@pytest.mark.parametrize(("zone", "area"), [("Oslo", "norway"), ("Stockholm", "sweden")])
@pytest.mark.parametrize(
    ("deadline", "send", "fortnight"),
    [
        # Easter Sunday, 02:30 does not exist: the last day at work in each country.
        ("2027-03-28T02:30", {"norway": "2027-03-24", "sweden": "2027-03-25"}, "2027-03-12"),
        ("2027-10-31T02:30", {"norway": "2027-10-29", "sweden": "2027-10-29"}, "2027-10-15"),
    ],
)
def test_a_deadline_on_the_day_the_clocks_change(
    zone: str, area: str, deadline: str, send: dict[str, str], fortnight: str
) -> None:
    made = plan((step("two", before={"weeks": 2}),), deadline, area=area, zone=f"Europe/{zone}")
    assert days(made)["send"] == send[area]
    assert days(made)["two"] == fortnight


def test_a_late_plan_says_what_can_still_be_done_this_week_and_what_cannot() -> None:
    made = plan(
        (
            step("partner", before={"weeks": 10}, shortest={"weeks": 2}),
            step("case", months=[10]),
            step("abroad", before={"months": 6}, shortest={"weeks": 10}),
        ),
        "2027-01-08",
    )
    assert [(it.id, it.state, str(it.by)) for it in made.steps][:1] == [
        ("partner", "now", "2026-11-27")
    ]
    assert [(it.id, str(it.by)) for it in made.missed] == [
        ("case", "2026-10-30"),
        ("abroad", "2026-06-30"),
    ]


def test_in_week_53_the_next_week_is_week_1() -> None:
    made = plan((step("partner", before={"weeks": 10}),), "2027-01-20", date(2026, 12, 29))
    assert (made.steps[0].state, made.steps[0].by) == ("now", date(2027, 1, 4))


def test_a_window_that_has_begun_starts_today() -> None:
    made = plan((step("case", months=[12, 1]),), "2027-02-15", date(2027, 1, 11))
    assert (made.steps[0].first, made.steps[0].by) == (date(2027, 1, 11), date(2027, 1, 29))


def test_general_steps_stand_for_what_the_steps_of_the_scheme_do_not_fulfil() -> None:
    made = plan(
        (step("case", before={"weeks": 9}, fulfils=["political_anchoring"]),),
        "2027-05-26",
        programme={"requires": ("political_anchoring", "rd_partner")},
    )
    assert list(days(made)) == ["rd-partner", "case", "reading", "send"]


@pytest.mark.parametrize(
    "fields", [{"happening": "cancelled"}, {"deadline": "2026-11-01"}], ids=["cancelled", "past"]
)
def test_a_call_that_is_gone_leads_to_the_next_round(fields: dict[str, str]) -> None:
    kb = KnowledgeBase(
        [
            programme("p"),
            call("2027-02-15", id="gone").model_copy(update=fields),
            call("2027-09-15", id="next"),
        ]
    )
    made = work_back(kb, "gone", MONDAY)
    assert made is not None
    assert made.call is not None
    assert made.call.id == "next"


def test_where_the_opening_matters_the_plan_ends_on_it() -> None:
    made = plan((), "2027-12-01", programme={"plan_from": "opening"}, opens="2027-04-13T13:00")
    assert (made.basis, days(made)["send"]) == ("opening", "2027-04-13")


def test_a_rolling_scheme_has_an_order_and_no_days() -> None:
    rolling = programme("p", deadline_kind="rolling", requires=("rd_partner", "broker_dialogue"))
    made = work_back(KnowledgeBase([rolling]), "p", MONDAY)
    assert made is not None
    assert [(it.id, it.by) for it in made.steps] == [
        ("broker-dialogue", None),
        ("rd-partner", None),
        ("reading", None),
        ("send", None),
    ]


def test_what_is_no_call_and_no_programme_has_no_plan() -> None:
    assert work_back(KnowledgeBase([]), "nothing", MONDAY) is None


def test_a_lead_is_in_one_unit() -> None:
    with pytest.raises(ValueError, match="lead"):
        Lead(weeks=1, months=1)
