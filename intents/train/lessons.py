"""Lessons: what labelled messages and the key words of themes teach, for all tasks together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from intents.cue_lists import key_phrases
from intents.evaluate.labelled import Labelled
from intents.train.prepare import Lesson

_WITH_NEED = frozenset({"route_idea", "get_support"})
"""Only messages with these intents tell what they need, or that they need nothing."""


def lessons(messages: Iterable[Labelled], authors: Iterable[int]) -> list[Lesson]:
    """Give what messages teach, and what the strong key words of their themes do.

    Of a key word the letters and the stem are learned: a word that is in no list and no message
    may still be made of the same parts as one that is.
    """
    told = [_of_message(message, by) for message, by in zip(messages, authors, strict=True)]
    labels = frozenset[str]().union(*(lesson.labels for lesson in told))
    return [*told, *(lesson for lesson in _of_lists() if lesson.labels <= labels)]


def _of_message(message: Labelled, author: int) -> Lesson:
    labels = {f"theme:{theme}" for theme in message.themes}
    told = {"theme"} if "themes" in message.known else set()
    if message.themes:
        labels.add(f"first:{message.themes[0]}")
        told.add("first")
    if message.intent:
        labels.add(f"intent:{message.intent}")
        told.add("intent")
    if "need" in message.known and message.intent in _WITH_NEED:
        told.add("need")
        labels.update({f"need:{message.need}"} if message.need else ())
    return Lesson(message.text, frozenset(labels), frozenset(told), author)


def _of_lists() -> Iterator[Lesson]:
    taught: dict[str, set[str]] = defaultdict(set)
    for label, phrase in key_phrases():
        kind, name, strength = re.split("[:|]", label)
        if kind == "theme" and strength == "strong":
            taught[re.sub("[*=]|[.]{2}", "", phrase)].add(name)
    for text, themes in taught.items():
        labels = frozenset(f"{task}:{theme}" for task in ("theme", "first") for theme in themes)
        yield Lesson(text, labels, frozenset({"theme", "first"}), None)
