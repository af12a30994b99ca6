"""The cast of the play about the life of ideas, and what each can do; any of it can be killed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import delete, event
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import make_engine, make_sessions
from bot.ideas.erasing import take_out
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.step import Step
from bot.ideas.tables import IdeaCount, Office, StoredIdea
from bot.ideas.ticking import tick_ideas
from bot.notices.desk.keeping import forget_person
from bot.notices.hold import hold, hold_owner
from bot.notices.tables import Door, Person
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SECRETARIAT, SENSORS, STEINKJER, holder, somebody

KB = KnowledgeBase(load_packs().records)
NURSES = ("nurse", "teacher")
CONTACTS = ("foui one", "foui two")
MAILBOXES = {
    STEINKJER: "postmottak@steinkjer.kommune.no",
    SECRETARIAT: "postmottak@trondelagfylke.no",
}
ACTORS = (*NURSES, *CONTACTS, *MAILBOXES.values(), "secretary", "stranger")
STEPS: Final[dict[str, dict[str, Any]]] = {
    "changed": {"text": "andre ord"},
    "added": {"text": "mer"},
    "shared": {},
    "unshared": {},
    "answered": {"text": "nei"},
    "withdrawn": {},
    "accepted": {},
    "asked": {"text": "har dere valgt leverandør?"},
    "passed_on to Steinkjer": {"to": STEINKJER},
    "passed_on to the secretariat": {"to": SECRETARIAT},
    "declined": {"reason": "not_ours"},
    "outcome dialogue": {"outcome": "dialogue"},
    "outcome parked": {"outcome": "parked", "until": (MONDAY + timedelta(days=30)).date()},
    "outcome closed": {"outcome": "closed"},
    "reassigned back to Namsos": {"to": NAMSOS},
}
Work = Callable[[], Awaitable[str | None]]
"""Does something; gives the nonce of the step that counted, if one did."""


class KilledError(Exception):
    """The process died here."""


class Cast(RuleBasedStateMachine):
    """People, workers and the database that they share."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.engine = make_engine(url)
        self.sessions = make_sessions(self.engine)
        self.writes_left: int | None = None
        event.listen(self.engine.sync_engine, "before_cursor_execute", self._before_write)
        event.listen(self.engine.sync_engine, "commit", lambda _: self._count_down())
        self.now = MONDAY
        self.people: dict[str, int] = {}
        self.presses: list[Work] = []
        self.count = 0
        self.run(self._people())

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        self.run(self._wipe())
        self.run(self.engine.dispose())
        self.loop.close()

    async def _wipe(self) -> None:
        async with self.sessions.begin() as session:
            for table in (StoredIdea, Person, IdeaCount):
                await session.execute(delete(table))

    async def _people(self) -> None:
        async with self.sessions.begin() as session:
            for name in (*NURSES, "stranger", "secretary"):
                self.people[name] = await somebody(session, name)
            for name in CONTACTS:
                self.people[name] = await holder(session, name, NAMSOS)
            office = {"role": "secretary", "region": "trondelag", "proof": "link"}
            session.add(Office(person_id=self.people["secretary"], since=MONDAY, **office))

    # Where a process dies: before a write, or before its commit.

    def _before_write(self, _c: Any, _u: Any, statement: str, *_: Any) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            self._count_down()

    def _count_down(self) -> None:
        if self.writes_left is None:
            return
        self.writes_left -= 1
        if self.writes_left < 0:
            raise KilledError

    async def until_killed(self, work: Work, writes: int | None) -> str | None:
        self.writes_left = writes
        try:
            return await work()
        except KilledError:
            return None
        finally:
            self.writes_left = None

    # What people and workers do.

    def sending(self, name: str) -> Work:
        self.count += 1
        nonce = f"send {self.count}"

        async def work() -> str | None:
            async with self.sessions.begin() as session:
                if not await hold(session, self.people[name]):
                    return None
                relay = Relay(session, KB, self.people[name], self.now)
                await relay.send(SENSORS, "nb", nonce)
            return nonce

        self.presses.append(work)
        return work

    def pressing(self, name: str, idea: int, what: str) -> Work:
        self.count += 1
        step = Step(
            what.partition(" ")[0], "clock", self.now, f"{what} {self.count}", **STEPS[what]
        )  # type: ignore[arg-type]

        async def work() -> str | None:
            async with self.sessions.begin() as session:
                person = await self._held(session, name)
                if person is None:
                    return None
                try:
                    taken = await Relay(session, KB, person, self.now).take(idea, step)
                except RefusedStepError:
                    return None
            assert taken.idea.id == idea
            return step.nonce

        self.presses.append(work)
        return work

    async def _held(self, session: AsyncSession, name: str) -> int | None:
        """Hold one who is still there. Who reads a mailbox is a person once it was written to."""
        if name in self.people:
            person = self.people[name]
            return person if await hold(session, person) else None
        return await hold_owner(session, Door.channel == "email", Door.address == name)

    def erasing(self, name: str) -> Work:
        async def work() -> str | None:
            async with self.sessions.begin() as session:
                person = self.people[name]
                if await hold(session, person):
                    await take_out(session, KB, person, self.now)
                    await forget_person(session, person)
            return "anonymised"

        return work

    def ticking(self) -> Work:
        async def work() -> str | None:
            await tick_ideas(self.sessions, KB, self.now)
            return None

        return work
