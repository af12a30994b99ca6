"""What somebody finds who reads a drawn message or view: parts, words, and what can be pressed."""

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from bot.channels.slack.blocks import Drawn, said

HOME = "https://idelos.example"


def parts(block: object) -> Iterator[dict[str, Any]]:
    if isinstance(block, dict):
        yield block
        block = list(block.values())
    if isinstance(block, list | tuple):
        for part in block:
            yield from parts(part)


def words(text: str) -> str:
    """The text without spaces, so that it does not matter where it was cut."""
    return "".join(text.split())


def words_of(messages: Iterable[Drawn]) -> str:
    return words("\n".join(said(block) for drawn in messages for block in drawn.blocks))


def text_of(messages: Iterable[Drawn]) -> str:
    return words("\n".join(unescape(drawn.text) for drawn in messages))


def presses(blocks: Iterable[object]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What Slack tells of each button and option when it is pressed, with its label."""
    for part in parts(list(blocks)):
        if part.get("type") == "button":
            yield part["text"]["text"], part
        elif part.get("type") == "overflow":
            for option in part["options"]:
                chosen = {"type": "overflow", "action_id": part["action_id"]}
                yield option["text"]["text"], {**chosen, "selected_option": option}
