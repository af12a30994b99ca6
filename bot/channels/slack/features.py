"""All that the app asks Slack for, and why: what is not here it neither may nor hears.

The manifest, the page of installation and the documents are made from it. Reasons are keys of
sentences.
"""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that Slack has to be asked for."""

    name: str
    """Slack's own: ``chat:write``, ``app_mention``, ``/idelos``."""
    why: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in one of Slack's menus."""

    callback: str
    """What Slack calls it when it is chosen."""
    kind: Literal["global", "message"]
    """In the menu beside the field, or in that of a message."""
    name: str
    why: str


SCOPES: Final = (
    Feature("app_mentions:read", "slack_setup.scope.mentions"),
    Feature("assistant:write", "slack_setup.scope.assistant"),
    Feature("chat:write", "slack_setup.scope.chat"),
    Feature("commands", "slack_setup.scope.commands"),
    Feature("files:write", "slack_setup.scope.files"),
    Feature("im:history", "slack_setup.scope.direct"),
    Feature("links:read", "slack_setup.scope.links_read"),
    Feature("links:write", "slack_setup.scope.links_write"),
    Feature("users:read", "slack_setup.scope.users"),
)

EVENTS: Final = (
    Feature("app_home_opened", "slack_setup.event.home"),
    Feature("app_mention", "slack_setup.event.mention"),
    Feature("app_uninstalled", "slack_setup.event.uninstalled"),
    Feature("assistant_thread_started", "slack_setup.event.assistant"),
    Feature("link_shared", "slack_setup.event.link"),
    Feature("message.im", "slack_setup.event.direct"),
    Feature("tokens_revoked", "slack_setup.event.revoked"),
)

COMMANDS: Final = (
    Feature("/idelos", "slack_setup.command.idelos"),
    Feature("/ide", "slack_setup.command.ide"),
)

NEW_IDEA: Final = Shortcut(
    "new_idea", "global", "slack_setup.shortcut.new", "slack_setup.shortcut.new.why"
)
MAKE_IDEA: Final = Shortcut(
    "make_idea", "message", "slack_setup.shortcut.make", "slack_setup.shortcut.make.why"
)
SHORTCUTS: Final = (NEW_IDEA, MAKE_IDEA)

OF_LINKS: Final = frozenset({"links:read", "links:write", "link_shared"})
"""Of use only where our pages have an address that Slack knows."""
