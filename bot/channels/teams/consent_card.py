"""The cards by which a colleague is asked for their message, and what they carry.

What is asked stands sealed in the cards, so that nothing is kept for it, and nobody can answer for
somebody else or with other words: what comes back from a card is its person's to change.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from itsdangerous import BadData, URLSafeSerializer
from microsoft_teams.cards import ExecuteAction, RefreshDefinition, SubmitAction
from pydantic import TypeAdapter, ValidationError

from bot.channels.teams.act import VERB
from bot.channels.teams.buttons import ACTION
from bot.channels.teams.card import said, whole
from bot.channels.teams.draw import Drawn
from bot.channels.teams.extension import IDEA_FORM
from bot.channels.teams.forms import TEXT
from bot.channels.teams.quoted_card import quoted_card
from bot.channels.teams.rich_text import of_lines
from bot.message import Language
from bot.speech.catalogue import Catalogue

ANSWER: Final = "consent"
"""The verb of the answer."""
LOOK: Final = "consent_look"
"""The verb with which whoever looks asks for what they may see."""
YES: Final = "yes"
_SEALED, _SAID = "consent", "answer"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is asked for."""

    asker: str
    author: str
    """Object ids, as in `Incoming`."""
    tenant: str
    who: str
    """The asker, as others see them."""
    text: str
    """What the author wrote."""
    language: Language


_ASKED: Final = TypeAdapter(Asked)


class Seal:
    """Seals what is asked, and opens it again."""

    def __init__(self, secret: str) -> None:
        sha256 = {"digest_method": hashlib.sha256}
        self._seal = URLSafeSerializer(secret, salt="teams consent", signer_kwargs=sha256)

    def close(self, asked: Asked) -> str:
        """Give it as the buttons of a card carry it."""
        return str(self._seal.dumps(_ASKED.dump_python(asked)))

    def open(self, data: Mapping[str, Any]) -> Asked | None:
        """Read what a button carried; None where it was not sealed here."""
        sealed = data.get(_SEALED)
        try:
            return _ASKED.validate_python(
                self._seal.loads(sealed if isinstance(sealed, str) else "")
            )
        except (BadData, ValidationError):
            return None


def says_yes(data: Mapping[str, Any]) -> bool:
    """Read the answer."""
    return data.get(_SAID) == YES


def question(say: Catalogue, asked: Asked, sealed: str) -> Drawn:
    """Ask the author, who sees what it is about."""
    who = asked.who or say.text("teams_surfaces.colleague")
    lines = [say.line(f"consent.{it}", who=who) for it in ("question", "promise")]
    answers = [_answer(say.text(f"consent.{it}"), sealed, it) for it in (YES, "no")]
    return quoted_card(lines, asked.text, say.language, answers)


def _answer(label: str, sealed: str, said: str) -> ExecuteAction:
    data = {VERB: ANSWER, _SEALED: sealed, _SAID: said}
    return ExecuteAction(
        title=label, verb=ANSWER, data=data, fallback=SubmitAction(title=label, data=data)
    )


def notice(say: Catalogue, sealed: str) -> Drawn:
    """Say among others that the author is asked; who it is sees the question in its place."""
    body = list(of_lines([say.line("teams_surfaces.consent.in_chat")]))
    title = say.text("teams_surfaces.consent.look")
    # An older app shows nobody a card of their own, so that there is nothing to press there.
    look = ExecuteAction(title=title, verb=LOOK, data={_SEALED: sealed}, fallback="drop")
    refresh = RefreshDefinition(action=look)
    return Drawn(said(body), whole(body, say.language, [look], refresh))


def permission(say: Catalogue, text: str) -> Drawn:
    """Give the message to the one who asked for it, with the way to the form."""
    noted = f"{text}\n\n{say.text('consent.note')}"
    data = {ACTION: IDEA_FORM.encode(), TEXT: noted, "msteams": {"type": "task/fetch"}}
    write = SubmitAction(title=say.text("consent.write"), data=data)
    return quoted_card([say.line("consent.agreed")], noted, say.language, [write])


def sentence(say: Catalogue, key: str) -> Drawn:
    """Say one sentence."""
    body = list(of_lines([say.line(key)]))
    return Drawn(said(body), whole(body, say.language))
