"""How a deadline is said, by how sure it is: named, usual, known once, varied, unknown."""

from collections import defaultdict
from datetime import date

from babel.dates import get_month_names

from bot.message import Line
from bot.speech import dates
from bot.speech.lines import one_line, plain_line
from bot.speech.speaker import Speaker
from knowledge.freshness import Rhythm
from knowledge.records.funding import Call, Programme

_THIRDS = ("early", "mid", "late")
_SEASONS = {
    ("early", "mid"): "season.early_mid",
    ("mid", "late"): "season.mid_late",
    ("early", "late"): "season.early_late",
}


def short_deadline(say: Speaker, programme: Programme, rhythm: Rhythm) -> Line | None:
    """Say the deadline in a few words, after the name of the scheme."""
    if rhythm.form == "none" or (rhythm.form == "rolling" and programme.status == "unknown"):
        return None
    if rhythm.form == "rolling":
        return say.line("deadline.short.rolling")
    if rhythm.form == "usual":
        return say.line("deadline.short.usual", season=season(say, programme, rhythm))
    if rhythm.form == "varied":
        return say.line("deadline.short.varied", dates=", ".join(_dates(say, rhythm)))
    return _short_date(say, rhythm)


def _short_date(say: Speaker, rhythm: Rhythm) -> Line:
    call = rhythm.rounds[0]
    if rhythm.form == "once":
        return say.line("deadline.short.once", when=_past(say, rhythm.rounds[-1]))
    if call.deadline is None:
        return say.line("deadline.short.opens", when=say.moment(call.opens or ""))
    if call.deadline_label:
        label = say.of(call.deadline_label)
        return say.line("deadline.short.labelled", what=label, when=say.moment(call.deadline))
    key = "deadline.short.next" if rhythm.confirmed else "deadline.short.provisional"
    return say.line(key, when=say.moment(call.deadline))


def long_deadline(
    say: Speaker, programme: Programme, rhythm: Rhythm, *, place: str | None, region: str | None
) -> list[Line]:
    """Answer «når er fristen?» for one scheme: what is known, and how surely."""
    name = say.of(programme.names)
    if rhythm.form == "next":
        return _next(say, name, rhythm)
    if rhythm.form == "rolling":
        known = programme.status_text if programme.status == "unknown" else None
        return [plain_line(say.of(known)) if known else say.line("deadline.rolling", name=name)]
    if rhythm.form == "usual":
        opening = plain_line(say.of(programme.opening)) if programme.opening else None
        return [one_line(_usual(say, programme, rhythm, place), opening)]
    if rhythm.form == "varied" and region:
        key = "deadline.varied.region"
        return [say.line(key, name=name, region=region, dates=say.join(_dates(say, rhythm)))]
    if rhythm.form == "varied":
        return [say.line("deadline.varied", name=name, dates=say.join(_dates(say, rhythm)))]
    if rhythm.form == "once":
        return [say.line("deadline.once", name=name, when=_past(say, rhythm.rounds[-1]))]
    return [say.line("deadline.none", name=name)]


def _next(say: Speaker, name: str, rhythm: Rhythm) -> list[Line]:
    call = rhythm.rounds[0]
    if call.deadline is None:
        return [say.line("deadline.opens", name=name, when=say.moment(call.opens or ""))]
    on, at = dates.local(call.deadline)
    when = say.moment(call.deadline)
    if call.deadline_label:
        label = say.of(call.deadline_label)
        answer = say.line("deadline.labelled", name=name, what=label, when=when)
    else:
        key = "deadline.next" if rhythm.confirmed else "deadline.provisional"
        answer = say.line(key, name=name, when=when)
    clock = None if at else say.line("deadline.no_clock")
    if call.zone == "Europe/Brussels":
        clock = say.line("deadline.brussels")
    return [answer, one_line(_moved(say, call), day_left(say, on), clock)]


def day_left(say: Speaker, on: date) -> Line:
    """Say how long there is to a day."""
    days = (on - say.today).days
    return say.line("deadline.days_left", count=days) if days > 0 else say.line("deadline.today")


def _moved(say: Speaker, call: Call) -> Line | None:
    """Say that the date was moved, and from when where that is known."""
    if call.happening != "moved":
        return None
    if call.moved_from:
        return say.line("deadline.moved_from", before=say.moment(call.moved_from))
    return say.line("deadline.moved")


def _usual(say: Speaker, programme: Programme, rhythm: Rhythm, place: str | None) -> Line:
    ahead = rhythm.earliest_after(say.today)
    year = ahead.year if ahead else say.today.year + 1
    when = season(say, programme, rhythm)
    former = {call.former_area for call in rhythm.rounds}
    belonged_to = former.pop() if len(former) == 1 else None
    same_day = rhythm.earliest is not None and rhythm.earliest == rhythm.latest
    if not same_day:
        return say.line("deadline.usual", year=year, season=when)
    if belonged_to and place:
        return say.line(
            "deadline.usual.rounds_then",
            year=year,
            season=when,
            rounds=_day_and_years(say, rhythm),
            municipality=place,
            authority=belonged_to,
        )
    return say.line(
        "deadline.usual.rounds", year=year, season=when, rounds=_day_and_years(say, rhythm)
    )


def season(say: Speaker, programme: Programme, rhythm: Rhythm) -> str:
    """«i slutten av mars», «mellom 15. februar og 1. mars»."""
    first, last = rhythm.earliest, rhythm.latest
    if first is None or last is None:
        return say.of(programme.usual_time) if programme.usual_time else ""
    if first.month == last.month:
        month = get_month_names("wide", locale=say.language)[first.month]
        thirds = _third(first.day), _third(last.day)
        return say.text(_SEASONS.get(thirds, f"season.{thirds[0]}"), month=month)
    year = say.today.year + 1
    return say.text(
        "season.between",
        first=dates.day(first.on(year), say.language, today=say.today, weekday=False, year=False),
        last=dates.day(last.on(year), say.language, today=say.today, weekday=False, year=False),
    )


def _third(day: int) -> str:
    return _THIRDS[min((day - 1) // 10, 2)]


def _day_and_years(say: Speaker, rhythm: Rhythm) -> str:
    """«31. mars i 2022 og 2023»."""
    by_day: defaultdict[str, list[str]] = defaultdict(list)
    for call in rhythm.rounds:
        on, _ = dates.local(call.deadline or "")
        said = dates.day(on, say.language, today=say.today, weekday=False, year=False)
        by_day[said].append(str(on.year))
    return say.join(
        say.text("deadline.usual.day_years", day=day, years=say.join(dict.fromkeys(years)))
        for day, years in by_day.items()
    )


def _past(say: Speaker, call: Call) -> str:
    return dates.exact(call.deadline or "", say.language, today=say.today)


def _dates(say: Speaker, rhythm: Rhythm) -> list[str]:
    return list(dict.fromkeys(_past(say, call) for call in rhythm.rounds))
