"""Where an idea is now, in one sentence to whoever sent it."""

from bot.ideas.idea import Idea
from bot.ideas.words.names import record_name, short_name, the_holder_in
from bot.ideas.words.timeline import when
from bot.message import Line
from bot.notices.calendars import calendar_of
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker


def status(say: Speaker, idea: Idea) -> Line:
    """Say who has it and what is waited for, or how it ended."""
    if idea.life.stage == "ended":
        return _ended(say, idea)
    life, it = idea.life, say.text(f"idea.it.{idea.kind}")
    holder = short_name(say, life.holder)
    if life.stage == "asked":
        the_title = capital(the_holder_in(say, life.holder))
        return say.line("idea.is.asked", holder=the_title, words=say.quote(life.question or ""))
    if life.stage == "parked":
        return _parked(say, idea, holder)
    if life.stage == "accepted":
        return _worked_on(say, idea, capital(holder))
    if life.unanswered:
        return say.line("idea.is.unanswered", it=it, holder=holder)
    since = calendar_of(say.kb, idea.region).day(life.since)
    return say.line("idea.is.waiting", it=it, holder=holder, when=when(say, since))


def _worked_on(say: Speaker, idea: Idea, holder: str) -> Line:
    outcome = idea.life.outcome
    if outcome is None:
        return say.line("idea.is.accepted", holder=holder)
    return say.line("idea.is.outcome", holder=holder, outcome=say.text(f"idea.outcome.{outcome}"))


def _parked(say: Speaker, idea: Idea, holder: str) -> Line:
    life, it = idea.life, say.text(f"idea.it.{idea.kind}")
    if life.until:
        return say.line("idea.is.parked.until", it=it, holder=holder, day=say.day(life.until))
    name = record_name(say, life.record)
    if name:
        return say.line("idea.is.parked.call", it=it, holder=holder, name=name)
    return say.line("idea.is.parked", it=it, holder=holder)


def _ended(say: Speaker, idea: Idea) -> Line:
    life = idea.life
    day = say.day(calendar_of(say.kb, idea.region).day(life.ended_at or life.since))
    if life.withdrawn:
        it = say.text(f"idea.it.{idea.kind}")
        return say.line("idea.is.withdrawn", it=it, day=day)
    holder = capital(short_name(say, life.holder))
    if life.reason:
        reason = say.text(f"idea.reason.{life.reason}")
        return say.line("idea.is.declined", holder=holder, day=day, reason=reason)
    if life.outcome in (None, "closed"):
        return say.line("idea.is.closed", day=day)
    outcome = say.text(f"idea.outcome.{life.outcome}")
    return say.line("idea.is.ended", day=day, outcome=outcome)
