"""Where an idea is, in a few words to whoever receives ideas."""

from bot.ideas.idea import Idea
from bot.ideas.words.names import record_name, short_name
from bot.notices.calendars import calendar_of
from bot.speech.speaker import Speaker


def case_state(say: Speaker, idea: Idea) -> str:
    """«venter på svar hos Namsos kommune siden 23. november», «på vent til 4. mars»."""
    life = idea.life
    holder = short_name(say, life.holder)
    since = say.day(calendar_of(say.kb, idea.region).day(life.since), weekday=False)
    if life.stage == "parked" and life.until:
        return say.text("cases.is.parked.until", day=say.day(life.until, weekday=False))
    if life.stage == "parked":
        name = record_name(say, life.record)
        return say.text("cases.is.parked.call" if name else "cases.is.parked", name=name)
    if life.stage == "ended":
        return say.text("cases.is.withdrawn" if life.withdrawn else "cases.is.ended")
    return say.text(f"cases.is.{life.stage}", holder=holder, since=since)
