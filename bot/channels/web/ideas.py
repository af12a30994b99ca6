"""``/idea``: an idea filled in as a form, shown as it would be sent, and sent on a yes.

What is filled in is the draft of the conversation: both go on from where the other was left.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web import visitor as visitors
from bot.channels.web.cases import Pace
from bot.channels.web.intake import read_form
from bot.channels.web.letters import Draw
from bot.channels.web.visitor import Visitor
from bot.clean import clean
from bot.form import Choice
from bot.message import Action, Button, Language, Place, Reply


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields; none of it is trusted."""

    text: str = ""
    title: str = ""
    municipality: str = ""
    theme: str = ""
    wish: str = ""
    aim: str = ""
    company: str = ""
    people: str = ""
    shared: str = ""


@dataclass(frozen=True, slots=True)
class IdeaForm:
    """A form to fill in, in one language."""

    kind: str
    filled: Filled
    municipalities: tuple[tuple[str, tuple[Choice, ...]], ...]
    """By region."""
    themes: tuple[Choice, ...]
    wishes: tuple[Choice, ...]
    aims: tuple[Choice, ...]
    companies: tuple[Choice, ...]
    faults: Mapping[str, str]
    """Sentences by field."""


class IdeaForms(Protocol):
    """Knows the draft of each conversation."""

    async def begin(self, place: Place | None, language: Language) -> IdeaForm:
        """Give a form with what the conversation knows of the idea."""
        ...

    async def keep(self, place: Place, filled: Filled, language: Language) -> IdeaForm | None:
        """Keep what was filled in; where something is wrong with it, give the form again."""
        ...


_SHOW = Action("idea_draft")


class Counter(Protocol):
    """Takes turns of the conversation for a page beside it, and lets the browser carry it."""

    async def press(self, visitor: Visitor, token: str, action: Action) -> Reply:
        """Press a button. Raises RefusedError."""
        ...

    async def carry(self, response: Response, request: Request, token: str) -> None:
        """Let the browser find the conversation again."""
        ...


class IdeaPages:
    """The form, what it shows before it sends, and the receipt."""

    def __init__(
        self,
        forms: IdeaForms,
        counter: Counter,
        draw: Draw,
        visitor: Callable[[Request], Visitor],
        pace: Pace,
    ) -> None:
        self._forms = forms
        self._counter = counter
        self._draw = draw
        self._visitor = visitor
        self._pace = pace

    def routes(self) -> list[Route]:
        """Give the addresses."""
        return [
            Route("/idea", self.fill_in, methods=["GET"]),
            Route("/idea", self.keep, methods=["POST"]),
            Route("/idea/preview", self.preview, methods=["GET"]),
            Route("/idea/preview", self.answer, methods=["POST"]),
        ]

    async def fill_in(self, request: Request) -> Response:
        """Show the form with what is known."""
        visitor = self._visitor(request)
        place = visitors.place(visitor.token) if visitor.token else None
        form = await self._forms.begin(place, visitor.language)
        return self._draw(request, "idea.html", form=form)

    async def keep(self, request: Request) -> Response:
        """Keep the draft and go on to what would be sent."""
        posted, visitor = await read_form(request), self._visitor(request)
        self._pace(request)
        said = {name: posted.get(name, "") for name in Filled.__dataclass_fields__}
        filled = Filled(**{name: clean(it) for name, it in said.items() if isinstance(it, str)})
        token = visitor.token or visitors.new_token()
        form = await self._forms.keep(visitors.place(token), filled, visitor.language)
        if form:
            response = self._draw(request, "idea.html", form=form)
            response.status_code = 422
            return response
        response = RedirectResponse("/idea/preview", status_code=303)
        await self._counter.carry(response, request, token)
        return response

    async def preview(self, request: Request) -> Response:
        """Show exactly what would be sent, and to whom."""
        visitor = self._visitor(request)
        if visitor.token is None:
            return RedirectResponse("/idea", status_code=303)
        reply = await self._counter.press(visitor, visitor.token, _SHOW)
        return self._draw(
            request, "idea_preview.html", reply.language, reply=reply, yes=_yes(reply)
        )

    async def answer(self, request: Request) -> Response:
        """Send what was shown, and give the receipt; what has changed since is shown again."""
        posted, visitor = await read_form(request), self._visitor(request)
        if visitor.token is None:
            return RedirectResponse("/idea", status_code=303)
        action = Action("idea_yes", clean(str(posted.get("seal", "")))[:40])
        reply = await self._counter.press(visitor, visitor.token, action)
        yes = _yes(reply)
        template = "idea_preview.html" if yes else "idea_receipt.html"
        values = {"yes": yes} if yes else {"link": _link(request, reply)}
        response = self._draw(request, template, reply.language, reply=reply, **values)
        await self._counter.carry(response, request, visitor.token)
        return response


def _yes(reply: Reply) -> str:
    """Give what the button says that sends it; empty where nothing can be sent."""
    actions = (button.action for button in reply.buttons)
    return next((it.argument for it in actions if it and it.name == "idea_yes"), "")


def _link(request: Request, reply: Reply) -> str:
    """Give the secret address of the case, which is told this once."""
    found = (it.url for it in (*reply.buttons, *reply.more) if _is_case(it))
    path = next(found, None)
    return f"{str(request.base_url).rstrip('/')}{path}" if path else ""


def _is_case(button: Button) -> bool:
    return button.url is not None and button.url.startswith("/case/")
