"""``/office/…``: an administrator's invitation, which makes whoever follows it hold an office."""

from collections.abc import Callable
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web import visitor as visitors
from bot.channels.web.cases import Pace
from bot.channels.web.ideas import Counter
from bot.channels.web.intake import read_form
from bot.channels.web.letters import Draw
from bot.channels.web.visitor import Visitor
from bot.message import Language, Place


class Invitations(Protocol):
    """Knows what each invitation is to."""

    async def office(self, secret: str, language: Language) -> str | None:
        """Name the office; None for an invitation that is used, old or not ours."""
        ...

    async def accept(self, secret: str, place: Place, language: Language) -> str | None:
        """Make the one who talks here the holder, and name the office; None as `office` does."""
        ...


class OfficePages:
    """The page that asks, and the one that says what it means."""

    def __init__(
        self,
        invitations: Invitations,
        counter: Counter,
        draw: Draw,
        visitor: Callable[[Request], Visitor],
        pace: Pace,
    ) -> None:
        self._invitations = invitations
        self._counter = counter
        self._draw = draw
        self._visitor = visitor
        self._pace = pace

    def routes(self) -> list[Route]:
        """Give the addresses."""
        return [
            Route("/office/{secret}", self.ask, methods=["GET"]),
            Route("/office/{secret}", self.accept, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """Say which office it is; nothing is changed."""
        language = self._visitor(request).language
        office = await self._invitations.office(request.path_params["secret"], language)
        return self._page(request, office, taken=False)

    async def accept(self, request: Request) -> Response:
        """Make this browser's owner the holder."""
        await read_form(request)
        self._pace(request)
        visitor = self._visitor(request)
        token = visitor.token or visitors.new_token()
        office = await self._invitations.accept(
            request.path_params["secret"], visitors.place(token), visitor.language
        )
        response = self._page(request, office, taken=True)
        if office:
            await self._counter.carry(response, request, token)
        return response

    def _page(self, request: Request, office: str | None, *, taken: bool) -> Response:
        response = self._draw(request, "office.html", office=office, taken=taken)
        response.status_code = 200 if office else 404
        return response
