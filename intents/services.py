"""Which service a message asks for: supervision, an evaluation, help with an application."""

from functools import cache
from pathlib import Path
from typing import Literal, cast

import yaml

from intents.patterns import Patterns
from intents.words import read

Service = Literal["supervision", "evaluation", "application", "method"]

_FILE = Path(__file__).with_name("data") / "services.yaml"


def asked_service(text: str) -> Service | None:
    """Give the service named in the text, None where none of them is; of several, the first
    in the order of the file."""
    found = {match.label for match in _patterns().find(read(text))}
    return next((service for service in _services() if service in found), None)


@cache
def _services() -> dict[Service, list[str]]:
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return cast("dict[Service, list[str]]", content["services"])


@cache
def _patterns() -> Patterns:
    return Patterns(
        (service, phrase, 1.0) for service, phrases in _services().items() for phrase in phrases
    )
