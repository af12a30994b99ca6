"""Buttons of a card; `bot.channels.teams.press` reads what was pressed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from microsoft_teams.cards import (
    Action,
    ActionSet,
    CardElement,
    ExecuteAction,
    OpenUrlAction,
    SubmitAction,
)

from bot.channels.markup import is_own_page, safe_url
from bot.conversation.forms import FORMS
from bot.message import Action as Meant
from bot.message import Button

PRESS: Final = "press"
"""The verb of every button that means an action."""
ACTION: Final = "action"
"""Under which name a button carries what it means."""
ON_PAGE: Final = "page"
"""Under which name a button says that it stands on a person's own page, which follows it."""
MOST_SHOWN: Final = 6
"""Buttons that Teams shows side by side; it leaves out those after them."""

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_HIDDEN: Final = {"mode": "secondary"}
_OPENS_DIALOG: Final = {"msteams": {"type": "task/fetch"}}


def of_buttons(buttons: Sequence[Button], more: Sequence[Button], home: str) -> list[Action]:
    """Draw buttons, and those behind the overflow button, where one alone need not hide.

    `home` is the address of our pages, without a slash at the end.
    """
    shown, hidden = list(buttons), list(more)
    if len(hidden) == 1 or len(shown) > MOST_SHOWN:
        shown, hidden = [*shown, *hidden][:MOST_SHOWN], [*shown, *hidden][MOST_SHOWN:]
    return [*_actions(shown, home, {}), *_actions(hidden, home, _HIDDEN)]


def row(buttons: Sequence[Button], more: Sequence[Button], home: str) -> Iterator[CardElement]:
    """Draw buttons within a card; nothing where none of them works."""
    actions = of_buttons(buttons, more, home)
    if actions:
        yield ActionSet(actions=actions, spacing="Small")


def press(action: Meant, label: str, beside: Mapping[str, str] = _NOTHING, **look: Any) -> Action:
    """Draw a button that means its action; a form is opened, everything else is answered.

    `beside` comes back with it, under other names than `ACTION`.
    """
    data = {**beside, ACTION: action.encode()}
    if action.name in FORMS:
        return SubmitAction(title=label, data={**data, **_OPENS_DIALOG}, **look)
    return ExecuteAction(
        title=label,
        verb=PRESS,
        data=data,
        fallback=SubmitAction(title=label, data=data, **look),
        **look,
    )


def _actions(buttons: Iterable[Button], home: str, look: dict[str, Any]) -> Iterator[Action]:
    for button in buttons:
        styled = {**look, "style": "positive"} if button.filled else look
        if button.action:
            yield press(button.action, button.label, **styled)
        elif url := _opens(button.url or "", home):
            yield OpenUrlAction(title=button.label, url=url, **styled)


def _opens(url: str, home: str) -> str | None:
    """Give the whole address of a page, if a browser may open it."""
    return f"{home}{url}" if is_own_page(url) else safe_url(url)
