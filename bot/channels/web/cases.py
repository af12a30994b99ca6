"""The pages of one idea: what it says, where it is, and what the reader can do with it.

A page is opened by a link in a letter, by the secret of whoever sent the idea, or from the inbox.
To look never does anything; a form acts when it is sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web import visitor as visitors
from bot.channels.web.intake import read_form
from bot.channels.web.letters import Draw
from bot.channels.web.visitor import Visitor
from bot.clean import clean
from bot.form import Choice
from bot.message import Language, Line, Place


@dataclass(frozen=True, slots=True)
class ByLink:
    """A signed link in a letter, which says who reads, which idea, and what they do."""

    token: str


@dataclass(frozen=True, slots=True)
class BySecret:
    """The secret of whoever sent the idea."""

    secret: str
    act: str


@dataclass(frozen=True, slots=True)
class FromInbox:
    """Somebody known by their browser."""

    place: Place
    number: str
    act: str
    language: Language


Key: TypeAlias = ByLink | BySecret | FromInbox


class ClosedError(Exception):
    """A page that does not open: `reason` is the rest of the key of the sentence that says why."""

    def __init__(self, reason: str, language: Language | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.language = language


@dataclass(frozen=True, slots=True)
class Given:
    """What a form says, each field as it was filled in; none of it is trusted."""

    text: str = ""
    choice: str = ""
    until: str = ""
    programme: str = ""
    seen: str = ""
    """The version that the person had before them."""


@dataclass(frozen=True, slots=True)
class Form:
    """What one act asks for."""

    act: str
    path: str
    given: Given
    choices: tuple[Choice, ...] = ()
    programmes: tuple[Choice, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    """Sentences by the field that they are about."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One idea, as far as its reader may see it, in their words."""

    language: Language
    heading: str
    said: Line | None
    """What just happened, or why nothing did."""
    status: Line
    words: tuple[Line, ...]
    """The idea in its own words, and what was added."""
    facts: tuple[Line, ...]
    history: tuple[Line, ...]
    context: Line | None
    """Who can read it, or who stands between."""
    form: Form | None
    acts: tuple[tuple[str, str], ...]
    """What can be done now: the act and the path of its page."""
    back: str
    """Path of the page of the idea without a form."""
    for_whom: str = ""
    """Of a link in a letter: whom it was sent to."""
    listed: bool = False
    """Whether it was opened from a list."""


class Cases(Protocol):
    """Shows ideas and acts on them. Both raise `ClosedError`."""

    async def look(self, key: Key) -> CaseView:
        """Show an idea; nothing is changed."""
        ...

    async def take(self, key: Key, given: Given) -> CaseView:
        """Do what a form says, and show what came of it. The same form counts once."""
        ...


Pace: TypeAlias = Callable[[Request], None]
"""Raises RefusedError where too much is sent too fast."""


class CasePages:
    """``/step/…`` in letters, ``/case/…`` by secret, and ``/inbox/…``."""

    def __init__(
        self, cases: Cases, draw: Draw, visitor: Callable[[Request], Visitor], pace: Pace
    ) -> None:
        self._cases = cases
        self._draw = draw
        self._visitor = visitor
        self._pace = pace

    def routes(self) -> list[Route]:
        """Give the addresses."""
        whole = ("/case/{secret}", "/inbox/{number}")
        forms = ("/step/{token}", "/case/{secret}/{act}", "/inbox/{number}/{act}")
        return [
            *(Route(path, self.look, methods=["GET"]) for path in (*whole, *forms)),
            *(Route(path, self.take, methods=["POST"]) for path in forms),
        ]

    async def look(self, request: Request) -> Response:
        """Show an idea, with the form of one act where the address names one."""
        try:
            view = await self._cases.look(self._key(request))
        except ClosedError as closed:
            return self._closed(request, closed)
        return self._draw(request, "case.html", view.language, case=view)

    async def take(self, request: Request) -> Response:
        """Do what the form says; a form with something missing is shown again."""
        given = await read_given(request)
        self._pace(request)
        try:
            view = await self._cases.take(self._key(request), given)
        except ClosedError as closed:
            return self._closed(request, closed)
        response = self._draw(request, "case.html", view.language, case=view)
        if view.form and view.form.faults:
            response.status_code = 422
        return response

    def _key(self, request: Request) -> Key:
        given = request.path_params
        act = given.get("act", "")
        if "token" in given:
            return ByLink(given["token"])
        if "secret" in given:
            return BySecret(given["secret"], act)
        visitor = self._visitor(request)
        if visitor.token is None:
            raise ClosedError("not_allowed")
        return FromInbox(visitors.place(visitor.token), given["number"], act, visitor.language)

    def _closed(self, request: Request, closed: ClosedError) -> Response:
        response = self._draw(request, "closed.html", closed.language, reason=closed.reason)
        response.status_code = {"expired": 410, "not_allowed": 403}.get(closed.reason, 404)
        return response


async def read_given(request: Request) -> Given:
    """Read the fields of a form. Raises RefusedError for one from elsewhere."""
    form = await read_form(request)
    said = {name: form.get(name, "") for name in Given.__dataclass_fields__}
    return Given(**{name: clean(it) for name, it in said.items() if isinstance(it, str)})
