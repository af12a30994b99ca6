"""A person's own page inside Teams: what is theirs, and what can be pressed there.

The script of the shell asks for it with the token of single sign-on; there are no cookies. What is
pressed is a turn in the conversation that the person has with the bot alone, so that the chat goes
on where the tab left.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol, TypeAlias

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.locales import spoken
from bot.channels.teams.features import TAB_PATH
from bot.channels.teams.keys import KeysUnavailableError
from bot.channels.teams.references import References
from bot.channels.teams.sign_in import SignIns
from bot.channels.teams.signed import NotLetInError
from bot.channels.teams.tab_shell import Draw
from bot.channels.web.intake import RefusedError
from bot.clean import clean
from bot.faults import report
from bot.form import Faults, Form
from bot.home import Home
from bot.message import Action, Language, Message, Place, Reply

logger = logging.getLogger(__name__)

Pace: TypeAlias = Callable[[Request], None]
"""Counts a request. Raises `RefusedError` where too many come from one address."""

_FIELD: Final = "field."
"""What the names of fields begin with, so that none is one of ours."""
_LONGEST: Final = 20_000
"""Characters of one text."""
_MOST: Final = 500
"""Fields: the longest list to choose from is much shorter."""


class Talk(Protocol):
    """The conversations, as the tab needs them."""

    async def home(
        self, place: Place, at: datetime, language: Language | None, region: str | None
    ) -> Home:
        """Draw a person's own page."""
        ...

    async def form(self, message: Message) -> Form | Reply:
        """Open the form of an action; where it has none, take its turn."""
        ...

    async def turn(self, message: Message) -> Reply:
        """Take a turn."""
        ...

    def faults(self, message: Message) -> Faults:
        """Tell what is wrong with a form that was filled in."""
        ...


@dataclass(frozen=True, slots=True)
class People:
    """Tells whose conversation a request is about."""

    sign_ins: SignIns
    references: References
    regions: Mapping[str, str | None]
    """By organisation, where one is set."""
    now: Callable[[], datetime]

    async def read(self, request: Request) -> Message:
        """Give what is known of a person as a message that says nothing yet.

        Raises `TroubleError`.
        """
        try:
            person = await self.sign_ins.verify(request.headers.get("authorization", ""))
        except NotLetInError as refused:
            logger.warning("not let in to the tab of Teams: %s", refused)
            raise TroubleError(401, "not_let_in") from None
        except KeysUnavailableError:
            raise TroubleError(503, "later") from None
        reference = await self.references.of_person(person.tenant, person.user)
        if reference is None:
            raise TroubleError(404, "not_added")
        return Message(
            Place("teams", reference.conversation),
            self.now(),
            language=spoken(request.query_params.get("locale", "")),
            region=self.regions.get(person.tenant),
        )


class TroubleError(Exception):
    """Why nothing is shown: a status, and the rest of the key of its sentence."""

    def __init__(self, status: int, trouble: str, error: str = "") -> None:
        super().__init__(trouble)
        self.status = status
        self.trouble = trouble
        self.error = error


class TabPages:
    """What the script of the shell asks for."""

    def __init__(self, draw: Draw, pace: Pace, people: People, talk: Talk) -> None:
        self._draw = draw
        self._pace = pace
        self._people = people
        self._talk = talk

    def routes(self) -> list[Route]:
        """Give the addresses."""
        return [
            Route(f"{TAB_PATH}/home", self.home, methods=["GET"]),
            Route(f"{TAB_PATH}/press", self.press, methods=["POST"]),
        ]

    async def home(self, request: Request) -> Response:
        """Give what is somebody's."""
        return await self._told(request, self._page)

    async def press(self, request: Request) -> Response:
        """Do what was pressed or filled in, and give the answer with what is theirs now."""
        return await self._told(request, self._pressed)

    async def _told(
        self, request: Request, give: Callable[[Request, Message], Awaitable[Response]]
    ) -> Response:
        try:
            self._pace(request)
            return await give(request, await self._people.read(request))
        except TroubleError as found:
            trouble = found
        except RefusedError as refused:
            trouble = TroubleError(refused.status, "too_fast")
        except Exception as fault:
            trouble = TroubleError(500, "failed", report(fault, "the tab in Teams"))
        values = {"trouble": trouble.trouble, "error": trouble.error}
        language = spoken(request.query_params.get("locale", ""))
        response = self._draw(request, "teams_trouble.html", language, **values)
        response.status_code = trouble.status
        return response

    async def _pressed(self, request: Request, it: Message) -> Response:
        told = await request.form(max_files=0, max_fields=_MOST)
        action = Action.decode(next(iter(_texts(told, "action")), ""))
        pressed = replace(it, action=action, fields=_filled(told))
        faults = self._talk.faults(pressed) if "filled" in told else {}
        if "filled" in told and not faults:
            return await self._page(request, it, await self._talk.turn(pressed))
        return await self._page(request, it, await self._talk.form(pressed), faults)

    async def _page(
        self,
        request: Request,
        it: Message,
        answer: Form | Reply | None = None,
        faults: Faults | None = None,
    ) -> Response:
        home = await self._talk.home(it.place, it.at, it.language, it.region)
        return self._draw(
            request,
            "teams_home.html",
            home.language,
            home=home,
            reply=answer if isinstance(answer, Reply) else None,
            form=answer if isinstance(answer, Form) else None,
            faults={_FIELD + name: fault for name, fault in (faults or {}).items()},
        )


def _filled(form: FormData) -> dict[str, tuple[str, ...]]:
    """Read the fields of a form; one that nothing stands in is nothing at all."""
    return {name: _texts(form, _FIELD + name) for name in _texts(form, "asked")}


def _texts(form: FormData, name: str) -> tuple[str, ...]:
    found = (clean(it)[:_LONGEST] for it in form.getlist(name) if isinstance(it, str))
    return tuple(filter(None, found))
