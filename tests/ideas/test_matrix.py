"""Who may do what with whose idea: every cell, written out and held against the real relay.

The idea comes from Namsos, was sent to a broker and passed on to the contact in Steinkjer.
"""

from dataclasses import dataclass, replace
from typing import Final, cast, get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas import ledger
from bot.ideas.access import Act, find_actor, may
from bot.ideas.idea import Idea
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.tables import Office
from bot.ideas.vocabulary import StepKind
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SENSORS, STEINKJER, somebody

KB = KnowledgeBase(load_packs().records)
FORMER = Seat("kompetansemegler-proneo")
COPIED = Seat("fylkeskommunen-trondelag")

OFFICES: Final[dict[str, tuple[Office, ...]]] = {
    "submitter": (),
    "has it": (Office(role="contact", seat=STEINKJER.key, region="trondelag"),),
    "had it": (Office(role="contact", seat=FORMER.key, region="trondelag"),),
    "got a copy": (Office(role="contact", seat=COPIED.key, region="trondelag"),),
    "contact there": (Office(role="contact", seat=NAMSOS.key, region="trondelag"),),
    "contact elsewhere": (Office(role="contact", seat="foui-kontakt@levanger"),),
    "broker there": (Office(role="contact", seat="kompetansemegler-inam"),),
    "broker elsewhere": (Office(role="contact", seat="kompetansemegler-roroshagen"),),
    "secretary": (Office(role="secretary", region="trondelag"),),
    "secretary elsewhere": (Office(role="secretary", region="norrbotten"),),
    "administrator": (Office(role="administrator"),),
    "deputy": (Office(role="contact", seat=STEINKJER.key, deputy=True),),
    "former contact": (Office(role="contact", seat=STEINKJER.key, until=MONDAY),),
    "colleague": (),
}
TABLE: Final = """
              sub has had cop con con bro bro sec sec adm dep for col
see           yes yes yes yes yes  .  yes  .  yes  .  yes  .   .   .
read          yes yes yes yes yes  .  sha  .  sha  .   .   .   .   .
export        yes  .   .   .   .   .   .   .   .   .  yes  .   .   .
changed       yes  .   .   .   .   .   .   .   .   .   .   .   .   .
added         yes  .   .   .   .   .   .   .   .   .   .   .   .   .
shared        yes  .   .   .   .   .   .   .   .   .   .   .   .   .
unshared      yes  .   .   .   .   .   .   .   .   .   .   .   .   .
answered      yes  .   .   .   .   .   .   .   .   .   .   .   .   .
withdrawn     yes  .   .   .   .   .   .   .   .   .   .   .   .   .
anonymised    yes  .   .   .   .   .   .   .   .   .   .   .   .   .
accepted       .  yes  .   .   .   .   .   .   .   .   .   .   .   .
asked          .  yes  .   .   .   .   .   .   .   .   .   .   .   .
passed_on      .  yes  .   .   .   .   .   .   .   .   .   .   .   .
declined       .  yes  .   .   .   .   .   .   .   .   .   .   .   .
outcome        .  yes  .   .   .   .   .   .   .   .   .   .   .   .
reassigned     .   .   .   .   .   .   .   .  yes  .  yes  .   .   .
sent           .   .   .   .   .   .   .   .   .   .   .   .   .   .
reminded       .   .   .   .   .   .   .   .   .   .   .   .   .   .
escalated      .   .   .   .   .   .   .   .   .   .   .   .   .   .
unanswered     .   .   .   .   .   .   .   .   .   .   .   .   .   .
woken          .   .   .   .   .   .   .   .   .   .   .   .   .   .
introduced     .   .   .   .   .   .   .   .   .   .   .   .   .   .
"""
"""``sha``: where the one who sent it lets others with a like need see it."""
_, *_ROWS = (line.split() for line in TABLE.strip().splitlines())
CELLS: Final = {
    (role, cast("Act", row[0])): cell
    for row in _ROWS
    for role, cell in zip(OFFICES, row[1:], strict=True)
}


@dataclass(frozen=True)
class Case:
    people: dict[str, int]
    idea: Idea


async def case(session: AsyncSession) -> Case:
    people = {}
    for role, offices in OFFICES.items():
        people[role] = await somebody(session, role)
        for it in offices:
            row = {"role": it.role, "seat": it.seat, "region": it.region, "until": it.until}
            extra = {"deputy": bool(it.deputy), "proof": "code", "since": MONDAY}
            session.add(Office(person_id=people[role], **row, **extra))
    await session.flush()
    sent = Step(
        "sent", "submitter", MONDAY, "s", person=people["submitter"], to=FORMER, copies=(COPIED,)
    )
    written = await ledger.write(session, SENSORS, sent, number="IDE-2026-0001", language="nb")
    passed = Step("passed_on", "receiver", MONDAY, "p", to=STEINKJER)
    return Case(people, await ledger.append(session, written, passed, None))


def allowed(role: str, act: Act, idea: Idea, *, own: bool = False) -> bool:
    cells = {CELLS[role, act], CELLS["submitter", act] if own else "."}
    return "yes" in cells or (idea.life.shared and "sha" in cells)


def test_the_table_has_every_act_and_every_step() -> None:
    assert {act for _, act in CELLS} == {*get_args(StepKind), "see", "read", "export"}


@pytest.mark.parametrize("shared", [False, True], ids=["kept", "shared"])
@pytest.mark.parametrize("own", [False, True], ids=["of another", "own"])
async def test_every_cell_of_the_table_holds(
    sessions: async_sessionmaker[AsyncSession], own: bool, shared: bool
) -> None:
    """An office gives its holder no less of their own idea, and no more of another's."""
    async with sessions() as session:
        made = await case(session)
        life = replace(made.idea.life, shared=shared)
        for role, person in made.people.items():
            owner = person if own else made.people["submitter"]
            idea = replace(made.idea, life=life, submitter=owner)
            actor = await find_actor(session, person)
            for named, act in CELLS:
                if named == role:
                    expected = allowed(role, act, idea, own=own)
                    assert may(KB, actor, act, idea) == expected, (role, act)


async def test_nobody_in_particular_may_nothing(sessions: async_sessionmaker[AsyncSession]) -> None:
    async with sessions() as session:
        made = await case(session)
        nobody = await find_actor(session, None)
        forgotten = replace(made.idea, submitter=None)
        for _, act in CELLS:
            assert not may(KB, nobody, act, made.idea)
            assert not may(KB, nobody, act, forgotten)


async def test_the_relay_lets_through_just_what_the_table_allows(
    sessions: async_sessionmaker[AsyncSession], caplog: pytest.LogCaptureFixture
) -> None:
    """Through the door that everybody uses, each try undone before the next."""
    async with sessions() as session:
        made = await case(session)
        for role, act in CELLS:
            undone = await session.begin_nested()
            reason = await _refused(session, made, role, act)
            await undone.rollback()
            assert (reason == "not_allowed") == (not allowed(role, act, made.idea)), (role, act)
    refusals = sum(CELLS[cell] != "yes" for cell in CELLS)
    assert len(caplog.records) == refusals
    assert SENSORS.text not in caplog.text


async def _refused(session: AsyncSession, made: Case, role: str, act: Act) -> str | None:
    relay = Relay(session, KB, made.people[role], MONDAY)
    try:
        if act in get_args(StepKind):
            to = NAMSOS if act in {"passed_on", "reassigned"} else None
            step = Step(cast("StepKind", act), "administrator", MONDAY, "n", text="t", to=to)
            await relay.take(made.idea.id, step)
        else:
            await relay.see(made.idea.id, act)
    except RefusedStepError as refused:
        return refused.reason
    return None
