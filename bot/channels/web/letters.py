"""The pages that links in letters lead to: they ask first, and act when a button is pressed.

Programs that look at a letter before its reader does follow links, but press no buttons.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.intake import read_form
from bot.links import LinkError
from bot.message import Action, Language, Reply


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link would do, for the page that asks."""

    language: Language
    """Of the one whom the letter was sent to."""
    action: Action
    question: str
    """Which question to ask, the rest of its key: mostly the name of the action."""
    about: str
    """What the action is about, in words: «Klimasats», or a day."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it, and what can be done next: a label and the path of a page."""

    reply: Reply
    about: str
    """What the answer is about, where it does not say so itself; else empty."""
    next_steps: tuple[tuple[str, str], ...]


class Errands(Protocol):
    """Carries out what links say. Both raise `LinkError` for a link that does nothing."""

    async def ask(self, token: str) -> Asked:
        """Tell what a link would do."""
        ...

    async def run(self, token: str) -> Done:
        """Do it; to do it twice changes nothing more."""
        ...


READS = frozenset({"plan", "notices", "notice_log", "deadlines", "whats_on", "course_useful"})
"""These only show something, so there is nothing to ask first."""

Draw = Callable[..., Response]
"""Gives a page: `draw(request, template, language, **values)`."""


class LetterPages:
    """``/stop/…`` and ``/letter/…``."""

    def __init__(self, errands: Errands, draw: Draw) -> None:
        self._errands = errands
        self._draw = draw

    def routes(self) -> list[Route]:
        """Give the addresses, which `Links` makes."""
        pages = ("/stop/{token}", "/letter/{token}")
        return [
            route
            for page in pages
            for route in (
                Route(page, self.ask, methods=["GET"]),
                Route(page, self.act, methods=["POST"]),
            )
        ]

    async def ask(self, request: Request) -> Response:
        """Say what the link does, with the button that does it."""
        token = request.path_params["token"]
        try:
            asked = await self._errands.ask(token)
        except LinkError as error:
            return self._nothing(request, error)
        if asked.action.name in READS:
            return await self._run(request, token)
        return self._draw(
            request, "letter.html", asked.language, asked=asked, done=None, reason=None
        )

    async def act(self, request: Request) -> Response:
        """Do it and say so. Mail programs do the same when their own button is pressed (RFC 8058);
        what they post in the body says nothing more than the link."""
        await read_form(request)
        return await self._run(request, request.path_params["token"])

    async def _run(self, request: Request, token: str) -> Response:
        try:
            done = await self._errands.run(token)
        except LinkError as error:
            return self._nothing(request, error)
        return self._draw(
            request, "letter.html", done.reply.language, asked=None, done=done, reason=None
        )

    def _nothing(self, request: Request, error: LinkError) -> Response:
        response = self._draw(
            request, "letter.html", None, asked=None, done=None, reason=error.reason
        )
        response.status_code = 410 if error.reason == "expired" else 404
        return response
