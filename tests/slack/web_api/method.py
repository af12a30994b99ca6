"""What a method of the Web API is: arguments in, an answer or a refusal out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.slack.world import Installation, Json, World


@dataclass(frozen=True)
class Call:
    """One call that came in, as it was understood."""

    method: str
    arguments: Mapping[str, Any]
    token: str | None = None
    team: str | None = None

    def __getitem__(self, name: str) -> Any:
        """Give an argument, or None."""
        return self.arguments.get(name)


class RefusedError(Exception):
    """Slack says no; `reasons` are told as ``response_metadata.messages``."""

    def __init__(self, error: str, *reasons: str) -> None:
        super().__init__(error)
        self.error = error
        self.reasons = reasons


@dataclass
class Request:
    """A call in its workspace, with what only the server knows."""

    world: World
    call: Call
    installation: Installation
    address: str
    """Where the server itself is reached, without a slash at the end."""
    complaints: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> Any:
        return self.call[name]

    def need(self, name: str, error: str = "invalid_arguments") -> Any:
        """Give an argument that must be there."""
        value = self.call[name]
        if value is None or value == "":
            raise RefusedError(error, f"[ERROR] missing required field: {name}")
        return value

    def is_set(self, name: str) -> bool:
        return self.call[name] in (True, 1, "1", "true", "True")


Answer = Callable[[Request], Json]


@dataclass(frozen=True)
class Method:
    answer: Answer
    scopes: frozenset[str] = frozenset()
    """One of these is needed."""
    needs_token: bool = True


@dataclass
class Methods:
    """The methods of one area by their names."""

    named: dict[str, Method] = field(default_factory=dict)

    def add(self, name: str, *scopes: str, needs_token: bool = True) -> Callable[[Answer], Answer]:
        def keep(answer: Answer) -> Answer:
            self.named[name] = Method(answer, frozenset(scopes), needs_token)
            return answer

        return keep
