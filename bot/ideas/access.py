"""Who may do what with whose idea: the one place that answers it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.idea import Idea
from bot.ideas.seat import Seat
from bot.ideas.tables import Office
from bot.ideas.vocabulary import ActorKind, OfficeRole, StepKind
from knowledge.base import KnowledgeBase

Relation = Literal[
    "submitter", "holder", "copied", "own_municipality", "covering", "secretary", "administrator"
]
"""How somebody stands to an idea. ``copied``: had it before, or got a copy. ``own_municipality``:
the FoUI contact or forum representative where it comes from. ``covering``: a broker there."""

Act = StepKind | Literal["see", "read", "export"]
"""``see``: number, theme, place and stage. ``read``: the words too."""

_STEPS_OF_SUBMITTER: Final[frozenset[Act]] = frozenset(
    {"changed", "added", "shared", "unshared", "answered", "withdrawn", "anonymised"}
)
_STEPS_OF_HOLDER: Final[frozenset[Act]] = frozenset(
    {"accepted", "asked", "passed_on", "declined", "outcome"}
)
_READ: Final[frozenset[Act]] = frozenset({"see", "read"})

MAY: Final[Mapping[Relation, frozenset[Act]]] = MappingProxyType(
    {
        "submitter": _READ | _STEPS_OF_SUBMITTER | {"export"},
        "holder": _READ | _STEPS_OF_HOLDER,
        "copied": _READ,
        "own_municipality": _READ,
        "covering": frozenset({"see"}),
        "secretary": frozenset({"see", "reassigned"}),
        "administrator": frozenset({"see", "reassigned", "export"}),
    }
)
"""A receipt says who sees the words: the one who sent them, the municipality and who has the idea
or had it. Others see them only where the idea is shared."""

_IF_SHARED: Final[frozenset[Relation]] = frozenset({"covering", "secretary"})


@dataclass(frozen=True, slots=True)
class Held:
    """An office that somebody holds now."""

    role: OfficeRole
    seat: Seat | None
    region: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who wants something of an idea."""

    person: int | None
    offices: tuple[Held, ...] = ()

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The seats that they hold."""
        return tuple(it.seat for it in self.offices if it.seat)


OPERATOR: Final = Actor(None, (Held("administrator", None, None),))
"""Whoever sits at the machine that the bot runs on."""


async def find_actor(session: AsyncSession, person: int | None) -> Actor:
    """Give a person with the offices that they hold now; deputies hold none yet."""
    if person is None:
        return Actor(None)
    return (await find_actors(session, {person}))[person]


async def find_actors(session: AsyncSession, people: Collection[int]) -> dict[int, Actor]:
    """Give several people as `find_actor` does, in one query."""
    rows = await session.scalars(
        select(Office)
        .where(Office.person_id.in_(people), Office.until.is_(None), Office.deputy.is_(False))
        .order_by(Office.id)
    )
    held: defaultdict[int, list[Held]] = defaultdict(list)
    for row in rows:
        held[row.person_id].append(_held(row))
    return {person: Actor(person, tuple(held[person])) for person in people}


def _held(row: Office) -> Held:
    return Held(cast("OfficeRole", row.role), Seat.read(row.seat) if row.seat else None, row.region)


def relations(kb: KnowledgeBase, actor: Actor, idea: Idea) -> frozenset[Relation]:
    """Tell how somebody stands to an idea; nobody in particular stands in no relation."""
    found: set[Relation] = set()
    if actor.person is not None and actor.person == idea.submitter:
        found.add("submitter")
    for office in actor.offices:
        found |= _by_office(kb, office, idea)
    return frozenset(found)


def _by_office(kb: KnowledgeBase, office: Held, idea: Idea) -> set[Relation]:
    if office.role == "administrator":
        return {"administrator"}
    if office.role == "secretary":
        return {"secretary"} if office.region == idea.region else set()
    return _by_seat(kb, office.seat, idea) if office.seat else set()


def _by_seat(kb: KnowledgeBase, seat: Seat, idea: Idea) -> set[Relation]:
    found: set[Relation] = set()
    if seat == idea.life.holder:
        found.add("holder")
    if seat in (*idea.life.former, *idea.life.copies):
        found.add("copied")
    if seat.municipality:
        if seat.municipality == idea.municipality:
            found.add("own_municipality")
    elif _covers(kb, seat, idea):
        found.add("covering")
    return found


def _covers(kb: KnowledgeBase, seat: Seat, idea: Idea) -> bool:
    contact = kb.contacts.get(seat.contact)
    if contact is None or contact.region != idea.region:
        return False
    covered = contact.covers.municipalities
    return not covered or idea.municipality in covered


def may(kb: KnowledgeBase, actor: Actor, act: Act, idea: Idea) -> bool:
    """Tell whether somebody may do something with an idea; nothing is allowed by default."""
    for relation in relations(kb, actor, idea):
        if act in MAY[relation]:
            return True
        if act == "read" and relation in _IF_SHARED and idea.life.shared:
            return True
    return False


def quality(kb: KnowledgeBase, actor: Actor, act: Act, idea: Idea) -> ActorKind | None:
    """Tell in what quality somebody takes a step; None where they may not."""
    standing = [it for it in relations(kb, actor, idea) if act in MAY[it]]
    if "submitter" in standing:
        return "submitter"
    if "holder" in standing:
        return "receiver"
    if "secretary" in standing:
        return "secretary"
    return "administrator" if "administrator" in standing else None
