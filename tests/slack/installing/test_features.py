"""What the code does in Slack is asked for, and nothing is asked for that it does not do."""

import ast
import re
from collections.abc import Iterator

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack import departure
from bot.channels.slack.app import PATHS
from bot.channels.slack.features import COMMANDS, EVENTS, SCOPES
from bot.channels.slack.surfaces import READERS
from tests.house.tree import ROOT
from tests.slack.fake import METHODS

OF_EVENTS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "assistant_thread_started": "assistant:write",
    "link_shared": "links:read",
    "message.im": "im:history",
    "tokens_revoked": None,
}
"""The scope that each event needs, written down from docs.slack.dev/reference/events in November
2026. Those of methods are the fake's, from docs.slack.dev/reference/methods: Slack publishes
neither as a table that a program can read."""

OF_INTERACTIVITY = {"block_actions", "block_suggestion", "view_closed", "view_submission"}
"""What Slack brings without being asked for it by name."""
OF_COMMANDS = {"command", "message_action", "shortcut"}
"""What needs the scope ``commands``."""

NAMES = {name.replace("_", "."): name for name in vars(AsyncWebClient) if name[0] != "_"}
"""Every method of the Web API, by the name that Slack gives it."""
COMPOSED = {
    "files.upload.v2": {"files.getUploadURLExternal", "files.completeUploadExternal"},
}
"""What slack_sdk makes of several methods."""


def mentioned() -> Iterator[str]:
    """The methods that the code of the channel calls, by name or by attribute."""
    spelt = {python: method for method, python in NAMES.items()}
    for path in sorted((ROOT / "bot" / "channels" / "slack").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in NAMES and "." in str(node.value):
                yield str(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield from family(node)
            elif isinstance(node, ast.Attribute) and "_" in node.attr and node.attr in spelt:
                yield spelt[node.attr]


def family(name: ast.JoinedStr) -> Iterator[str]:
    """All the methods that a name can mean whose end is known at run time only."""
    first = name.values[0]
    if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z]+\.(\w+\.)*", str(first.value)):
        yield from (method for method in NAMES if method.startswith(str(first.value)))


def called() -> set[str]:
    found = set(mentioned())
    assert {"chat.postMessage", "oauth.v2.access", "users.info"} <= found
    return {part for method in found for part in COMPOSED.get(method, {method})}


def listened() -> set[str]:
    """The events that the code listens to, by the names that Slack subscribes them by."""
    kinds = {*READERS, *departure.EVENTS} - OF_INTERACTIVITY - OF_COMMANDS
    return {"message.im" if kind == "message" else kind for kind in kinds}


def test_every_method_that_is_called_is_known_and_allowed() -> None:
    scopes = {it.name for it in SCOPES}
    for method in called():
        assert method in METHODS, f"{method} is called, but the fake does not know its scopes"
        needed = METHODS[method].scopes
        assert not needed or needed & scopes, f"{method} needs one of {sorted(needed)}"


def test_just_the_events_that_are_listened_to_are_subscribed_with_their_scopes() -> None:
    assert listened() == {it.name for it in EVENTS} == set(OF_EVENTS)
    assert {it for it in OF_EVENTS.values() if it} <= {it.name for it in SCOPES}


def test_commands_are_declared_where_they_are_handled() -> None:
    assert "command" in READERS
    assert {it.name for it in COMMANDS} == {"/ide", "/idelos"}
    assert "/slack/commands" in PATHS


def test_no_scope_is_asked_for_that_nothing_needs() -> None:
    by_methods = set[str]().union(*(METHODS[method].scopes for method in called()))
    by_events = {scope for scope in OF_EVENTS.values() if scope}
    by_commands = {"commands"} if set(READERS) & OF_COMMANDS else set[str]()
    assert {it.name for it in SCOPES} <= by_methods | by_events | by_commands
