"""What happened to an idea, day by day, in words for whoever may read it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from bot.ideas.idea import Idea
from bot.ideas.step import Step
from bot.ideas.words.names import place_name, record_name, short_name
from bot.message import Line
from bot.notices.calendars import calendar_of
from bot.speech.lines import plain_line
from bot.speech.speaker import Speaker


def timeline(say: Speaker, idea: Idea, steps: Sequence[Step]) -> tuple[Line, ...]:
    """Give a line for each step that tells something; reminders after one another share one."""
    calendar = calendar_of(say.kb, idea.region)
    told = [it for it in steps if it.kind != "introduced"]
    return tuple(
        plain_line(_said(say, group[0], group), say.days([calendar.day(it.at) for it in group]))
        for group in _grouped(told)
    )


def _grouped(steps: Iterable[Step]) -> Iterator[list[Step]]:
    for kind, group in groupby(steps, key=lambda it: it.kind):
        if kind == "reminded":
            yield list(group)
        else:
            yield from ([step] for step in group)


def _said(say: Speaker, step: Step, group: Sequence[Step]) -> str:
    if step.kind == "reminded":
        return say.text("idea.step.reminded", count=len(group))
    if step.kind == "outcome" and step.outcome:
        return _outcome(say, step)
    if step.kind == "declined" and step.reason:
        return say.text("idea.step.declined", reason=say.text(f"idea.reason.{step.reason}"))
    return say.text(f"idea.step.{step.kind}", **_values(say, step))


def _values(say: Speaker, step: Step) -> dict[str, str]:
    """What a sentence about a step may name: who took it, who has it then, the words said."""
    return {
        "by": short_name(say, step.seat) if step.seat else "",
        "to": place_name(say, step.to) if step.to else "",
        "words": say.quote(step.text),
    }


def _outcome(say: Speaker, step: Step) -> str:
    said = say.text(f"idea.outcome.{step.outcome}")
    if step.until:
        return say.text("idea.outcome.until", outcome=said, day=say.day(step.until, weekday=False))
    name = record_name(say, step.record)
    return say.text("idea.outcome.about", outcome=said, name=name) if name else said


def when(say: Speaker, day: date) -> str:
    """«i dag», or the day."""
    return say.text("idea.today") if day == say.today else say.day(day)
