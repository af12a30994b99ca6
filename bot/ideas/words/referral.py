"""What happens to an idea, told to whoever has it, had it or got a copy."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.ideas.news import News
from bot.ideas.vocabulary import StepKind
from bot.ideas.words import buttons
from bot.ideas.words.names import record_name, short_name, the_holder_in
from bot.ideas.words.parts import because, by_when, from_place, own_words, sent_for, silence
from bot.ideas.words.wanted import wanted
from bot.message import Button, Line
from bot.notices.notice import Notice
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.telling import Telling
from bot.speech.lines import dotted, plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker

Lines = Iterator[Line | None]


def referral(telling: Telling, news: News) -> Notice:
    """Tell one step; who gets the idea with it gets the whole of it as it is now."""
    say = telling.say
    lines = _OPENS[news.step.kind] if news.opens else _TELLS[news.step.kind]
    shown, more = _buttons(say, news)
    notice = envelope(
        telling,
        _title(say, news),
        (*apologies(telling), *lines(say, news), _alike(say, news)),
        buttons=shown,
        context=_context(say, news),
    )
    return replace(notice, reply=replace(notice.reply, more=more), is_list=False)


def _title(say: Speaker, news: News) -> str:
    form = "new" if news.opens else news.step.kind
    place = from_place(say, news.idea)
    return say.text(f"referral.title.{form}", number=news.idea.number, place=place)


def _buttons(say: Speaker, news: News) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    if news.is_holders:
        return buttons.of_holder(say, news.idea)
    return (buttons.see(say, news.idea),), ()


def _context(say: Speaker, news: News) -> Line:
    """That a bot sends it, for whom, and by which rule it came here first."""
    first = news.step.kind == "sent" and news.step.rule
    rule = say.line("referral.rule", rule=news.step.rule) if first else None
    return dotted(sent_for(say, news.idea), rule)


def _alike(say: Speaker, news: News) -> Line | None:
    """Name who else has a like need, where they agreed to be seen."""
    if not (news.opens and news.is_holders and news.alike):
        return None
    named = say.join(f"{it.number} ({from_place(say, it)})" for it in news.alike)
    return plain_line(named, say.text("referral.label.alike"))


def _sent(say: Speaker, news: News) -> Lines:
    idea = news.idea
    if not news.is_holders and news.seat in idea.life.copies:
        yield from _copied(say, news)
        return
    place = from_place(say, idea)
    yield say.line(f"referral.sent.{idea.kind}", place=place, number=idea.number)
    yield from _words(say, news)
    yield because(say, idea, news.step.rule)
    yield from wanted(say, idea)
    yield by_when(say, idea)


def _copied(say: Speaker, news: News) -> Lines:
    idea = news.idea
    yield say.line("referral.copied", number=idea.number, place=from_place(say, idea))
    yield from _words(say, news)
    yield say.line("referral.copied.why", holder=short_name(say, idea.life.holder))


def _words(say: Speaker, news: News) -> Iterator[Line]:
    """The idea in the words that hold now, and what was added to it."""
    yield own_words(say, news.idea.life.text)
    for step in news.steps:
        if step.kind == "added":
            yield plain_line(say.quote(step.text), say.text("referral.label.added"))


def _passed_on(say: Speaker, news: News) -> Lines:
    if news.before is None:
        raise ValueError("an idea is passed on by somebody")
    sender = capital(the_holder_in(say, news.before.holder))
    yield say.line("referral.passed_on", sender=sender, number=news.idea.number)
    yield _note(say, news)
    yield from _words(say, news)
    yield from wanted(say, news.idea)
    yield by_when(say, news.idea)


def _note(say: Speaker, news: News) -> Line | None:
    text = news.step.text
    return plain_line(say.quote(text), say.text("referral.label.note")) if text else None


def _escalated_here(say: Speaker, news: News) -> Lines:
    if news.before is None:
        raise ValueError("an idea goes on from somebody")
    former = the_holder_in(say, news.before.holder)
    yield say.line(f"referral.escalated.{news.idea.kind}", former=former)
    yield from _words(say, news)
    yield from wanted(say, news.idea)


def _reassigned_here(say: Speaker, news: News) -> Lines:
    place = from_place(say, news.idea)
    key = "handed_over" if news.step.seat else "moved"
    yield say.line(f"referral.{key}", number=news.idea.number, place=place)
    yield from _words(say, news)
    yield from wanted(say, news.idea)
    yield by_when(say, news.idea)


def _woken(say: Speaker, news: News) -> Lines:
    name = record_name(say, news.step.record)
    key = "referral.woken.call" if name else "referral.woken"
    yield say.line(key, number=news.idea.number, name=name)
    yield from _words(say, news)
    yield from wanted(say, news.idea)


def _changed(say: Speaker, news: News) -> Lines:
    yield say.line("referral.changed", number=news.idea.number)
    yield own_words(say, news.step.text)


def _added(say: Speaker, news: News) -> Lines:
    yield say.line("referral.added", number=news.idea.number)
    yield own_words(say, news.step.text)


def _answered(say: Speaker, news: News) -> Lines:
    words = say.quote(news.step.text)
    yield say.line("referral.answered", number=news.idea.number, words=words)
    if news.before and news.before.question:
        yield say.line("referral.answered.to", question=say.quote(news.before.question))
    yield own_words(say, news.idea.life.text)


def _withdrawn(say: Speaker, news: News) -> Lines:
    yield say.line("referral.withdrawn", number=news.idea.number)
    yield say.line("referral.nothing_to_do")


def _reminded(say: Speaker, news: News) -> Lines:
    count = news.step.day or 0
    days = say.text("idea.working_days", count=count, number=say.count(count))
    yield say.line("referral.reminded", number=news.idea.number, days=days)
    yield from _words(say, news)
    yield from wanted(say, news.idea)
    yield by_when(say, news.idea)


def _gone_on(say: Speaker, news: News) -> Lines:
    if news.before is None or news.step.to is None:
        raise ValueError("an idea goes on from somebody to somebody")
    yield say.line(
        "referral.gone_on",
        number=news.idea.number,
        to=short_name(say, news.step.to),
        days=silence(say, news.idea, news.before),
    )
    yield say.line("referral.copy_stays")


def _moved_away(say: Speaker, news: News) -> Lines:
    if news.step.to is None:
        raise ValueError("an idea is moved to somebody")
    to = short_name(say, news.step.to)
    yield say.line("referral.moved_away", number=news.idea.number, to=to)
    yield say.line("referral.copy_stays")


_OPENS: Final[Mapping[StepKind, Callable[[Speaker, News], Lines]]] = MappingProxyType(
    {
        "sent": _sent,
        "passed_on": _passed_on,
        "escalated": _escalated_here,
        "reassigned": _reassigned_here,
        "woken": _woken,
    }
)
_TELLS: Final[Mapping[StepKind, Callable[[Speaker, News], Lines]]] = MappingProxyType(
    {
        "changed": _changed,
        "added": _added,
        "answered": _answered,
        "withdrawn": _withdrawn,
        "reminded": _reminded,
        "escalated": _gone_on,
        "reassigned": _moved_away,
    }
)
