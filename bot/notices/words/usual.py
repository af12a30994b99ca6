"""A reminder of a date that is not announced: always told as usual, and counted as early."""

from collections.abc import Iterator
from datetime import date

from bot.message import Line
from bot.notices.notice import Notice
from bot.notices.words import buttons
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.fitting import fitting
from bot.notices.words.names import plain_name
from bot.notices.words.telling import Telling
from bot.notices.words.when import left
from bot.notices.words.why import why
from bot.speech.deadlines import season
from bot.speech.lines import dotted, plain_line
from knowledge.freshness import Rhythm
from knowledge.records.funding import Programme


def usual(telling: Telling, programme: Programme) -> Notice | None:
    """Remind of the season in which a scheme closes; None where it keeps none."""
    say, rhythm = telling.say, _rhythm(telling, programme)
    earliest = rhythm.earliest_after(say.today)
    if rhythm.form != "usual" or earliest is None:
        return None
    return envelope(
        telling,
        f"{left(say, (earliest - say.today).days)}: {plain_name(say, programme)}",
        (*apologies(telling), *_lines(telling, programme, rhythm, earliest)),
        buttons=(
            buttons.snooze(telling, earliest),
            buttons.plan(say, programme),
            buttons.stop(telling, programme),
        ),
        context=dotted(plain_line(why(telling)), *_rounds(telling, rhythm)),
    )


def _rhythm(telling: Telling, programme: Programme) -> Rhythm:
    told, kb = telling.told, telling.say.kb
    place = kb.municipalities.get(told.municipality or "")
    region = told.region if told.region in kb.regions else None
    return kb.rhythm(programme.id, telling.say.today, region, place.county if place else None)


def _lines(
    telling: Telling, programme: Programme, rhythm: Rhythm, earliest: date
) -> Iterator[Line]:
    say, name = telling.say, plain_name(telling.say, programme)
    days, time = left(say, (earliest - say.today).days), season(say, programme, rhythm)
    sentence = fitting(
        say.line("notice.usual", left=days, name=it, season=time)
        for it in (name, say.text("notice.this.scheme"))
    )
    yield sentence
    if name not in sentence.text:
        yield plain_line(name, say.text("notice.label.about"))
    yield say.line("notice.usual.counted", year=earliest.year, day=say.day(earliest))
    if programme.first:
        yield plain_line(say.of(programme.first))


def _rounds(telling: Telling, rhythm: Rhythm) -> Iterator[Line]:
    """Say from which rounds the season is known."""
    years = sorted({(call.deadline or "")[:4] for call in rhythm.rounds})
    if len(years) > 1:
        yield telling.say.line("deadlines.rounds", first=years[0], last=years[-1])
    elif years:
        yield telling.say.line("deadlines.round", year=years[0])
