"""Ideas in letters: rows without many words, and counts."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.ideas.access import Actor, may
from bot.ideas.idea import Idea
from bot.ideas.words.case_state import case_state
from bot.ideas.words.parts import from_place
from bot.message import Card, Line
from bot.notices.words.telling import Addition
from bot.speech.lines import plain_line
from bot.speech.sentences import cut
from bot.speech.speaker import Speaker

_ROWS: Final = 5
_WORDS: Final = 60
"""Characters of an idea's own words."""


def ideas_card(say: Speaker, ideas: Sequence[Idea], actor: Actor) -> Addition:
    """Show at most five, whose words the reader may read with their beginning."""
    rows = [_row(say, idea, actor) for idea in ideas[:_ROWS]]
    left = len(ideas) - _ROWS
    if left > 0:
        rows.append(say.line("letters.more", count=left, number=say.count(left)))
    what = say.text("letter_part.ideas", count=len(ideas), number=say.count(len(ideas)))
    return Addition(what, Card("list", say.text("letter_part.heading"), tuple(rows)))


def _row(say: Speaker, idea: Idea, actor: Actor) -> Line:
    state = case_state(say, idea)
    if not may(say.kb, actor, "read", idea):
        return plain_line(f"{from_place(say, idea)} · {state}", idea.number)
    words = say.quote(cut(" ".join(idea.life.text.split()), _WORDS))
    return plain_line(f"{words} · {state}", idea.number)


def counts_card(say: Speaker, counts: Mapping[str, int]) -> Addition:
    """Tell a body how many ideas its region sent lately, and how many wait; no words of any."""
    rows = tuple(
        plain_line(str(counts[name]), say.text(f"letter_part.label.{name}"))
        for name in ("sent", "waiting")
    )
    what = say.text("letter_part.ideas", count=counts["sent"], number=say.count(counts["sent"]))
    return Addition(what, Card("list", say.text("letter_part.heading"), rows))
