"""All that the product says, held against the types that Slack publishes, in one compiler run."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels.slack.blocks import draw
from bot.channels.slack.home_view import home_view
from bot.channels.slack.modal import modal
from bot.form import Form
from bot.home import Home
from bot.notices.notice import Notice
from tests.channels.everything import everything
from tests.channels.slack.reading import HOME
from tests.slack.typescript import faults_of_types
from tests.slack.world import Json

pytestmark = pytest.mark.node

_WORDS = frozenset({"text", "url", "value", "action_id", "block_id", "private_metadata"})
"""What the types take any text for."""


def shape(part: Any) -> Any:
    """Give what the types look at: all but words."""
    if isinstance(part, dict):
        return tuple(
            (name, shape(it) if not isinstance(it, str) or name not in _WORDS else "")
            for name, it in part.items()
        )
    return tuple(map(shape, part)) if isinstance(part, list | tuple) else part


def drawn() -> Iterator[tuple[str, str, Any]]:
    """Give everything as it goes to Slack, with its kind and its name."""
    for number, thing in enumerate(everything().things):
        name, said = f"{number} {thing.name}", thing.said
        if isinstance(said, Form):
            yield "modals", name, modal(said, "{}")
        elif isinstance(said, Home):
            yield "homes", name, home_view(said, HOME)
        else:
            reply = said.reply if isinstance(said, Notice) else said
            for it in draw(reply, HOME):
                yield "messages", name, list(it.blocks)


def test_slack_has_types_for_all_of_it() -> None:
    found: dict[str, dict[str, Json]] = {"messages": {}, "modals": {}, "homes": {}}
    shapes = set()
    for kind, name, it in drawn():
        if (kind, shape(it)) not in shapes:
            shapes.add((kind, shape(it)))
            found[kind][name] = it
    assert all(found.values())
    assert faults_of_types(**found) == {}
