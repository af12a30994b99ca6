"""What the one who hands an idea over wants, line by line."""

from collections.abc import Iterator

from bot.ideas.draft import Draft
from bot.ideas.idea import Idea
from bot.message import Line
from bot.speech.lines import plain_line
from bot.speech.speaker import Speaker


def wanted(say: Speaker, idea: Idea | Draft) -> Iterator[Line]:
    """Give a line for each answer that was given: «Ønske: råd», «Antall: 14»."""
    if idea.wish:
        yield say.line(f"idea.wish.{idea.wish}", label="idea.label.wish")
    if idea.aim:
        yield say.line(f"idea.aim.{idea.aim}", label="idea.label.aim")
    if idea.company:
        yield say.line(f"idea.company.{idea.company}", label="idea.label.company")
    if idea.people:
        yield plain_line(how_many(say, idea), say.text("idea.label.people"))


def how_many(say: Speaker, idea: Idea | Draft) -> str:
    """Say how many people a need concerns: «14», «10–30», «under 10», «flere enn 30»."""
    least, most = idea.people or 1, idea.people_to
    if most is None:
        return say.text("idea.people.over", count=least - 1)
    if least == most:
        return str(least)
    return f"{least}–{most}" if least > 1 else say.text("idea.people.under", count=most + 1)
