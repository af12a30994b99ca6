"""What becomes of an idea, told to the one who sent it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.ideas.life import Life
from bot.ideas.news import News
from bot.ideas.seat import Seat, address_of
from bot.ideas.vocabulary import LAST_OUTCOMES, Outcome, StepKind
from bot.ideas.words import buttons
from bot.ideas.words.names import place_name, record_name, short_name, the_holder_in
from bot.ideas.words.parts import own_words, silence
from bot.message import Button, Line
from bot.notices.calendars import calendar_of
from bot.notices.notice import Notice
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.telling import Telling
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker

Lines = Iterator[Line | None]
_GROWN: Final[frozenset[Outcome]] = frozenset({"pre_project", "application", "project"})
"""Outcomes at which it is shown from which words it grew."""


def progress(telling: Telling, news: News) -> Notice:
    """Tell one step, and what the one who sent the idea can do now."""
    say = telling.say
    notice = envelope(
        telling,
        say.text(f"progress.title.{news.step.kind}", number=news.idea.number),
        (*apologies(telling), *_TELLS[news.step.kind](say, news)),
        buttons=_buttons(say, news),
        context=say.line("progress.why"),
    )
    return replace(notice, is_list=False)


def _buttons(say: Speaker, news: News) -> tuple[Button, ...]:
    idea = news.idea
    if idea.life.stage == "ended":
        other = say.button("button.person", "person") if idea.life.reason else None
        return tuple(it for it in (buttons.see(say, idea), other) if it)
    if news.step.kind == "asked":
        return buttons.answer(say, idea), buttons.see(say, idea)
    if news.step.kind in ("escalated", "unanswered"):
        return buttons.see(say, idea), buttons.withdraw(say, idea)
    return buttons.see(say, idea), buttons.add(say, idea), buttons.withdraw(say, idea)


def _holder(say: Speaker, news: News) -> str:
    """«FoUI-kontakten i Namsos»: who took the step."""
    return capital(the_holder_in(say, _before(news).holder))


def _before(news: News) -> Life:
    if news.before is None:
        raise ValueError("what the submitter hears of comes after the sending")
    return news.before


def _to(news: News) -> Seat:
    if news.step.to is None:
        raise ValueError("an idea is moved to somebody")
    return news.step.to


def _accepted(say: Speaker, news: News) -> Lines:
    yield say.line("progress.accepted", holder=_holder(say, news), number=news.idea.number)
    yield say.line("progress.will_tell")


def _asked(say: Speaker, news: News) -> Lines:
    words = say.quote(news.step.text)
    yield say.line("progress.asked", holder=_holder(say, news), words=words)
    yield say.line("progress.asked.clock")


def _passed_on(say: Speaker, news: News) -> Lines:
    yield say.line(
        "progress.passed_on",
        holder=_holder(say, news),
        number=news.idea.number,
        to=the_holder_in(say, _to(news)),
    )
    yield say.line("progress.nothing_to_do")


def _declined(say: Speaker, news: News) -> Lines:
    step = news.step
    yield say.line("progress.declined", holder=_holder(say, news), number=news.idea.number)
    if step.reason:
        yield say.line(f"idea.reason.{step.reason}", label="progress.label.reason")
    yield _they_write(say, step.text)
    yield say.line("progress.declined.next")


def _they_write(say: Speaker, text: str) -> Line | None:
    return plain_line(say.quote(text), say.text("progress.label.note")) if text else None


def _outcome(say: Speaker, news: News) -> Lines:
    step, idea = news.step, news.idea
    yield _came_to(say, news)
    if step.outcome in _GROWN and not idea.life.anonymous:
        yield say.line("progress.grown_from", words=own_words(say, idea.life.text))
    yield _they_write(say, step.text)
    if step.outcome == "parked" and (step.until or step.record):
        yield say.line("progress.will_wake")
    elif step.outcome in LAST_OUTCOMES:
        yield say.line("progress.ended")
    else:
        yield say.line("progress.will_tell")


def _came_to(say: Speaker, news: News) -> Line:
    """Say what it came to, and when or about what where that was told."""
    step, name = news.step, record_name(say, news.step.record)
    values = {"holder": _holder(say, news), "number": news.idea.number}
    if step.outcome == "parked" and step.until:
        return say.line("progress.outcome.parked.until", day=say.day(step.until), **values)
    if name and step.outcome in ("application", "parked"):
        return say.line(f"progress.outcome.{step.outcome}.named", name=name, **values)
    return say.line(f"progress.outcome.{step.outcome}", **values)


def _escalated(say: Speaker, news: News) -> Lines:
    before = _before(news)
    days = silence(say, news.idea, before)
    silent = capital(short_name(say, before.holder))
    told = say.line("progress.silent", holder=silent, number=news.idea.number, days=days)
    moved = say.line(
        f"progress.escalated.{_day_form(say, news)}",
        day=capital(_day(say, news)),
        to=short_name(say, _to(news)),
        former=capital(place_name(say, before.holder)),
    )
    yield one_line(told, moved, say.line("progress.nothing_to_do"))


def _day(say: Speaker, news: News) -> str:
    return say.day(calendar_of(say.kb, news.idea.region).day(news.step.at))


def _day_form(say: Speaker, news: News) -> str:
    taken = calendar_of(say.kb, news.idea.region).day(news.step.at)
    return "today" if taken == say.today else "on"


def _unanswered(say: Speaker, news: News) -> Lines:
    holder = news.idea.life.holder
    days = silence(say, news.idea, _before(news))
    silent = capital(short_name(say, holder))
    yield say.line("progress.silent", holder=silent, number=news.idea.number, days=days)
    yield say.line("progress.unanswered")
    where = address_of(say.kb, holder)
    yield say.line("progress.unanswered.reach", address=where) if where else None


def _woken(say: Speaker, news: News) -> Lines:
    name = record_name(say, news.step.record)
    key = "progress.woken.call" if name else "progress.woken"
    holder = short_name(say, news.idea.life.holder)
    yield say.line(key, number=news.idea.number, holder=holder, name=name)
    yield say.line("progress.nothing_to_do")


def _reassigned(say: Speaker, news: News) -> Lines:
    former, to = short_name(say, _before(news).holder), short_name(say, _to(news))
    if former == to:
        yield say.line("progress.handed_over", number=news.idea.number, holder=to)
    else:
        yield say.line("progress.moved", number=news.idea.number, former=former, to=to)
    yield say.line("progress.clock_anew")


_TELLS: Final[Mapping[StepKind, Callable[[Speaker, News], Lines]]] = MappingProxyType(
    {
        "accepted": _accepted,
        "asked": _asked,
        "passed_on": _passed_on,
        "declined": _declined,
        "outcome": _outcome,
        "escalated": _escalated,
        "unanswered": _unanswered,
        "woken": _woken,
        "reassigned": _reassigned,
    }
)
