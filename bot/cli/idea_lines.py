"""What operators are told of an idea: nothing of what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.ideas.idea import Idea
from bot.ideas.step import Step
from bot.ideas.words.names import the_holder
from bot.ideas.words.timeline import timeline
from bot.notices.calendars import calendar_of
from bot.speech.speaker import Speaker

_HIDDEN = "…"


def header(say: Speaker, idea: Idea) -> str:
    """Give number, stage, place, whom it lies with and since when, in one line."""
    place = say.kb.municipalities.get(idea.municipality or "")
    region = say.kb.regions.get(idea.region)
    since = calendar_of(say.kb, idea.region).day(idea.life.since)
    parts = (
        idea.number,
        say.text(f"ideas_cli.kind.{idea.kind}"),
        say.text(f"ideas_cli.stage.{idea.life.stage}"),
        place.name if place else say.of(region.names) if region else idea.region,
        the_holder(say, idea.life.holder),
        say.text("ideas_cli.since", day=say.day(since, weekday=False)),
    )
    return " · ".join(parts)


def wordless(say: Speaker, idea: Idea, steps: Sequence[Step]) -> Iterator[str]:
    """Give the line of time with what was said left out."""
    hidden = [replace(step, text=_HIDDEN) if step.text else step for step in steps]
    for line in timeline(say, idea, hidden):
        yield line.plain
