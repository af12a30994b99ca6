"""Whatever comes in whatever order: nobody is told twice, misses a date, or hears of a mute.

The machine keeps a plain model beside the database: who followed what since when, and which dates
held. Calls come, move and are cancelled; people follow and mute; clocks stand still, run on, are
set back; planners run once or twice.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select, update

from bot.database import make_engine, make_sessions, migrate
from bot.notices.calendars import Calendar, reminded_at
from bot.notices.planner import plan
from bot.notices.tables import Delivery, Subscription
from bot.notices.vocabulary import Lead
from knowledge.moments import moment
from knowledge.records.funding import Call
from tests.knowledge.make import call
from tests.notices.planned import follower, known, utc

OSLO = Calendar("Europe/Oslo", "NO", frozenset({"nord"}), unplaced=True)
LEADS = (Lead.TWO_WEEKS, Lead.THREE_DAYS)
NOON = utc("2027-01-04T11:00")


@dataclass
class _Wish:
    since: datetime
    wanted: bool = True


class Story(RuleBasedStateMachine):
    """A few weeks in the life of the planner."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'story.db'}"
        self.loop = asyncio.new_event_loop()
        self.run(migrate(url))
        self.engine = make_engine(url)
        self.sessions = make_sessions(self.engine)
        self.now = NOON
        self.planned_at = NOON
        self.revision = 1
        self.calls: dict[str, Call] = {}
        self.changed_at: dict[str, datetime] = {}
        self.wishes: dict[int, _Wish] = {}
        self.expected: set[tuple[int, str, str]] = set()
        self.went_out: set[tuple[int, str, str]] = set()
        self.run(plan(self.sessions, known(), self.now))

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run(self.engine.dispose())
        self.loop.close()
        self.folder.cleanup()

    @rule(name=st.sampled_from("abc"), days=st.integers(1, 40), hour=st.integers(0, 23))
    def a_call_is_dated(self, name: str, days: int, hour: int) -> None:
        day = (self.now + timedelta(days=days)).date()
        self._change(name, call(f"{day}T{hour:02}:30", id=name))

    @rule(name=st.sampled_from("abc"))
    def a_call_is_cancelled(self, name: str) -> None:
        if name in self.calls:
            cancelled = {"happening": "cancelled"}
            self._change(name, self.calls[name].model_copy(update=cancelled))

    def _change(self, name: str, record: Call) -> None:
        self._plan()  # so that the model knows what was due before
        self.calls[name] = record
        self.changed_at[name] = self.now
        self.revision += 1

    @precondition(lambda self: len(self.wishes) < 4)
    @rule()
    def somebody_follows(self) -> None:
        self._plan()
        wish = {"kind": "programme", "subject": "p", "leads": int(LEADS[0] | LEADS[1])}
        person = self.run(follower(self.sessions, wish, since=self.now))
        self.wishes[person] = _Wish(self.now)

    @precondition(lambda self: self.wishes)
    @rule(wanted=st.booleans())
    def somebody_thinks_again(self, wanted: bool) -> None:
        self._plan()
        person = max(self.wishes)
        self.wishes[person] = _Wish(self.now, wanted)
        self.run(self._set_wish(person, wanted))

    async def _set_wish(self, person: int, wanted: bool) -> None:
        async with self.sessions() as session:
            await session.execute(
                update(Subscription)
                .where(Subscription.person_id == person)
                .values(wanted=wanted, created_at=self.now)
            )
            await session.commit()

    @rule(hours=st.integers(1, 100))
    def time_goes_on(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(hours=st.integers(1, 50))
    def a_clock_is_set_back(self, hours: int) -> None:
        self.run(plan(self.sessions, self._known(), self.now - timedelta(hours=hours)))

    @rule()
    def what_waits_goes_out(self) -> None:
        for row in self.run(self._rows()):
            if row.kind == "reminder":
                self.went_out.add((row.person_id, row.subject, row.lead))
        self.run(self._send())

    async def _send(self) -> None:
        async with self.sessions() as session:
            await session.execute(
                update(Delivery)
                .where(Delivery.state == "planned")
                .values(state="sent", sent_at=self.now)
            )
            await session.commit()

    @rule(times=st.integers(1, 2))
    def planners_run(self, times: int) -> None:
        for _ in range(times):
            self._plan()

    def _plan(self) -> None:
        for person, name, lead in self._due():
            self.expected.add((person, f"call:{name}", str(lead.name)))
        self.run(plan(self.sessions, self._known(), self.now))
        self.planned_at = self.now

    def _known(self) -> Any:
        return known(*self.calls.values(), revision=self.revision)

    def _due(self) -> list[tuple[int, str, Lead]]:
        """What the model says must be planned in this run."""
        found = []
        for name, record in self.calls.items():
            closes = moment(record.deadline or "", record.zone)
            for lead in LEADS:
                at = reminded_at(OSLO, closes, lead, timed=True, working_days_only=True)
                if record.happening == "cancelled" or not self.planned_at < at <= self.now:
                    continue
                for person, wish in self.wishes.items():
                    if wish.wanted and wish.since <= at:
                        found.append((person, name, lead))
        return found

    async def _rows(self) -> list[Delivery]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Delivery)))

    @invariant()
    def nobody_is_told_twice_and_nobody_misses_what_was_due(self) -> None:
        rows = self.run(self._rows())
        keys = [(row.kind, row.subject, row.lead, row.person_id) for row in rows]
        assert len(keys) == len(set(keys))
        reminders = {
            (row.person_id, row.subject, row.lead) for row in rows if row.kind == "reminder"
        }
        assert reminders <= self.expected
        assert all(self._is_due_later(it) for it in self.expected - reminders)
        assert self.went_out <= reminders

    def _is_due_later(self, key: tuple[int, str, str]) -> bool:
        """Whether a reminder is gone because its date moved on before it went out."""
        _, subject, lead = key
        record = self.calls[subject.partition(":")[2]]
        closes = moment(record.deadline or "", record.zone)
        at = reminded_at(OSLO, closes, Lead[lead], timed=True, working_days_only=True)
        return key not in self.went_out and at > self.changed_at[record.id]

    @invariant()
    def a_correction_tells_another_date_than_was_told_before(self) -> None:
        rows = sorted(self.run(self._rows()), key=lambda row: row.id)
        told: dict[tuple[int, str], str] = {}
        for row in rows:
            if row.state != "sent" or row.told is None:
                continue
            key = (row.person_id, row.subject)
            if row.kind in ("corrected", "cancelled"):
                assert told.get(key) != row.told
            told[key] = row.told


Story.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestStory = Story.TestCase
