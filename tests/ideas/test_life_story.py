"""Whatever is done to ideas in whatever order, by whom, at once, and wherever it is broken off:
no step is lost or taken twice, no idea handed over twice, and just those hear of it who should.

Beside the database a plain model keeps what was acknowledged and who should have heard.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.ideas.clock import next_moment
from bot.ideas.ledger import read_all, read_steps
from bot.ideas.life import Life, after, begin
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.tables import Office, StoredIdea
from bot.ideas.transitions import refusal
from bot.notices.calendars import calendar_of
from bot.notices.tables import Delivery, Door, Person
from tests.ideas.cast import ACTORS, CONTACTS, KB, MAILBOXES, NURSES, STEPS, Cast, Work
from tests.ideas.people import NAMSOS, SENSORS

WHO_HEARS: Final = {
    "sent": "has copies",
    "changed": "has",
    "added": "has",
    "answered": "has",
    "withdrawn": "has had",
    "accepted": "submitter",
    "asked": "submitter",
    "passed_on": "has submitter",
    "declined": "submitter",
    "outcome": "submitter",
    "reminded": "has",
    "escalated": "has had submitter",
    "unanswered": "submitter",
    "woken": "has submitter",
    "reassigned": "has had submitter",
}


class Story(Cast):
    """Some weeks in the life of some ideas."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.steps: dict[int, list[Step]] = {}
        self.heard: set[tuple[str, str, int, str, str]] = set()
        """Who should have had which notice: name, kind, idea, version and reason."""

    def _any_idea(self, choice: int) -> int:
        return sorted(self.steps)[choice % len(self.steps)]

    # The rules.

    crashes = st.none() | st.integers(0, 12)
    ideas = st.integers(0, 9)

    @precondition(lambda self: len(self.steps) < 4)
    @rule(name=st.sampled_from(NURSES), writes=crashes)
    def somebody_sends(self, name: str, writes: int | None) -> None:
        work = self.sending(name)
        self._learn(self.run(self.until_killed(work, writes)))
        self._learn(self.run(work()), again=True)

    @precondition(lambda self: self.steps)
    @rule(
        name=st.sampled_from(ACTORS), choice=ideas, what=st.sampled_from([*STEPS]), writes=crashes
    )
    def somebody_presses(self, name: str, choice: int, what: str, writes: int | None) -> None:
        work = self.pressing(name, self._any_idea(choice), what)
        self._learn(self.run(self.until_killed(work, writes)))

    @precondition(lambda self: self.presses)
    @rule(choice=st.integers(0, 99))
    def an_old_button_is_pressed_again(self, choice: int) -> None:
        work = self.presses[choice % len(self.presses)]
        self._learn(self.run(work()), again=True)

    @precondition(lambda self: self.steps)
    @rule(
        names=st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS)),
        choice=ideas,
        what=st.tuples(st.sampled_from([*STEPS]), st.sampled_from([*STEPS])),
    )
    def two_press_at_once(self, names: tuple[str, str], choice: int, what: tuple[str, str]) -> None:
        idea = self._any_idea(choice)
        works = [self.pressing(*each) for each in zip(names, (idea, idea), what, strict=True)]
        self._at_once(*works)

    @precondition(lambda self: self.steps)
    @rule(choice=ideas, what=st.sampled_from(["accepted", "passed_on to the secretariat"]))
    def both_contacts_take_it_at_once_and_click_twice(self, choice: int, what: str) -> None:
        works = [self.pressing(name, self._any_idea(choice), what) for name in CONTACTS]
        self._at_once(*works, *works)

    @precondition(lambda self: len(self.steps) < 4)
    @rule()
    def two_send_at_once_and_click_twice(self) -> None:
        works = [self.sending(name) for name in NURSES]
        self._at_once(*works, *works)

    @precondition(lambda self: self.steps)
    @rule(hours=st.integers(1, 200), writes=crashes)
    def time_goes_on_and_the_clock_looks(self, hours: int, writes: int | None) -> None:
        self.now += timedelta(hours=hours)
        self._learn(self.run(self.until_killed(self.ticking(), writes)))
        self._learn(self.run(self.ticking()()))
        assert self.run(self._overdue()) == []

    async def _overdue(self) -> list[int]:
        async with self.sessions() as session:
            late = select(StoredIdea.id).where(StoredIdea.next_at <= self.now)
            return list(await session.scalars(late))

    @precondition(lambda self: self.steps)
    @rule(
        hours=st.integers(1, 200),
        name=st.sampled_from(ACTORS),
        choice=ideas,
        what=st.sampled_from([*STEPS]),
    )
    def the_clock_looks_twice_while_somebody_presses(
        self, hours: int, name: str, choice: int, what: str
    ) -> None:
        self.now += timedelta(hours=hours)
        work = self.pressing(name, self._any_idea(choice), what)
        self._at_once(self.ticking(), work, self.ticking())

    @precondition(lambda self: self.steps)
    @rule(
        gone=st.sampled_from(["teacher", "foui two"]),
        name=st.sampled_from(ACTORS),
        choice=ideas,
        what=st.sampled_from([*STEPS]),
        writes=crashes,
    )
    def somebody_is_erased_while_somebody_presses(
        self, gone: str, name: str, choice: int, what: str, writes: int | None
    ) -> None:
        self.run(self.until_killed(self.erasing(gone), writes))
        self._at_once(self.erasing(gone), self.pressing(name, self._any_idea(choice), what))
        self.heard = {it for it in self.heard if it[0] != gone}

    def _at_once(self, *works: Work) -> None:
        async def together() -> list[str | None]:
            return await asyncio.gather(*(work() for work in works))

        self._learn(*self.run(together()))

    # What must be true.

    def _learn(self, *acknowledged: str | None, again: bool = False) -> None:
        """Take note of the steps that are new: just those that somebody was told had counted."""
        counted = {it for it in acknowledged if it}
        new = set()
        for idea, steps in self.run(self._read_steps()).items():
            known = self.steps.get(idea, [])
            assert _words(steps[: len(known)]) == _words(known), "a step was lost or changed"
            for number in range(len(known), len(steps)):
                self._note(idea, steps[: number + 1])
                new |= {steps[number].nonce} if steps[number].by != "clock" else set()
            self.steps[idea] = steps
        kept = {step.nonce for steps in self.steps.values() for step in steps}
        assert counted - {"anonymised"} <= kept, "a step that was acknowledged is not there"
        assert new <= counted or again, "a step that nobody was told of is there"

    async def _read_steps(self) -> dict[int, list[Step]]:
        async with self.sessions() as session:
            ideas = (await session.scalars(select(StoredIdea.id))).all()
            return await read_steps(session, ideas)

    def _note(self, idea: int, steps: list[Step]) -> None:
        """Note who should hear of the last of these steps."""
        *_, (before, step, life) = _lives(steps)
        assert before is None or refusal(before, step) is None, "an impossible step was taken"
        hears = WHO_HEARS.get(step.kind, "")
        seats = [life.holder] if "has" in hears.split() else []
        seats += [life.former[-1]] if "had" in hears.split() and life.former else []
        seats += step.copies
        for seat in seats:
            for name in self._names(seat):
                self._hear(name, step, ("referral", idea, str(life.version), f"seat:{seat.key}"))
        name = self._name(steps[0].person)
        if "submitter" in hears and not life.anonymous and name:
            self._hear(name, step, ("progress", idea, str(life.version), "submitter"))

    def _hear(self, name: str, step: Step, notice: tuple[str, int, str, str]) -> None:
        if self._name(step.person) != name:
            self.heard.add((name, *notice))

    def _names(self, seat: Seat) -> Iterator[str]:
        yield from CONTACTS if seat == NAMSOS else [MAILBOXES[seat]]

    def _name(self, person: int | None) -> str | None:
        return next((name for name, it in self._everybody().items() if it == person), None)

    def _everybody(self) -> dict[str, int]:
        return self.people | self.run(self._mailbox_people())

    async def _mailbox_people(self) -> dict[str, int]:
        async with self.sessions() as session:
            rows = await session.execute(
                select(Door.address, Door.person_id).where(Door.channel == "email")
            )
            return dict(rows.all())

    @invariant()
    def just_those_hear_of_it_who_should(self) -> None:
        everybody = {person: name for name, person in self._everybody().items()}
        gone = set(self.people.values()) - self.run(self._there())
        found = [
            (everybody[it.person_id], it.kind, int(it.subject[5:]), it.lead, it.because)
            for it in self.run(self._deliveries())
        ]
        assert len(found) == len(set(found))
        assert set(found) == {it for it in self.heard if self.people.get(it[0]) not in gone}

    async def _there(self) -> set[int]:
        async with self.sessions() as session:
            return set(await session.scalars(select(Person.id)))

    async def _deliveries(self) -> list[Delivery]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Delivery)))

    @invariant()
    def every_mailbox_is_one_person_with_one_office(self) -> None:
        people = self.run(self._there()) - set(self.people.values())
        assert people == set(self.run(self._mailbox_people()).values())
        offices = self.run(self._mailbox_offices())
        assert len(offices) == len(set(offices)) == len(people)

    async def _mailbox_offices(self) -> list[str]:
        async with self.sessions() as session:
            wanted = select(Office.seat).where(Office.proof == "mailbox")
            return [seat or "" for seat in await session.scalars(wanted)]

    @invariant()
    def what_can_be_searched_follows_from_the_steps(self) -> None:
        self.run(self._compare_columns())

    async def _compare_columns(self) -> None:
        async with self.sessions() as session:
            rows = (await session.scalars(select(StoredIdea).order_by(StoredIdea.id))).all()
            ideas = await read_all(session, [row.id for row in rows])
        sent: Counter[int] = Counter()
        for row in rows:
            year = calendar_of(KB, row.region).day(row.created_at).year
            sent[year] += 1
            assert row.number == f"IDE-{year}-{sent[year]:04}"
        for row, idea in zip(rows, ideas, strict=True):
            life = idea.life
            columns = (row.version, row.stage, row.holder, row.shown, row.ended_at)
            followed = (life.version, life.stage, life.holder.key, life.shared, life.ended_at)
            assert columns == followed
            assert life.version == len(self.steps[row.id])
            assert row.next_at == next_moment(KB, row.region, life)
            assert (row.person_id is None) == (row.secret_hash is None) == life.anonymous


def _words(steps: list[Step]) -> list[Step]:
    """Steps as they stay, also when the one who took them is erased."""
    return [replace(step, person=None) for step in steps]


def _lives(steps: list[Step]) -> Iterator[tuple[Life | None, Step, Life]]:
    """Give each step with the state before and after it."""
    first, *rest = steps
    life = begin(first, SENSORS.text, shared=SENSORS.shared)
    yield None, first, life
    for step in rest:
        before, life = life, after(life, step)
        yield before, step, life


def test_whatever_happens_no_step_is_lost_and_nothing_done_twice(database: str) -> None:
    run_state_machine_as_test(
        lambda: Story(database),
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
