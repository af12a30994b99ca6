"""The message extension: what is looked up while somebody writes, and an idea begun by a message.

Of what is looked up nothing is written down: neither who asked nor what.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.channels.cut import shorten
from bot.channels.teams.activity import Activity, object_of
from bot.channels.teams.features import MAKE_IDEA, SEARCH, WORDS
from bot.channels.teams.forms import Forms, said_in_dialog, sentence
from bot.channels.teams.found_card import found_cards
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.invokes import found, found_nothing
from bot.channels.teams.listen import Heard, Told, stamp
from bot.channels.teams.origin import language_of, user_of
from bot.channels.teams.own import OwnConversations
from bot.channels.teams.words import of_markup
from bot.message import Action, Card, Language

Find: TypeAlias = Callable[[str, Language], Sequence[Card]]
"""Gives the cards that some words are about, from what is in memory."""

IDEA_FORM: Final = Action("idea_form")
_ASKED: Final = "asked"
LONGEST: Final = 2500
"""Characters of a message that an idea begins with: a card holds them, and so does the form."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that a command was chosen on."""

    id: str
    text: str
    author: str | None
    """Their object id; None for what no person wrote."""


class Extension:
    """Answers the commands of the message extension."""

    def __init__(self, find: Find, forms: Forms, own: OwnConversations, home: str) -> None:
        """`home` is the address of our pages."""
        self._find = find
        self._forms = forms
        self._own = own
        self._home = home

    async def query(self, activity: Activity) -> Told:
        """Give what is found for some words; without words, the nearest dates."""
        value = object_of(activity.value)
        if value.get("commandId") != SEARCH:
            return Told()
        language = language_of(activity) or "nb"
        cards = self._find(_words(value), language) if _is_first(value) else ()
        if cards or not _is_first(value):
            return Told(found(found_cards(cards, language, self._home)))
        return Told(found_nothing(sentence(activity, "teams_surfaces.nothing_found")))

    async def fetch(self, activity: Activity) -> Told:
        """Open the form with the message in it; for a colleague's, they are asked first."""
        value = object_of(activity.value)
        if value.get("commandId") != MAKE_IDEA:
            return Told()
        quoted = read_quoted(value.get("messagePayload"))
        if not quoted.text:
            return Told(said_in_dialog(activity, "teams_surfaces.no_words"))
        if quoted.author in {None, user_of(activity)}:
            return Told(await self._forms.open(activity, IDEA_FORM, quoted.text))
        return await self._ask(activity, quoted)

    async def _ask(self, activity: Activity, quoted: Quoted) -> Told:
        own = await self._own.of(activity)
        if own is None:
            return Told(said_in_dialog(activity, "teams_surfaces.no_chat"))
        incoming = Incoming(
            kind=_ASKED,
            reference=own,
            user=user_of(activity),
            language=language_of(activity),
            text=quoted.text,
            other=quoted.author,
            name=activity.from_.name or "",
            chat=activity.conversation.id if activity.conversation else None,
        )
        told = said_in_dialog(activity, "teams_surfaces.asking")
        return Told(told, Heard((own.conversation, _ASKED, quoted.id), incoming, stamp(activity)))


def read_quoted(payload: object) -> Quoted:
    """Read the message that a command was chosen on; one without words has an empty text."""
    message = object_of(payload)
    body = object_of(message.get("body"))
    content = str(body.get("content") or "")
    text = of_markup(content) if body.get("contentType") != "text" else content.strip()
    author = object_of(object_of(message.get("from")).get("user")).get("id")
    return Quoted(
        str(message.get("id") or ""),
        shorten(text, LONGEST),
        author.lower() if isinstance(author, str) else None,
    )


def _words(value: Mapping[str, Any]) -> str:
    asked = value.get("parameters")
    named = map(object_of, asked if isinstance(asked, list) else ())
    return next((str(it.get("value") or "") for it in named if it.get("name") == WORDS), "")


def _is_first(value: Mapping[str, Any]) -> bool:
    """Tell whether the first of the list is asked for: all there is stands there."""
    return not object_of(value.get("queryOptions")).get("skip")
