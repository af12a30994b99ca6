"""The weekly letter: what was kept for it, what is new, what is near. No news, no letter."""

from collections.abc import Iterator
from datetime import timedelta

from bot.message import Line
from bot.notices.matching import followed_by, letter_of
from bot.notices.notice import Notice
from bot.notices.told import Followed
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.fitting import fitting
from bot.notices.words.found import Findings, within
from bot.notices.words.letter import Section, cards, counted, names_of, week_of
from bot.notices.words.telling import Telling
from bot.notices.words.why import name_of
from bot.speech.lines import plain_line
from knowledge.records.events import Event
from knowledge.records.funding import Call

NEAR = 14
"""Days ahead that a letter looks: what is near is told twice, a week apart."""
_LONGEST_NAMES = 100
WEEK = timedelta(days=7)


def digest(telling: Telling) -> Notice | None:
    """Tell those who asked for a weekly letter what it is about; None where there is nothing."""
    say = telling.say
    sections = tuple(_sections(telling))
    what = counted(say, sections)
    if not what:
        return None
    return envelope(
        telling,
        say.text("letters.title.digest", week=week_of(telling.told.subject)),
        (*apologies(telling), fitting(say.line("letters.first", what=it) for it in what)),
        cards=cards(say, sections),
        buttons=(
            say.button("letters.button.mine", "notices"),
            say.button("letters.button.deadlines", "deadlines"),
            say.button("letters.button.stop_digest", "stop", "letter=digest"),
        ),
        context=_why(telling),
    )


def _sections(telling: Telling) -> Iterator[Section]:
    told, kb = telling.told, telling.say.kb

    def wanted(record: Call | Event) -> bool:
        wish = followed_by(kb, record, told.follows, told.region, told.municipality)
        return wish is not None and _in_letter(wish)

    findings = Findings(telling)
    yield "kept", findings.kept()
    if any(map(_in_letter, told.follows)):
        yield "news", findings.news(wanted, told.since or told.now - WEEK)
        near = within(telling, NEAR)
        yield "opening", findings.coming(wanted, near, ("opens",))
        yield "closing", findings.coming(wanted, near, ("closes",))
        yield "meetings", findings.coming(wanted, near, ("starts", "sign_up"))


def _in_letter(wish: Followed) -> bool:
    return wish.wanted and wish.weekly and letter_of(wish.kind) == "digest"


def _why(telling: Telling) -> Line:
    say = telling.say
    followed = [f"{it.kind}:{it.subject}" for it in telling.told.follows if _in_letter(it)]
    if not followed:
        return say.line("letters.why.kept")
    names = names_of(say, (name_of(say, it) for it in followed), _LONGEST_NAMES)
    return plain_line(say.text("letters.why.digest", what=names))
