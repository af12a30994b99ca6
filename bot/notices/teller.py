"""How others put their own kinds of notices in words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.telling import Addition, Telling

Write: TypeAlias = Callable[[Telling], Notice | None]
"""Puts one delivery in words; None where there is nothing left to say."""

Add: TypeAlias = Callable[[Telling], Addition | None]
"""Gives what is added to one letter; None where there is nothing to add."""


class Contributor(Protocol):
    """Adds to letters that notices write themselves."""

    kinds: frozenset[NoticeKind]

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Add:
        """Read what some letters need, in few queries however many; give what adds to them."""
        ...


class Teller(Protocol):
    """Writes the notices of some kinds."""

    kinds: frozenset[NoticeKind]

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Write:
        """Read what some deliveries need, in few queries however many; give what writes them."""
        ...
