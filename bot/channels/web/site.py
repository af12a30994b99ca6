"""What each address of the web chat does."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Any, Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web import visitor as visitors
from bot.channels.web.calendars import CalendarSource
from bot.channels.web.cases import Cases
from bot.channels.web.ideas import IdeaForms
from bot.channels.web.inbox import Inboxes
from bot.channels.web.intake import RefusedError, Said, read_form, read_said
from bot.channels.web.kept_file import OpenKept
from bot.channels.web.letters import Errands
from bot.channels.web.limits import Limits, TokenBuckets
from bot.channels.web.offices import Invitations
from bot.channels.web.pages import Exchange, Pages
from bot.channels.web.visitor import Visitor
from bot.clean import clean
from bot.demo.outbox import OutboxDesk
from bot.faults import report
from bot.message import Action, Language, Message, Place, Reply
from knowledge.records.places import Region

Turn = Callable[[Message], Awaitable[Reply]]
"""Takes what a person said or pressed, gives the answer."""
Forget = Callable[[Place, datetime], Awaitable[None]]
"""Deletes everything that is remembered of a conversation."""


class Notices(Protocol):
    """What a visitor who follows something is told."""

    async def follows(self, place: Place) -> bool:
        """Tell whether anything is followed from this conversation."""
        ...

    async def unseen(self, place: Place) -> tuple[Reply, ...]:
        """Give the notices that were not shown yet, oldest first; from now on they are seen."""
        ...


@dataclass(frozen=True, slots=True)
class Backing:
    """What the web chat needs of the rest of the product."""

    turn: Turn
    forget: Forget
    regions: Callable[[], Iterable[Region]]
    revision: Callable[[], int]
    """The revision of the knowledge that answers are given from."""
    now: Callable[[], datetime]
    """The time; aware, UTC."""
    kept_days: int | None
    """Days after which a silent conversation is deleted; None where that does not happen."""
    notices: Notices
    calendars: CalendarSource | None = None
    """The calendars that other programs can follow."""
    errands: Errands | None = None
    """What links in letters do; None where no letters are sent."""
    cases: Cases | None = None
    """Ideas as pages; None where none are handed over."""
    ideas: IdeaForms | None = None
    """Ideas filled in as a form; None where none are handed over."""
    inboxes: Inboxes | None = None
    """Ideas as lists; None where none are handed over."""
    invitations: Invitations | None = None
    """To offices; None where none are held."""
    open_kept: OpenKept | None = None
    """Opens the file of all that is kept of somebody."""
    outbox: OutboxDesk | None = None
    """Only in the demonstration."""
    pages: Callable[["Site"], Sequence[Route]] = lambda _: ()
    """Pages of other channels that look like these."""


class Site:
    """The addresses of the web chat."""

    def __init__(self, backing: Backing, limits: Limits) -> None:
        self._backing = backing
        self._limits = limits
        self._pages = Pages()
        self._by_conversation = TokenBuckets(limits.conversation, backing.now)
        self._by_address = TokenBuckets(limits.address, backing.now)

    async def front(self, request: Request) -> Response:
        """Show the empty conversation; ``?q=`` fills in a question, ``?region=`` a region."""
        visitor = self.visitor(request)
        asked = request.query_params.get("region", "")
        if asked in self._regions():
            visitor = replace(visitor, region=asked)
        question = clean(request.query_params.get("q", ""))[: self._limits.text]
        news = await self._news(visitor)
        response = self._chat(
            visitor, Exchange(), news=news or (), draft=question, from_link=bool(question)
        )
        if visitor.token and news is not None:
            visitors.keep_conversation(response, request, visitor.token, follows=True)
        if asked in self._regions():
            visitors.keep_region(response, request, asked)
        return response

    async def say(self, request: Request) -> Response:
        """Take one turn; give the whole page, or only what is new for the page's own script."""
        visitor = self.visitor(request)
        said = await read_said(request, longest=self._limits.text)
        token = visitor.token if visitor.token and not said.fresh else visitors.new_token()
        self._check_rate(visitor, token, said)
        reply = await self._turn(visitor, token, said)
        visitor = replace(visitor, language=reply.language, token=token)
        response = self._answer(request, visitor, Exchange(said.shown, reply))
        await self.carry(response, request, token)
        visitors.keep_language(response, request, reply.language)
        return response

    async def news(self, request: Request) -> Response:
        """Give the notices that came while the page was open, for the page's own script."""
        await read_form(request)
        visitor = self.visitor(request)
        news = await self._news(visitor)
        if not news:
            return Response(status_code=204)
        return self._page("news.html", visitor, news=news)

    async def choose(self, request: Request) -> Response:
        """Remember the region and language picked at the top of the page.

        A change is told to the conversation as well: what was picked counts for more there than
        the language of a message or the municipality named before.
        """
        form = await read_form(request)
        visitor = self.visitor(request)
        region = str(form.get("region", ""))
        region = region if region in self._regions() else ""
        language = visitors.READS.get(str(form.get("language")), visitor.language)
        token = visitor.token or visitors.new_token()
        response = RedirectResponse("/", status_code=303)
        if region and region != visitor.region and visitor.token:
            await self.press(visitor, token, Action("region", region))
        if language != visitor.language:
            await self.press(visitor, token, Action("language", language))
            await self.carry(response, request, token)
        visitors.keep_region(response, request, region)
        visitors.keep_language(response, request, language)
        return response

    async def forget(self, request: Request) -> Response:
        """Delete the conversation and say so."""
        await read_form(request)
        visitor = self.visitor(request)
        if visitor.token:
            await self._backing.forget(visitors.place(visitor.token), self._backing.now())
        notice = self._words(visitor.language, "web.forgotten")
        response = self._chat(replace(visitor, token=None), Exchange(notice=notice))
        visitors.drop_conversation(response)
        return response

    async def privacy(self, request: Request) -> Response:
        """Say what is stored, for how long, and how it is deleted."""
        return self._page("privacy.html", self.visitor(request), kept_days=self._backing.kept_days)

    async def health(self, _request: Request) -> Response:
        """Say that the service answers, and from which revision of the knowledge."""
        return JSONResponse({"status": "ok", "revision": self._backing.revision()})

    async def refused(self, request: Request, refusal: RefusedError) -> Response:
        """Say why nothing was done, with the person's text still in the field."""
        visitor = self.visitor(request)
        notice = self._words(visitor.language, refusal.key, **refusal.values)
        exchange = Exchange(notice=notice)
        response = self._answer(request, visitor, exchange, draft=refusal.draft)
        response.status_code = refusal.status
        response.headers.update(refusal.headers)
        return response

    async def stopped(self, request: Request, stop: HTTPException) -> Response:
        """Put what the framework refuses (no such page, too large, unreadable) in words."""
        if stop.status_code in {404, 405}:
            response = self._trouble(request, "web.error.not_found")
        else:
            key = "web.error.too_large" if stop.status_code == 413 else "web.error.unreadable"
            refusal = RefusedError(stop.status_code, key, {"limit": self._limits.text})
            return await self.refused(request, refusal)
        response.status_code = stop.status_code
        response.headers.update(stop.headers or {})
        return response

    def failed(self, request: Request, error: str) -> Response:
        """Show the id of a fault that nobody foresaw."""
        response = self._trouble(request, "web.error.failed_action", error=error)
        response.status_code = 500
        return response

    async def press(self, visitor: Visitor, token: str, action: Action) -> Reply:
        """Press a button of the conversation. Raises RefusedError."""
        said = Said(None, action, shown="", fresh=False)
        self._check_rate(visitor, token, said)
        return await self._turn(visitor, token, said)

    async def carry(self, response: Response, request: Request, token: str) -> None:
        """Let the browser find the conversation again."""
        follows = await self._backing.notices.follows(visitors.place(token))
        visitors.keep_conversation(response, request, token, follows=follows)

    async def _turn(self, visitor: Visitor, token: str, said: Said) -> Reply:
        message = Message(
            place=visitors.place(token),
            at=self._backing.now(),
            text=said.text,
            action=said.action,
            language=visitor.language,
            region=visitor.region,
        )
        try:
            return await self._backing.turn(message)
        except Exception as fault:
            key = "web.error.failed" if said.text else "web.error.failed_action"
            raise RefusedError(500, key, {"error": report(fault)}, draft=said.draft) from None

    async def _news(self, visitor: Visitor) -> tuple[Reply, ...] | None:
        """Give what was not shown yet; None for a visitor who follows nothing."""
        if visitor.token is None:
            return None
        place = visitors.place(visitor.token)
        if not await self._backing.notices.follows(place):
            return None
        return await self._backing.notices.unseen(place)

    def _check_rate(self, visitor: Visitor, token: str, said: Said) -> None:
        wait = max(self._by_address.take(visitor.address), self._by_conversation.take(token))
        if wait:
            headers = {"Retry-After": str(ceil(wait))}
            raise RefusedError(429, "web.error.too_fast", draft=said.draft, headers=headers)

    def pace(self, request: Request) -> None:
        """Count a form that was sent. Raises RefusedError where too many come from one address."""
        wait = self._by_address.take(self.visitor(request).address)
        if wait:
            raise RefusedError(429, "web.error.too_fast", headers={"Retry-After": str(ceil(wait))})

    def visitor(self, request: Request) -> Visitor:
        """Tell who asks."""
        return visitors.read_visitor(request, self._regions())

    def _regions(self) -> dict[str, Region]:
        return {region.id: region for region in self._backing.regions()}

    def _answer(
        self, request: Request, visitor: Visitor, exchange: Exchange, *, draft: str = ""
    ) -> HTMLResponse:
        if request.url.path == "/turn":
            return self._page("exchange.html", visitor, exchange=exchange)
        return self._chat(visitor, exchange, draft=draft)

    def _chat(self, visitor: Visitor, exchange: Exchange, **values: Any) -> HTMLResponse:
        empty = {"news": (), "draft": "", "from_link": False}
        return self._page("chat.html", visitor, exchange=exchange, **{**empty, **values})

    def _trouble(self, request: Request, key: str, **values: object) -> HTMLResponse:
        visitor = self.visitor(request)
        return self._page(
            "trouble.html", visitor, notice=self._words(visitor.language, key, **values)
        )

    def draw(
        self, request: Request, template: str, language: Language | None = None, **values: Any
    ) -> HTMLResponse:
        """Give a page round the chat, in `language` or in the visitor's own."""
        visitor = self.visitor(request)
        visitor = replace(visitor, language=language or visitor.language)
        return self._page(template, visitor, **values)

    def _page(self, template: str, visitor: Visitor, **values: Any) -> HTMLResponse:
        context = {
            "visitor": visitor,
            "regions": tuple(self._backing.regions()),
            "sample": self._backing.outbox is not None,
            **values,
        }
        return HTMLResponse(self._pages.render(template, visitor.language, context))

    def _words(self, language: Language, key: str, **values: object) -> str:
        return self._pages.words(language)(key, **values)
