"""The addresses that calendar programs fetch, and the page where people find them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendars.feeds import FEED_KINDS, Feed
from bot.calendars.file import MEDIA_TYPE, CalendarFile
from bot.calendars.shelf import Calendars
from bot.channels.web.letters import Draw
from bot.channels.web.visitor import READS, Visitor, read_visitor
from bot.message import Language

_PUBLIC: Final = "public, max-age=900"
_OWN: Final = "private, no-cache"


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """Where calendars come from, and the address that people reach the pages by."""

    calendars: Calendars
    base_url: str


class CalendarPages:
    """``/calendar`` and everything below it. Nothing there needs a cookie."""

    def __init__(
        self, source: CalendarSource, draw: Draw, visitor: Callable[[Request], Visitor]
    ) -> None:
        self._calendars = source.calendars
        self._base_url = source.base_url
        self._draw = draw
        self._visitor = visitor

    def routes(self) -> list[Route]:
        """Give the addresses."""
        return [
            Route("/calendar", self.choose),
            Route("/calendar/call/{id}.ics", self.call),
            Route("/calendar/event/{id}.ics", self.event),
            Route("/calendar/plan/{id}.ics", self.plan),
            Route("/calendar/feed/{kind}/{id}.ics", self.feed),
            Route("/calendar/mine/{secret}.ics", self.mine),
            Route("/calendar/mine/{secret}", self.show_mine),
        ]

    async def call(self, request: Request) -> Response:
        """Give one call as a file."""
        file = await self._calendars.call(request.path_params["id"], _language(request))
        return self._answer(request, file)

    async def event(self, request: Request) -> Response:
        """Give one meeting as a file."""
        file = await self._calendars.event(request.path_params["id"], _language(request))
        return self._answer(request, file)

    async def plan(self, request: Request) -> Response:
        """Give a work-back plan as a file; ``?municipality=`` tells for whom."""
        place = request.query_params.get("municipality")
        identity, language = request.path_params["id"], _language(request)
        return self._answer(request, await self._calendars.plan(identity, place, language))

    async def feed(self, request: Request) -> Response:
        """Give a feed that everybody may follow; ``?region=`` narrows it."""
        feed = _feed(request)
        file = await self._calendars.feed(feed, _language(request)) if feed else None
        return self._answer(request, file)

    async def mine(self, request: Request) -> Response:
        """Give what the owner of the secret follows, in their own language."""
        secret, language = request.path_params["secret"], _asked(request)
        return self._answer(request, await self._calendars.mine(secret, language), _OWN)

    async def show_mine(self, request: Request) -> Response:
        """Give the owner of a secret the address to follow."""
        secret = request.path_params["secret"]
        if not await self._calendars.opens(secret):
            return self._none(request)
        path = f"/calendar/mine/{quote(secret)}.ics"
        return self._draw(request, "my_calendar.html", **self._addresses(path))

    async def choose(self, request: Request) -> Response:
        """Let people choose what to follow, and give them the address."""
        visitor = self._visitor(request)
        offers = await self._calendars.offers(visitor.region, visitor.language)
        wanted = request.query_params.get("follow", "")
        chosen = next((it for it in offers if it.feed.path == wanted), offers[0])
        addresses = self._addresses(with_language(chosen.feed.path, visitor.language))
        groups = [(kind, tuple(group)) for kind, group in groupby(offers, lambda it: it.feed.kind)]
        return self._draw(request, "calendar.html", groups=groups, chosen=chosen, **addresses)

    def _addresses(self, path: str) -> dict[str, str]:
        """Give the address for programs that ask for one, and the one that opens Apple's."""
        address = f"{self._base_url}{path}"
        return {"address": address, "webcal": f"webcal://{address.partition('://')[2]}"}

    def _none(self, request: Request) -> Response:
        page = self._draw(request, "no_calendar.html")
        page.status_code = 404
        return page

    def _answer(self, request: Request, file: CalendarFile | None, keep: str = _PUBLIC) -> Response:
        """Give a file, or only its tag where the program has it already."""
        if file is None:
            return self._none(request)
        tag = f'"{hashlib.sha256(file.content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": keep, "Vary": "Accept-Language, Cookie"}
        if _has(request, tag):
            return Response(status_code=304, headers=headers)
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return Response(file.content, media_type=MEDIA_TYPE, headers=headers)


def with_language(path: str, language: Language) -> str:
    """Add the language, which a calendar program does not tell by itself."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def _feed(request: Request) -> Feed | None:
    kind, identity = request.path_params["kind"], request.path_params["id"]
    if kind not in FEED_KINDS:
        return None
    return Feed(kind, identity, request.query_params.get("region") or None)


def _asked(request: Request) -> Language | None:
    """Give the language that the address itself names."""
    return READS.get(request.query_params.get("lang", ""))


def _language(request: Request) -> Language | None:
    """Give the reader's language; None where neither address nor program tells it."""
    told = request.cookies or request.headers.get("accept-language")
    return _asked(request) or (read_visitor(request, ()).language if told else None)


def _has(request: Request, tag: str) -> bool:
    """Tell whether the program names this tag in If-None-Match, strong or weak."""
    named = request.headers.get("if-none-match", "").split(",")
    return any(it.strip().removeprefix("W/") in (tag, "*") for it in named)
