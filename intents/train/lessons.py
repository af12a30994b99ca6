"""Lessons: what a labelled message teaches, for all tasks together."""

from intents.evaluate.labelled import Labelled
from intents.train.prepare import Lesson

_WITH_NEED = frozenset({"route_idea", "get_support"})
"""Only messages with these intents tell what they need, or that they need nothing."""


def lesson(message: Labelled, author: int) -> Lesson:
    """Give what a message of this author teaches."""
    labels = {f"theme:{theme}" for theme in message.themes}
    labels.update(f"first:{theme}" for theme in message.themes[:1])
    told = {"theme", "first"} if "themes" in message.known else set()
    if message.intent:
        labels.add(f"intent:{message.intent}")
        told.add("intent")
    if "need" in message.known and message.intent in _WITH_NEED:
        told.add("need")
        labels.update({f"need:{message.need}"} if message.need else ())
    return Lesson(message.text, frozenset(labels), frozenset(told), author)
