"""``/inbox``: the ideas that concern whoever this browser belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web import visitor as visitors
from bot.channels.web.letters import Draw
from bot.channels.web.visitor import Visitor
from bot.message import Language, Line, Place


@dataclass(frozen=True, slots=True)
class Row:
    """One idea in a list."""

    number: str
    title: str
    """Empty where the reader may only know that there is one."""
    place: str
    status: Line


@dataclass(frozen=True, slots=True)
class Group:
    """Ideas under one heading; `name` is the rest of its key."""

    name: str
    rows: tuple[Row, ...]


class Inboxes(Protocol):
    """Knows whom which ideas concern."""

    async def inbox(self, place: Place, language: Language) -> tuple[Group, ...]:
        """Give them, what waits first; groups without any are left out."""
        ...


class InboxPage:
    """The list; what one idea says is `CasePages`' affair."""

    def __init__(self, inboxes: Inboxes, draw: Draw, visitor: Callable[[Request], Visitor]) -> None:
        self._inboxes = inboxes
        self._draw = draw
        self._visitor = visitor

    def routes(self) -> list[Route]:
        """Give the address."""
        return [Route("/inbox", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """List them."""
        visitor = self._visitor(request)
        groups: tuple[Group, ...] = ()
        if visitor.token:
            place = visitors.place(visitor.token)
            groups = await self._inboxes.inbox(place, visitor.language)
        return self._draw(request, "inbox.html", groups=groups)
