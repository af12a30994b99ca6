"""What is sent to Teams is checked first: it takes a wrong card, and then shows nothing of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.channels.markup import safe_url
from bot.channels.teams.buttons import MOST_SHOWN
from bot.channels.teams.draw import Drawn
from bot.channels.teams.limits import ENVELOPE, MOST_MESSAGE, size

_LONGEST_URL: Final = 2048
_ACTIONS: Final = frozenset({"Action.Execute", "Action.OpenUrl", "Action.Submit"})
_INPUTS: Final = frozenset({"Input.ChoiceSet", "Input.Date", "Input.Text", "Input.Toggle"})
_ELEMENTS: Final = _INPUTS | {"ActionSet", "ColumnSet", "Container", "RichTextBlock"}
_HOLDS: Final[Mapping[str, frozenset[str]]] = {
    "AdaptiveCard": _ELEMENTS | _ACTIONS,
    "Container": _ELEMENTS,
    "ColumnSet": frozenset({"Column"}),
    "Column": _ELEMENTS,
    "RichTextBlock": frozenset({"TextRun"}),
    "TextRun": frozenset({"Action.OpenUrl"}),
    "ActionSet": _ACTIONS,
    "Action.Execute": frozenset({"Action.Submit"}),
}
"""What we draw, and what may stand in it. Text that is read for Markdown stands nowhere."""
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "TextRun": ("text",),
    "Action.Execute": ("title", "verb"),
    "Action.Submit": ("title", "data"),
    "Action.OpenUrl": ("url",),
    "Input.ChoiceSet": ("id", "label", "choices"),
    "Input.Date": ("id", "label"),
    "Input.Text": ("id", "label"),
    "Input.Toggle": ("id", "title"),
}


class CardError(Exception):
    """Teams would refuse this, or show it otherwise than meant. Names the place, not the text."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}")
        self.place = place


def check(drawn: Drawn) -> None:
    """Check a message. Raises `CardError`."""
    if not drawn.text.strip():
        raise CardError("message", "no text")
    _check_size("message", size(drawn.text) + size(drawn.card))
    check_card(drawn.card)


def check_card(card: Mapping[str, Any]) -> None:
    """Check a card, wherever it is shown. Raises `CardError`."""
    if card.get("type") != "AdaptiveCard" or not card.get("body"):
        raise CardError("card", "no card, or nothing on it")
    _check_size("card", size(card))
    seen: set[str] = set()
    for part in _parts(card, "card", ""):
        _check_needs(part)
        _check_actions(part)
        _check_choices(part)
        _check_id(part, seen)


@dataclass(frozen=True, slots=True)
class _Part:
    """One element or action, and where it stands."""

    place: str
    kind: str
    given: Mapping[str, Any]


def _parts(part: object, place: str, holder: str) -> Iterator[_Part]:
    """Give everything that has a type, the outer first; each may stand where it does."""
    if isinstance(part, Mapping):
        kind = part.get("type", holder)
        if "type" in part:
            if holder and kind not in _HOLDS.get(holder, ()):
                raise CardError(place, f"{kind} in {holder}")
            yield _Part(place, kind, part)
        for name, value in part.items():
            if name != "data":
                yield from _parts(value, f"{place}.{name}", kind)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for index, value in enumerate(part):
            yield from _parts(value, f"{place}[{index}]", holder)


def _check_size(place: str, bytes_: int) -> None:
    if bytes_ > MOST_MESSAGE - ENVELOPE:
        raise CardError(place, f"{bytes_} bytes")


def _check_needs(part: _Part) -> None:
    for name in _NEEDS.get(part.kind, ()):
        value = part.given.get(name)
        if not value:
            raise CardError(part.place, f"no {name}")
    url = part.given.get("url")
    if url is not None and (safe_url(url) is None or len(url) > _LONGEST_URL):
        raise CardError(part.place, "an address that nobody may open")


def _check_actions(part: _Part) -> None:
    shown = [it for it in part.given.get("actions", ()) if it.get("mode") != "secondary"]
    if len(shown) > MOST_SHOWN:
        raise CardError(part.place, f"{len(shown)} buttons")


def _check_choices(part: _Part) -> None:
    choices = part.given.get("choices", ())
    values = [it.get("value", "") for it in choices]
    if not all(it.get("title", "").strip() for it in choices):
        raise CardError(part.place, "a choice without a title")
    if len(set(values)) < len(values) or not all(it and "," not in it for it in values):
        raise CardError(part.place, "choices that could not be told apart")


def _check_id(part: _Part, seen: set[str]) -> None:
    own = part.given.get("id")
    if own in seen:
        raise CardError(part.place, "an id that was given before")
    if own:
        seen.add(own)
