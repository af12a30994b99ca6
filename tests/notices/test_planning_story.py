"""Whatever comes in whatever order: nobody is told twice, misses a date, or hears of a mute.

The machine keeps a plain model beside the database: who followed what since when, and which dates
held. Calls come, move and are cancelled; people follow and mute; clocks stand still, run on, are
set back; planners run once or twice.
"""

import asyncio
from collections import Counter
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
    heard: int = 0
    """How many notices there were when it was muted."""


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
        self.revision = 1
        self.calls: dict[str, Call] = {}
        self.wishes: dict[int, _Wish] = {}
        self.went_out: set[int] = set()
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
        heard = sum(row.person_id == person for row in self.run(self._rows()))
        self.wishes[person] = _Wish(self.now, wanted, heard)
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
            self.went_out.add(row.id)
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
        self.run(plan(self.sessions, self._known(), self.now))

    def _known(self) -> Any:
        return known(*self.calls.values(), revision=self.revision)

    async def _rows(self) -> list[Delivery]:
        async with self.sessions() as session:
            return list(await session.scalars(select(Delivery)))

    @invariant()
    def nobody_is_told_twice(self) -> None:
        rows = self.run(self._rows())
        keys = [(row.kind, row.subject, row.lead, row.person_id) for row in rows]
        assert len(keys) == len(set(keys))

    @invariant()
    def what_went_out_stays(self) -> None:
        assert self.went_out <= {row.id for row in self.run(self._rows())}

    @rule()
    def nobody_misses_a_date(self) -> None:
        """Once planned, each follower has heard of each date that is near, or will at once."""
        self._plan()
        aware = {(row.person_id, row.subject) for row in self.run(self._rows())}
        for name, record in self.calls.items():
            closes = moment(record.deadline or "", record.zone)
            near = min(self._reminded_at(closes, lead) for lead in LEADS)
            if record.happening == "cancelled" or not near <= self.now < closes:
                continue
            for person, wish in self.wishes.items():
                if wish.wanted and wish.since <= near:
                    assert (person, f"call:{name}") in aware

    @invariant()
    def who_muted_it_hears_no_more(self) -> None:
        heard = Counter(
            row.person_id for row in self.run(self._rows()) if row.kind in ("reminder", "announced")
        )
        for person, wish in self.wishes.items():
            assert wish.wanted or heard[person] <= wish.heard

    def _reminded_at(self, closes: datetime, lead: Lead) -> datetime:
        return reminded_at(OSLO, closes, lead, timed=True, working_days_only=True)

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
    max_examples=12,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],
)
TestStory = Story.TestCase
