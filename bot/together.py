"""What is asked for at the same moment, done in one go."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from bot.faults import report

Asked = TypeVar("Asked")
Given = TypeVar("Given")

_Waiting: TypeAlias = tuple[Asked, asyncio.Future[Given]]


class Together(Generic[Asked, Given]):
    """Gathers what is asked for while the work is busy, and does it all at once."""

    def __init__(
        self, do: Callable[[Sequence[Asked]], Awaitable[Sequence[Given]]], during: str
    ) -> None:
        """`do` gives what comes of each, in order, and does all or nothing; `during` names it."""
        self._do = do
        self._during = during
        self._waiting: list[_Waiting[Asked, Given]] = []
        self._doing: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Given:
        """Give what comes of it. Raises what doing it by itself raises."""
        given: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, given))
        if self._doing is None:
            self._doing = asyncio.create_task(self._do_all())
        return await given

    async def _do_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._do_batch(batch)
        finally:
            self._doing = None

    async def _do_batch(self, batch: Sequence[_Waiting[Asked, Given]]) -> None:
        """Do all, or where that fails each by itself: on a connection made anew, and so that one
        that can't be done takes no other with it."""
        try:
            await self._do_together(batch)
        except Exception as broken:
            report(broken, self._during)
            for it in batch:
                try:
                    await self._do_together([it])
                except Exception as fault:
                    if not it[1].done():
                        it[1].set_exception(fault)

    async def _do_together(self, batch: Sequence[_Waiting[Asked, Given]]) -> None:
        found = await self._do([asked for asked, _ in batch])
        for (_, given), it in zip(batch, found, strict=True):
            if not given.done():  # whoever asked has left
                given.set_result(it)
