"""What an answer of a channel, or none, means for a delivery."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.backoff import MOST_TRIES, pause
from bot.notices.claims import Outcome
from bot.notices.doors import close_door
from bot.notices.notice import Target, TryLaterError
from bot.notices.prepared import Claim, Held, Prepared, Ready, Unneeded
from bot.notices.tables import Delivery, Person
from bot.notices.vocabulary import CODES, DEADLINE_KINDS, DeliveryState


@dataclass(frozen=True, slots=True)
class Refusal:
    """A delivery whose door was refused for good."""

    claim: Claim
    target: Target
    because: str


def sent(claim: Claim, ready: Ready, reference: str | None, now: datetime) -> Outcome:
    """It went out."""
    return Outcome(
        claim.id,
        "sent",
        claim.attempts + 1,
        claim.repeated,
        sent_at=now,
        told=ready.told,
        reference=reference[:255] if reference else None,
    )


def decided(claim: Claim, what: Prepared) -> Ready | Outcome:
    """Give what is to be written where nothing is sent."""
    if isinstance(what, Held):
        return put_back(claim, what.until, what.because)
    if isinstance(what, Unneeded):
        because = what.because[:160]
        return Outcome(claim.id, what.state, claim.attempts, claim.repeated, because)
    return what


def put_back(claim: Claim, until: datetime, because: str) -> Outcome:
    """It waits, and no try is counted: nothing was sent, through no fault of its own."""
    return Outcome(claim.id, "planned", claim.attempts, claim.repeated, because[:160], until)


def failed(claim: Claim, because: str, now: datetime, chance: Random) -> Outcome:
    """A try that surely sent nothing; another follows, if there is one left."""
    again = now + pause(claim.attempts + 1, chance)
    return _tried(claim, because, again, repeated=claim.repeated)


def later(claim: Claim, error: TryLaterError, now: datetime, chance: Random) -> Outcome:
    """The channel asked for patience: for as long as it says, else for as long as we find right."""
    if error.whole_channel:
        return put_back(claim, now, str(error))
    after = pause(claim.attempts + 1, chance) if error.after is None else error.after
    return _tried(claim, str(error), now + after, repeated=claim.repeated)


def uncertain(claim: Claim, because: str, now: datetime, chance: Random) -> Outcome:
    """It may have gone out. Deadlines are repeated, and say so; the rest is left alone."""
    if claim.kind in DEADLINE_KINDS:
        return _tried(claim, because, now + pause(claim.attempts + 1, chance), repeated=True)
    return Outcome(claim.id, "uncertain", claim.attempts + 1, repeated=True, because=because)


async def fall_back(session: AsyncSession, refusal: Refusal, now: datetime) -> None:
    """Close the refused door, and let the delivery go on through the person's next one.

    Where every door is shut it is dead. So is a code: it was for that door.
    """
    claim, target = refusal.claim, refusal.target
    await close_door(session, claim.channel, target.address, refusal.because, now)
    channel = await session.scalar(select(Person.channel).where(Person.id == claim.person_id))
    if channel and claim.kind not in CODES and claim.attempts + 1 < MOST_TRIES:
        await session.execute(
            update(Delivery)
            .where(Delivery.id == claim.id, Delivery.state == "dead")
            .values(state="planned", channel=channel, try_at=now)
        )


def refused(refusal: Refusal) -> Outcome:
    """It did not get through this door; `fall_back` finds another."""
    claim = refusal.claim
    because = refusal.because[:160]
    return Outcome(claim.id, "dead", claim.attempts + 1, claim.repeated, because)


def _tried(claim: Claim, because: str, again: datetime, *, repeated: bool) -> Outcome:
    attempts = claim.attempts + 1
    state: DeliveryState = "planned" if attempts < MOST_TRIES else "dead"
    return Outcome(claim.id, state, attempts, repeated, because[:160], again)
