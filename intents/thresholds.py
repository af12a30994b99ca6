"""When to answer, when to ask, when to decline: the only place with these numbers."""

from typing import Literal

from intents.meaning import Meaning

ANSWER = 0.5
"""From this confidence on, the bot answers; below, it asks with three likely meanings."""
DECLINE = 0.2
"""Below this confidence the bot says that it did not understand."""
SECOND = 0.6
"""A second question in a message counts from this confidence on."""
NEAR_EXAMPLE = 0.92
"""So like an example, and the message is taken to mean the same."""

Step = Literal["answer", "ask", "decline"]


def next_step(meaning: Meaning) -> Step:
    """Tell what to do with a meaning by its confidence alone."""
    if meaning.confidence >= ANSWER:
        return "answer"
    return "ask" if meaning.confidence >= DECLINE else "decline"
