"""Short answers: yes, no, never mind, start over, undo."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

from intents.words.folding import fold

ShortAnswer = Literal["yes", "no", "cancel", "restart", "undo"]

_LONGEST = 40
_FILE = Path(__file__).with_name("data") / "replies.yaml"


def short_answer(text: str) -> ShortAnswer | None:
    """Tell what a message answers if it is nothing but a short answer, else None."""
    if len(text) > _LONGEST:
        return None
    return _answers().get(_key(text))


def _key(text: str) -> str:
    return fold(" ".join(text.split()).strip(" .!?,"))


@cache
def _answers() -> dict[str, ShortAnswer]:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {_key(words): kind for kind in get_args(ShortAnswer) for words in data[kind]}
