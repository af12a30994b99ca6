"""What holds for every plan, whatever the steps, the deadline and the day it is made."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.plans.plan import Plan
from bot.plans.work_back import work_back
from bot.working_days import Country, is_meeting_day, is_working_day
from knowledge.base import KnowledgeBase
from knowledge.moments import moment
from knowledge.records.requirements import REQUIREMENTS
from knowledge.records.steps import Lead, Step
from tests.knowledge.make import call, programme, texts

LEADS = st.one_of(
    st.builds(lambda count: Lead(working_days=count), st.integers(1, 60)),
    st.builds(lambda count: Lead(weeks=count), st.integers(1, 52)),
    st.builds(lambda count: Lead(months=count), st.integers(1, 12)),
)
RUNS = st.builds(
    lambda first, count: tuple((first + number - 1) % 12 + 1 for number in range(count)),
    st.integers(1, 12),
    st.integers(1, 4),
)
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
AREAS: dict[str, Country] = {"norway": "NO", "sweden": "SE"}


@st.composite
def steps(draw: st.DrawFn) -> tuple[Step, ...]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        window = draw(st.booleans())
        when = {"months": draw(RUNS)} if window else {"before": draw(LEADS)}
        shortest = draw(st.none() | LEADS)
        made.append(Step(id=f"step-{number}", texts=texts("step"), shortest=shortest, **when))
    return tuple(made)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, date, date, Country]:
    """A plan, the day it is made, its deadline, and the country."""
    today, deadline = draw(DAYS), draw(DAYS)
    assume(today <= deadline)
    area = draw(st.sampled_from(sorted(AREAS)))
    requires = draw(st.lists(st.sampled_from(REQUIREMENTS), max_size=4, unique=True))
    clock = draw(st.sampled_from(["", "T02:30", "T13:00", "T23:59"]))
    zone = "Europe/Oslo" if area == "norway" else "Europe/Stockholm"
    kb = KnowledgeBase(
        [
            programme("p", steps=draw(steps()), requires=tuple(requires), areas=(area,)),
            call(f"{deadline}{clock}", id="c", zone=zone),
        ]
    )
    made = work_back(kb, "c", today)
    assert made is not None
    return made, today, deadline, AREAS[area]


@given(plans())
def test_steps_are_in_order_and_none_is_past_or_after_the_deadline(
    drawn: tuple[Plan, date, date, Country],
) -> None:
    made, today, deadline, _ = drawn
    days = [step.by for step in made.steps]
    assert all(day is not None and today <= day <= deadline for day in days)
    assert days == sorted(days, key=lambda day: day or today)
    assert made.steps[-1].id == "send"
    for step in made.steps:
        assert step.first is None or (step.by and today <= step.first <= step.by)


@given(plans())
def test_no_step_is_put_on_a_day_when_nobody_can_do_it(
    drawn: tuple[Plan, date, date, Country],
) -> None:
    made, today, deadline, country = drawn
    *others, send = made.steps
    assert send.by is not None
    if any(
        is_working_day(today + timedelta(n), country) for n in range((deadline - today).days + 1)
    ):
        assert is_working_day(send.by, country)
    for step in others:
        assert step.by is not None
        hurried = step.state == "now" and step.by == send.by
        assert hurried or is_meeting_day(step.by, country)


@given(plans())
def test_every_step_is_planned_or_said_to_be_missed(
    drawn: tuple[Plan, date, date, Country],
) -> None:
    made, today, _, _ = drawn
    wanted = {step.id for step in made.programme.steps} | {"reading", "send"}
    wanted |= {name.replace("_", "-") for name in made.programme.requires}
    told = [step.id for step in (*made.steps, *made.missed)]
    assert sorted(told) == sorted(wanted)
    assert all(step.by and step.by < today for step in made.missed)


@given(plans(), st.integers(1, 30))
def test_to_begin_later_never_gives_more_time(
    drawn: tuple[Plan, date, date, Country], days: int
) -> None:
    made, today, deadline, _ = drawn
    later = today + timedelta(days)
    assume(later <= deadline)
    assert made.call is not None
    kb = KnowledgeBase([made.programme, made.call])
    again = work_back(kb, "c", later)
    assert again is not None
    assert {step.id for step in made.missed} <= {step.id for step in again.missed}


@given(DAYS, st.sampled_from([time(2, 30), time(13), time(23, 59)]))
def test_a_deadline_is_the_same_instant_as_its_wall_time(day: date, at: time) -> None:
    for zone in ("Europe/Oslo", "Europe/Stockholm"):
        instant = moment(f"{day}T{at:%H:%M}", zone)
        local = instant.astimezone(ZoneInfo(zone))
        assert local.date() == day
        assert local.time() == at or (at == time(2, 30) and local.time() == time(3, 30))
        assert datetime.combine(day, at, ZoneInfo(zone)) == instant or at == time(2, 30)
