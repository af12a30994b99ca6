"""A reminder of a date that is not announced: always told as usual, and counted as early."""

from collections.abc import Iterator

from bot.message import Line
from bot.notices.notice import Notice
from bot.notices.words import buttons
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
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
    say, told = telling.say, telling.told
    place = say.kb.municipalities.get(told.municipality or "")
    county = place.county if place else None
    region = told.region if told.region in say.kb.regions else None
    rhythm = say.kb.rhythm(programme.id, say.today, region, county)
    earliest = rhythm.earliest_after(say.today)
    if rhythm.form != "usual" or earliest is None:
        return None
    days = left(say, (earliest - say.today).days)
    name = plain_name(say, programme)
    first = programme.first
    return envelope(
        telling,
        f"{days}: {name}",
        (
            *apologies(telling),
            say.line("notice.usual", left=days, name=name, season=season(say, programme, rhythm)),
            say.line("notice.usual.counted", year=earliest.year, day=say.day(earliest)),
            plain_line(say.of(first)) if first else None,
        ),
        buttons=(
            buttons.snooze(telling, earliest),
            buttons.plan(say, programme),
            buttons.stop(telling, programme),
        ),
        context=dotted(plain_line(why(telling)), *_rounds(telling, rhythm)),
    )


def _rounds(telling: Telling, rhythm: Rhythm) -> Iterator[Line]:
    years = sorted({(call.deadline or "")[:4] for call in rhythm.rounds})
    if len(years) > 1:
        yield telling.say.line("deadlines.rounds", first=years[0], last=years[-1])
    elif years:
        yield telling.say.line("deadlines.round", year=years[0])
