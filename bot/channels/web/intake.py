"""From a posted form to words that the bot may read, or a refusal that a person may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import FormData
from starlette.requests import Request

from bot.clean import clean
from bot.message import Action

_LABEL_LENGTH = 100
_ACTION_LENGTH = 200


@dataclass
class RefusedError(Exception):
    """A request that is not carried out: the reason as a sentence, and the text to keep."""

    status: int
    key: str
    """Key of the sentence."""
    values: Mapping[str, object] = field(default_factory=dict)
    draft: str = ""
    """What stays in the field."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What one form says: words or a pressed button."""

    text: str | None
    action: Action | None
    shown: str
    """What the conversation shows as the person's side: the words, or the button's label."""
    fresh: bool
    """From a link, so it begins a conversation and can't answer a question in another one."""

    @property
    def draft(self) -> str:
        """What stays in the field if this can't be answered."""
        return self.text or ""


async def read_form(request: Request) -> FormData:
    """Read a posted form of our own page. Raises RefusedError for one from elsewhere."""
    _check_origin(request)
    return await request.form(max_files=0, max_fields=10)


async def read_said(request: Request, *, longest: int) -> Said:
    """Read what was said. Raises RefusedError where there is nothing, or too much."""
    form = await read_form(request)
    action, text = clean(_text(form, "action"))[:_ACTION_LENGTH], clean(_text(form, "text"))
    if action:
        label = clean(_text(form, "label"))[:_LABEL_LENGTH]
        return Said(None, Action.decode(action), label or action, fresh=False)
    if not text:
        raise RefusedError(422, "web.error.empty")
    if len(text) > longest:
        raise RefusedError(413, "web.error.long", {"limit": longest}, draft=text)
    return Said(text, None, text, fresh=bool(_text(form, "fresh")))


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _check_origin(request: Request) -> None:
    """Refuse what another site makes a browser send; programs that send neither header pass."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        ours = site in {"same-origin", "none"}
    else:
        ours = origin is None or origin.partition("://")[2] == request.headers.get("host")
    if not ours:
        raise RefusedError(403, "web.error.origin")
