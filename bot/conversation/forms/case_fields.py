"""What the forms of cases ask, what can be chosen there, and the step that they become."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.forms.fault import Fault, fault_in
from bot.conversation.forms.fields import named, written
from bot.conversation.reading import LONGEST_KEPT
from bot.form import Choice, Fields
from bot.ideas.acts import Act
from bot.ideas.idea import Idea
from bot.ideas.pass_on import receivers
from bot.ideas.seat import Seat
from bot.ideas.vocabulary import OUTCOMES, REASONS, Outcome, Reason
from bot.ideas.words.names import the_holder
from bot.notices.calendars import calendar_of
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.vocabulary import THEMES, Theme

WRITTEN: Final[frozenset[Act]] = frozenset({"ask", "answer", "add", "change"})
"""Acts that are nothing without words."""
_FIELDS: Final = ("text", "choice", "until", "programme")
"""All that the forms of cases ask."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the lists of a form hold; None where that has not been looked up."""

    today: date
    """Local day; a parked idea wakes after it."""
    seats: Collection[Seat] | None = None
    programmes: Collection[str] | None = None


@dataclass(slots=True)
class ReadCase:
    """What was read so far, and what is wrong with it."""

    values: dict[str, object] = field(default_factory=dict)
    """Fields of a `Step`."""
    faults: dict[str, Fault] = field(default_factory=dict)


async def offered(
    session: AsyncSession, kb: KnowledgeBase, idea: Idea, act: Act | None, at: datetime
) -> Offered:
    """Look up what can be chosen from in the form of an act."""
    today = calendar_of(kb, idea.region).day(at)
    if act == "pass":
        return Offered(today, seats=await receivers(session, kb, idea))
    return Offered(today, programmes=_programmes(kb, idea) if act == "outcome" else ())


def _programmes(kb: KnowledgeBase, idea: Idea) -> Collection[str]:
    place = kb.municipalities.get(idea.municipality or "")
    themes: list[Theme] = [it for it in THEMES if it in idea.themes]
    county = place.county if place else None
    return [it.id for it in kb.programmes_for(idea.region, themes, county=county)]


def choices(say: Speaker, act: Act, lists: Offered) -> Iterator[Choice]:
    """Give what can be chosen: to whom, why, or what became of it."""
    if act == "pass":
        for seat in lists.seats or ():
            yield Choice(seat.key, named(the_holder(say, seat)))
    for value in REASONS if act == "decline" else ():
        yield Choice(value, capital(say.text(f"idea.reason.{value}")))
    for value in OUTCOMES if act == "outcome" else ():
        yield Choice(value, capital(say.text(f"cases.outcome.{value}")))


def programmes(say: Speaker, lists: Offered) -> Iterator[Choice]:
    """Give the schemes that an outcome can be about."""
    for identity in lists.programmes or ():
        yield Choice(identity, named(say.of(say.kb.programmes[identity].names)))


def read_case(act: Act, fields: Fields, lists: Offered) -> ReadCase:
    """Read what was filled in; what was not looked up counts as offered."""
    given, read = {name: written(fields, name) for name in _FIELDS}, ReadCase()
    fault = fault_in(given["text"], LONGEST_KEPT)
    if act in WRITTEN and not given["text"]:
        fault = Fault(f"case.fault.text.{act}")
    if fault:
        read.faults["text"] = fault
    else:
        read.values["text"] = given["text"]
    if act in _CHOOSE:
        _CHOOSE[act](given, lists, read)
    return read


def nonce_of(act: Act, seen: int | str, fields: Fields, person: int | None) -> str:
    """Give what makes a form that is sent twice count once; another text is another step."""
    told = "|".join(written(fields, name) for name in _FIELDS)
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    return f"{act}:{seen}:{digest}:{person}"[:64]


def _pass(given: Mapping[str, str], lists: Offered, read: ReadCase) -> None:
    seat = Seat.read(given["choice"])
    if given["choice"] and (lists.seats is None or seat in lists.seats):
        read.values["to"] = seat
    else:
        read.faults["choice"] = Fault("case.fault.to")


def _decline(given: Mapping[str, str], _: Offered, read: ReadCase) -> None:
    if given["choice"] in REASONS:
        read.values["reason"] = cast("Reason", given["choice"])
    else:
        read.faults["choice"] = Fault("case.fault.reason")


def _outcome(given: Mapping[str, str], lists: Offered, read: ReadCase) -> None:
    if given["choice"] not in OUTCOMES:
        read.faults["choice"] = Fault("case.fault.outcome")
        return
    outcome, programme = cast("Outcome", given["choice"]), given["programme"]
    read.values["outcome"] = outcome
    known = programme and (lists.programmes is None or programme in lists.programmes)
    if known and outcome in {"application", "parked"}:
        read.values["record"] = f"programme:{programme}"
    elif outcome == "parked":
        _until(given["until"], lists, read)


def _until(given: str, lists: Offered, read: ReadCase) -> None:
    """A parked idea wakes on a day; one that waits for a call needs none."""
    try:
        until = date.fromisoformat(given)
    except ValueError:
        until = lists.today
    if until > lists.today:
        read.values["until"] = until
    else:
        read.faults["until"] = Fault("case.fault.until")


_CHOOSE: Final[Mapping[Act, Callable[[Mapping[str, str], Offered, ReadCase], None]]] = (
    MappingProxyType({"pass": _pass, "decline": _decline, "outcome": _outcome})
)
