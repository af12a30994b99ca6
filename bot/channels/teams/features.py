"""All that the app asks Teams for, and why: what is not here it neither may nor hears.

The manifest and the document are made from it, or held against it. Reasons are keys of sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that Teams has to be asked for."""

    name: str
    """Microsoft's own: ``identity``, ``personal``."""
    why: str


SCOPES: Final = (
    Feature("personal", "teams_setup.scope.personal"),
    Feature("team", "teams_setup.scope.team"),
    Feature("groupChat", "teams_setup.scope.group"),
)
"""Where the bot can be added."""

PERMISSIONS: Final = (
    Feature("identity", "teams_setup.permission.identity"),
    Feature("messageTeamMembers", "teams_setup.permission.message"),
)

SEARCH: Final = "search"
"""The command of the message extension that looks something up while one writes."""
WORDS: Final = "words"
"""Its parameter: what is looked for. At first it is asked without, and shows the next dates."""
MAKE_IDEA: Final = "idea"
"""The command in the menu of a message that begins an idea with it."""

INVOKES: Final[Mapping[str, str]] = {
    "composeExtension/query": SEARCH,
    "composeExtension/fetchTask": MAKE_IDEA,
    "composeExtension/submitAction": MAKE_IDEA,
}
"""What Teams brings only because of a command of the message extension, and of which."""

OWN: Final = (
    *("home", "idea", "money", "deadlines", "meetings", "cases", "notices", "inbox", "privacy"),
)
SHARED: Final = ("money", "deadlines", "meetings", "notices")
HELP: Final = "help"
COMMANDS: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("personal",): (*OWN, HELP),
    ("team", "groupChat"): (*SHARED, HELP),
}
"""What Teams proposes beside the field, by scope; chosen, it is said as it is written there."""

TAB: Final = "home"
"""A person's own page, beside the chat."""
TAB_PATH: Final = "/teams/tab"
TERMS_PATH: Final = "/teams/terms"
SIGN_IN: Final = "access_as_user"
"""The scope of our own app in Entra by which the page learns who sees it."""
