"""A person's own page in the chat: a card that follows what is switched on it, and time."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from bot.channels.teams.activity import Activity
from bot.channels.teams.answer import Answering
from bot.channels.teams.draw import Drawn
from bot.channels.teams.home_card import home_card
from bot.channels.teams.invokes import in_place
from bot.channels.teams.listen import Told
from bot.channels.teams.origin import kind_of, language_of, reference_of
from bot.home import Home
from bot.intake.item import Work
from bot.message import Language, Place

Page: TypeAlias = Callable[[Place, datetime, Language | None, str | None], Awaitable[Home]]
"""Draws a person's page at a moment, by the language and region that the channel knows."""


class Homes:
    """Shows people their pages."""

    def __init__(
        self,
        page: Page,
        home: str,
        clock: Callable[[], datetime],
        regions: Mapping[str, str | None],
    ) -> None:
        """`home` is the address of our pages; `regions` are by organisation."""
        self._page = page
        self._home = home
        self._clock = clock
        self._regions = regions

    async def refresh(self, activity: Activity) -> Told:
        """Give the page as it is now, where it came into view; others than its person see none."""
        if kind_of(activity) != "personal":
            return Told()
        reference = reference_of(activity)
        page = await self._page(
            Place("teams", reference.conversation),
            self._clock(),
            language_of(activity),
            self._regions.get(reference.tenant),
        )
        return Told(in_place(home_card(page, self._home).card))

    async def show(self, answering: Answering, _: Work) -> None:
        """Show the page."""
        it = answering.incoming
        await answering.posting.post_drawn(await self._draw(answering), it.reference)

    async def switch(self, answering: Answering, work: Work) -> None:
        """Do what was switched, and let the card that it was switched on follow."""
        await work.turn(answering.message())
        await answering.replace(await self._draw(answering))

    async def _draw(self, answering: Answering) -> Drawn:
        message = answering.message()
        page = await self._page(message.place, message.at, message.language, message.region)
        return home_card(page, self._home)
