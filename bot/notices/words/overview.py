"""The weekly overview of contacts and brokers: what concerns their municipalities."""

from collections.abc import Iterator

from bot.message import Line
from bot.notices.matching import reaches
from bot.notices.notice import Notice
from bot.notices.words.apologies import apologies
from bot.notices.words.digest import WEEK
from bot.notices.words.envelope import envelope
from bot.notices.words.fitting import fitting
from bot.notices.words.found import Findings, within
from bot.notices.words.letter import Section, cards, counted, names_of, week_of
from bot.notices.words.telling import Telling
from bot.notices.words.why import context
from bot.speech.speaker import Speaker
from knowledge.records.events import Event
from knowledge.records.funding import Call
from knowledge.records.places import Municipality

_LONGEST_NAMES = 40
_AHEAD = 42
"""Days ahead: as long as most calls are open, so that a broker can still bring people together."""


def overview(telling: Telling) -> Notice | None:
    """Tell of deadlines and meetings there, and what others add; None where there is nothing."""
    say = telling.say
    sections = tuple(_sections(telling))
    what = counted(say, sections, telling.additions)
    if not what:
        return None
    place = _named(telling)
    return envelope(
        telling,
        say.text("letters.title.overview", place=place, week=week_of(telling.told.subject)),
        (*apologies(telling), fitting(_first(say, place, it) for it in what)),
        cards=(*(it.card for it in telling.additions), *cards(say, sections)),
        buttons=(
            say.button("letters.button.mine", "notices"),
            say.button("letters.button.deadlines", "deadlines"),
            say.button("letters.button.stop_overview", "stop", "letter=overview"),
        ),
        context=context(telling),
    )


def _first(say: Speaker, place: str, what: str) -> Line:
    return say.line("letters.first.place", place=place, what=what)


def _sections(telling: Telling) -> Iterator[Section]:
    told, kb, places = telling.told, telling.say.kb, _places(telling)

    def wanted(record: Call | Event) -> bool:
        if not places:
            return reaches(kb, record, told.region, None)
        return any(reaches(kb, record, place.region, place.id) for place in places)

    findings = Findings(telling)
    yield "news", findings.news(wanted, told.since or told.now - WEEK)
    ahead = within(telling, _AHEAD)
    yield "opening", findings.coming(wanted, ahead, ("opens",))
    yield "closing", findings.coming(wanted, ahead, ("closes",))
    yield "meetings", findings.coming(wanted, ahead, ("starts", "sign_up"))


def _places(telling: Telling) -> tuple[Municipality, ...]:
    """The municipalities that they follow weekly; none where they follow the whole region."""
    told, known = telling.told, telling.say.kb.municipalities
    weekly = [it for it in told.follows if it.wanted and it.weekly]
    if any(it.kind == "region" for it in weekly):
        return ()
    return tuple(
        known[it.subject] for it in weekly if it.kind == "municipality" and it.subject in known
    )


def _named(telling: Telling) -> str:
    places = _places(telling)
    if places:
        return names_of(telling.say, (place.name for place in places), _LONGEST_NAMES)
    region = telling.say.kb.regions.get(telling.told.region or "")
    return telling.say.of(region.names) if region else ""
