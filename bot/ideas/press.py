"""What a button about an idea says: which idea, as the person saw it, and what was chosen."""

import re
from dataclasses import dataclass

from bot.ideas.idea import Idea
from bot.message import Action

_ARGUMENT = re.compile(r"([0-9]{1,15})\.([0-9]{1,6})(?:=(.{1,40}))?")


@dataclass(frozen=True, slots=True)
class Press:
    """The argument of an action about an idea: ``42.3`` or, with a choice, ``42.3=not_ours``."""

    idea: int
    seen: int
    """The version that the person had before them."""
    choice: str = ""

    @classmethod
    def read(cls, argument: str) -> "Press | None":
        """Read an argument; None for one that no button of ours has."""
        match = _ARGUMENT.fullmatch(argument)
        return cls(int(match[1]), int(match[2]), match[3] or "") if match else None

    def nonce(self, name: str, person: int | None) -> str:
        """Give what makes a second press of the same button by the same person count once."""
        return f"{name}:{self.seen}:{self.choice}:{person}"[:64]


def press(name: str, idea: Idea, choice: str = "") -> Action:
    """Make the action of a button about an idea as it is now."""
    argument = f"{idea.id}.{idea.life.version}"
    return Action(name, f"{argument}={choice}" if choice else argument)
