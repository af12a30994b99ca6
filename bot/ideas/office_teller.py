"""The letter with the code that makes somebody the holder of an office."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.offices import read_codes
from bot.ideas.words.office import code_letter
from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.teller import Write
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.telling import Telling


class OfficeTeller:
    """Writes ``office_code``."""

    kinds: frozenset[NoticeKind] = frozenset({"office_code"})

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Write:
        """Read to which offices some codes lead; see `Teller`."""
        del now
        posts = await read_codes(session, {_number(it.subject) for it in claims})

        def write(telling: Telling) -> Notice | None:
            post = posts.get(_number(telling.told.subject))
            return code_letter(telling, post) if post else None

        return write


def _number(subject: str) -> int:
    return int(subject.partition(":")[2])
