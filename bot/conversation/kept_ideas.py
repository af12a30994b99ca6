"""What is kept of somebody in the relay: ideas that they sent, and offices that they hold."""

from collections.abc import Iterator

from bot.conversation.turn import Turn
from bot.ideas.idea import Idea
from bot.ideas.ledger import read_steps
from bot.ideas.lists import own
from bot.ideas.offices import held_by
from bot.ideas.step import Step
from bot.ideas.words.names import the_holder
from bot.ideas.words.status import status
from bot.ideas.words.timeline import timeline
from bot.message import Line
from bot.speech.lines import plain_line


async def kept_of_ideas(turn: Turn) -> tuple[Line, ...]:
    """Give a row for each idea with where it is, and one for the offices."""
    person = await turn.desk.known()
    if person is None:
        return ()
    say, session = turn.say, turn.desk.session
    ideas = await own(session, person)
    rows = [Line(status(say, idea).segments, idea.number) for idea in ideas]
    posts = [post for _, post in await held_by(session, person)]
    names = [
        the_holder(say, it.seat) if it.seat else say.text(f"privacy.{it.role}") for it in posts
    ]
    if names:
        rows.append(plain_line(say.join(names), say.text("privacy.label.offices")))
    return tuple(rows)


async def ideas_in_full(turn: Turn) -> tuple[str, ...]:
    """Give every idea that they sent with its words and all that happened, as plain text."""
    person = await turn.desk.known()
    if person is None:
        return ()
    ideas = await own(turn.desk.session, person, limit=None)
    steps = await read_steps(turn.desk.session, [idea.id for idea in ideas])
    return tuple("\n".join(_in_full(turn, idea, steps[idea.id])) for idea in ideas)


def _in_full(turn: Turn, idea: Idea, steps: list[Step]) -> Iterator[str]:
    yield f"{idea.number} {turn.say.quote(idea.title)}" if idea.title else idea.number
    yield turn.say.quote(idea.life.text)
    for line in timeline(turn.say, idea, steps):
        yield line.plain
