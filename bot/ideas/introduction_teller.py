"""What two with a like need are told of one another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.introductions import address_of, read_pairs
from bot.ideas.words import introduction
from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.teller import Write
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.telling import Telling


class IntroductionTeller:
    """Writes the notices of introductions."""

    kinds: frozenset[NoticeKind] = frozenset({"introduction"})

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Write:
        """Read the pairs that some deliveries are about; give what writes them."""
        del now
        pairs = await read_pairs(session, {_number(it.subject) for it in claims})
        people = {it.submitter for pair in pairs.values() for it in (pair.first, pair.second)}
        addresses = {it: await address_of(session, it) for it in people}

        def write(telling: Telling) -> Notice | None:
            pair = pairs.get(_number(telling.told.subject))
            number = _number(telling.told.because)
            if pair is None or number not in (pair.first.id, pair.second.id):
                return None
            other = pair.other(number)
            own = pair.other(other.id)
            if telling.told.lead == "asked":
                return introduction.asked(telling, pair, own)
            return introduction.made(telling, pair, own, addresses[other.submitter])

        return write


def _number(key: str) -> int:
    return int(key.partition(":")[2])
