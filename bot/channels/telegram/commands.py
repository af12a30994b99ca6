"""What can be commanded, in each language by a word of its own; all words count everywhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from telegram import BotCommand

from bot.message import Action, Language
from bot.speech.catalogue import catalogue

ACTIONS: Final[Mapping[str, Action]] = {
    "idea": Action("route"),
    "money": Action("funding"),
    "deadlines": Action("deadlines"),
    "meetings": Action("intent", "list_meetings"),
    "cases": Action("ideas"),
    "notices": Action("notices"),
    "inbox": Action("inbox"),
    "privacy": Action("intent", "privacy"),
    "stop": Action("stop", "all"),
    "help": Action("help"),
}
"""In the order that Telegram lists them."""

START: Final = "start"
"""What Telegram sends at the first meeting, and with a link to the bot."""

CODES: Final[Mapping[str, Language]] = {
    "": "nb",
    "no": "nb",
    "nb": "nb",
    "nn": "nn",
    "sv": "sv",
    "en": "en",
}
"""By Telegram's code of a language, which has two letters; without one, for all the others.
Telegram's own bokmål is ``nb``; telephones that know no such thing say ``no``."""


_COMMAND: Final = re.compile(r"/(?P<word>\w+)(?:@(?P<bot>\w+))?(?!\S)")


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody commanded."""

    name: str
    """As in `ACTIONS`, or `START`."""
    bot: str
    """Whom they named behind ``@``, in lower case; mostly nobody."""
    rest: str
    word: str = ""
    """As it was written, in lower case."""


def read_command(text: str) -> Command | None:
    """Read ``/frister@idelos_bot Klimasats``; None for what is no command.

    A command that nobody knows asks for help.
    """
    found = _COMMAND.match(text)
    if found is None:
        return None
    word = found["word"].lower()
    name = START if word == START else _names().get(word, "help")
    return Command(name, (found["bot"] or "").lower(), text[found.end() :].strip(), word)


def commands(language: Language) -> Iterator[BotCommand]:
    """Give the commands with what they are for, as Telegram lists them."""
    text = catalogue(language).text
    for name in ACTIONS:
        yield BotCommand(text(f"telegram.command.{name}"), text(f"telegram.about.{name}"))


@cache
def _names() -> Mapping[str, str]:
    languages: tuple[Language, ...] = get_args(Language)
    words = [
        (catalogue(it).text(f"telegram.command.{name}"), name)
        for it in languages
        for name in ACTIONS
    ]
    return dict(words)
