"""One idea in the words of whoever looks at it, as far as they may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ideas.idea import Idea
from bot.ideas.step import Step
from bot.ideas.words.case_state import case_state
from bot.ideas.words.parts import from_place, sent_for
from bot.ideas.words.receipt import who_sees
from bot.ideas.words.status import status
from bot.ideas.words.timeline import timeline
from bot.ideas.words.wanted import wanted
from bot.message import Line
from bot.speech.lines import plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says of an idea."""

    heading: str
    status: Line
    words: tuple[Line, ...] = ()
    facts: tuple[Line, ...] = ()
    history: tuple[Line, ...] = ()
    context: Line | None = None


def shown(
    say: Speaker, idea: Idea, steps: Sequence[Step], reader: int | None, *, readable: bool
) -> Shown:
    """Put an idea in words; where it is not `readable`, nothing that anybody wrote."""
    heading = say.text("case.heading", number=idea.number, place=from_place(say, idea))
    where = standing(say, idea, reader)
    if not readable:
        return Shown(heading, where, facts=tuple(_facts(say, idea)))
    return Shown(
        heading=heading,
        status=where,
        words=(plain_line(say.quote(idea.life.text)), *_added(say, steps)),
        facts=tuple(_facts(say, idea)),
        history=timeline(say, idea, steps),
        context=_context(say, idea, reader),
    )


def standing(say: Speaker, idea: Idea, reader: int | None) -> Line:
    """Say where an idea is: to whoever sent it, or to those who receive ideas."""
    if reader == idea.submitter:
        return status(say, idea)
    return plain_line(capital(case_state(say, idea)))


def _context(say: Speaker, idea: Idea, reader: int | None) -> Line:
    """Who can read it, for whoever sent it; for the others, that a bot stands between them."""
    return who_sees(say, idea) if reader == idea.submitter else sent_for(say, idea)


def _added(say: Speaker, steps: Sequence[Step]) -> Iterator[Line]:
    for step in steps:
        if step.kind == "added":
            yield say.line("case.added", words=say.quote(step.text))


def _facts(say: Speaker, idea: Idea) -> Iterator[Line]:
    if idea.themes:
        names = say.join(say.text(f"theme.{it}") for it in idea.themes)
        yield plain_line(names, say.text("case.label.theme"))
    yield from wanted(say, idea)
