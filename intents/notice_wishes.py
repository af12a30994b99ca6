"""What somebody wishes about notices: beside what to follow, how, when and how often."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from intents.meaning import Meaning, Span
from intents.notice_times import LeadName, clock_after, daily_limit, leads_in
from intents.notice_words import LONGEST, NoticeWords

Channel = Literal["email", "chat", "slack", "teams", "telegram"]

_CHANNELS: Final[tuple[Channel, ...]] = ("email", "chat", "slack", "teams", "telegram")
_ADDRESS: Final = re.compile(r"[^\s@<>,;:()\"«»”“]{1,64}@[\w.-]{1,180}\.\w{2,24}")
_CODE: Final = re.compile(r"(?<!\d)(\d{3})[ \u00a0]?(\d{3})(?!\d)")
_CALLED_CODE: Final = re.compile(r"\b(?:kod|code)", re.IGNORECASE)
_LONGEST_CODE: Final = 60
_PART: Final = re.compile(r"[.!?;\n]+|,|\b(?:og|och|and|samt|men|but|pluss)\b", re.IGNORECASE)
_TO: Final = re.compile(r"\b(?:til|till|ti|te|until)\b(?! (?:og|och) med)", re.IGNORECASE)
_BARE: Final = 2
"""So many words say nothing but the name of a channel: «e-post»."""
_SHORT: Final = 8
"""A message this short is about notices where it has words that could be."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the text whose things are wished for in one way."""

    span: Span
    weekly: bool
    leads: frozenset[LeadName]


@dataclass(frozen=True, slots=True)
class NoticeWish:
    """What the words about notices in one message say. Empty fields are not said."""

    clauses: tuple[Clause, ...]
    leads: frozenset[LeadName]
    weekly: bool
    everything: bool
    all: bool
    """All that is followed is meant: «slå av alle varsler»."""
    begs: bool
    """It asks to be told: «minn meg», «si fra»."""
    stops: bool
    """It asks not to be told: «ikke mer om …»."""
    only: bool
    """One way is to take the place of all others: «bare ukebrev»."""
    unknown: bool
    """It names something in a way that points at nothing said before: «på ditten og datten»."""
    log: bool
    """What was sent is asked for."""
    missing: bool
    """Something was awaited and did not come."""
    again: date | None
    """The day to be reminded on once more."""
    puts_off: bool
    """It is to be reminded of later, with or without a day."""
    email: str | None
    channel: Channel | None
    quiet_until: date | None
    """The first day that is not quiet."""
    quiet_from_minute: int | None
    """Minute of the day from which nothing is to come."""
    quiet_to_minute: int | None
    working_days: bool | None
    a_day: int | None
    fewer: bool
    calendar: bool
    settings: bool
    steps: bool

    @property
    def sets(self) -> bool:
        """Whether it changes how notices come, not what is followed."""
        changes = (self.email, self.channel, self.quiet_until, self.working_days, self.a_day)
        hours = (self.quiet_from_minute, self.quiet_to_minute)
        return any(it is not None for it in (*changes, *hours)) or self.fewer or self.settings


def read_notice_wish(meaning: Meaning) -> NoticeWish:
    """Read a message that was understood. Never raises, in time that grows with the text only."""
    found = NoticeWords(meaning.text)
    email = _ADDRESS.search(meaning.text[:LONGEST])
    missing = _misses(found)
    return NoticeWish(
        clauses=tuple(_clauses(meaning.text[:LONGEST])),
        leads=leads_in(found),
        weekly="weekly" in found,
        everything="everything" in found,
        all="all" in found,
        begs="at_once" in found and "not" not in found,
        stops="stop" in found,
        only="only" in found,
        unknown=meaning.period is None and _names_unknown(found),
        log="log" in found and not missing,
        missing=missing,
        again=_day_again(meaning, found),
        puts_off="again" in found,
        email=email.group() if email else None,
        channel=_channel(found),
        quiet_until=_quiet_until(meaning, found),
        quiet_from_minute=clock_after(found, "after"),
        quiet_to_minute=clock_after(found, "until"),
        working_days=_working_days(found),
        a_day=daily_limit(found),
        fewer="fewer" in found,
        calendar="calendar" in found,
        settings="settings" in found,
        steps="steps" in found,
    )


def speaks_of_notices(meaning: Meaning, wish: NoticeWish) -> bool:
    """Tell whether words that could be about notices are: in short messages, or beside «varsel»."""
    short = len(meaning.text.split()) <= _SHORT and not meaning.municipalities
    return short or "notice" in NoticeWords(meaning.text) or wish.email is not None


def code_in(text: str) -> str | None:
    """Give the six digits of «123456» or «koden er 123 456»; a sum of money is no code."""
    match = _CODE.search(text) if len(text) <= _LONGEST_CODE else None
    alone = match is not None and match.group() == text.strip(" .")
    return match[1] + match[2] if match and (alone or _CALLED_CODE.search(text)) else None


def _clauses(text: str) -> list[Clause]:
    """Part the text at «og» and commas. A part without a way of its own goes on as the one before:
    «vekebrev om skule og klima», but «minn meg på klimasats og send vekebrev om skule»."""
    ends = [*(match.start() for match in _PART.finditer(text)), len(text)]
    weekly, start, clauses = False, 0, []
    for end in ends:
        part = NoticeWords(text[start:end])
        if part.any(("weekly", "at_once")):
            weekly = "weekly" in part
        clauses.append(Clause((start, end), weekly, leads_in(part)))
        start = end
    return clauses


def _names_unknown(found: NoticeWords) -> bool:
    """Whether a word follows «på» or «om» that neither points back nor says how long before."""
    last = len(found.words.tokens)
    return any(
        it.end < last and found.begins("pointing", it.end) is None and not _counts(found, it.end)
        for it in found.at("about")
    )


def _counts(found: NoticeWords, position: int) -> bool:
    return found.begins("notice", position) is not None or bool(leads_in(found))


def _misses(found: NoticeWords) -> bool:
    """«fekk ikkje noko vekebrev eg», «hvor blir det av ukesbrevet?»"""
    letter = "letter" in found
    return letter and ("where_is" in found or ("got" in found and "not" in found))


def _day_again(meaning: Meaning, found: NoticeWords) -> date | None:
    return meaning.period.start if meaning.period and "again" in found else None


def _channel(found: NoticeWords) -> Channel | None:
    """«bare e-post», «varsle meg på Slack»; «epost til KS» wishes for nothing."""
    if not found.any(("only", "notice")) and len(found.words.tokens) > _BARE:
        return None
    return next((channel for channel in _CHANNELS if channel in found), None)


def _quiet_until(meaning: Meaning, found: NoticeWords) -> date | None:
    """Give the first day to be told on again: «stille til 10. august», «stille i juli»."""
    period = meaning.period
    if "quiet" not in found or period is None:
        return None
    before = meaning.text.partition(period.surface)[0]
    if _TO.search(before):
        return period.start
    if _TO.match(period.surface):
        return period.end
    last = period.end - timedelta(days=1)
    return last if _TO.search(period.surface) and period.end.day != 1 else period.end


def _working_days(found: NoticeWords) -> bool | None:
    if "every_day" in found:
        return False
    return True if "working_days" in found else None
