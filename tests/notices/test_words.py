"""Every notice keeps to the voice, says only dates that are known, and never fails."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import get_args

import pytest
from babel.dates import get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ideas.tellers import idea_tellers
from bot.message import Language
from bot.notices.compose import compose
from bot.notices.notice import Notice
from bot.notices.told import Announced, Change, Code, Followed, Gathered, Told
from bot.notices.vocabulary import Lead, NoticeKind, SubjectKind
from bot.speech.dates import day
from knowledge.base import KnowledgeBase
from knowledge.kinds import kind_of
from knowledge.records.base import LANGUAGES
from knowledge.records.events import Event
from knowledge.records.funding import Call
from knowledge.records.vocabulary import THEMES
from tests.notices.edges import DAY, edges
from tests.notices.telling import at, packs, told
from tests.notices.voice import faults, unvoiced

_TELLERS = frozenset(kind for teller in idea_tellers() for kind in teller.kinds)
_OURS = tuple(it for it in get_args(NoticeKind) if it not in _TELLERS)
"""Kinds that notices write themselves; the others have tellers."""
OF_ONE_DATE: tuple[NoticeKind, ...] = ("announced", "reminder", "snoozed", "corrected", "cancelled")
MORNING = f"{DAY}T06:00"


@cache
def small() -> KnowledgeBase:
    return edges()


def records(kb: KnowledgeBase) -> list[Call | Event]:
    return [*kb.calls.values(), *kb.events.values()]


def subject_of(record: Call | Event) -> str:
    return f"{kind_of(record)}:{record.id}"


def before(record: Call | Event, days: int) -> datetime:
    """Some days before the date of a record, in the morning."""
    first = record.deadline or record.opens if isinstance(record, Call) else record.start
    on = date.fromisoformat(f"{first or DAY}-01-01"[:10])
    return datetime(on.year, on.month, on.day, 6, tzinfo=UTC) - timedelta(days=days)


def delivery(
    record: Call | Event, kind: NoticeKind, language: Language, days: int, lead: str = ""
) -> Told:
    region = "nord" if record.id in {it.id for it in records(small())} else "trondelag"
    return told(
        before(record, days).isoformat()[:16],
        kind=kind,
        subject=subject_of(record),
        lead=lead,
        because="theme:education",
        language=language,
        region=region,
        before="2027-04-01T12:00" if kind in ("corrected", "cancelled") else None,
    )


def known_dates(record: Call | Event, kb: KnowledgeBase, delivery: Told) -> Iterator[str]:
    """All dates that a notice of a record may say."""
    shared = [record] if isinstance(record, Event) else kb.calls_of(record.programme)
    for it in shared:
        for name in ("opens", "deadline", "moved_from", "start", "end", "sign_up_by"):
            yield getattr(it, name, None) or ""
    yield delivery.before or ""


def dates_not_known(notice: Notice, dates: Iterator[str], texts: str, today: date) -> list[str]:
    """Give the dates that are said and known from nowhere."""
    language = notice.reply.language
    said = "\n".join(line.plain for line in notice.reply.lines)
    for text in sorted((it for it in texts.split("\n") if it), key=len, reverse=True):
        said = said.replace(text, "")
    for moment in dates:
        if len(moment) >= len(DAY):
            on = date.fromisoformat(moment[:10])
            said = said.replace(day(on, language, today=today, weekday=False), "")
            said = said.replace(day(on, language, today=today, weekday=False, year=False), "")
            said = re.sub(rf"\b{on.day}\.?[–-]", "", said)
    months = "|".join(get_month_names("wide", locale=language).values())
    return re.findall(rf"\b\d+\.? (?:{months})\b", said)


def texts_of(record: Call | Event, kb: KnowledgeBase) -> str:
    """All words of a record and its scheme: what they say of dates is theirs."""
    found = [record, *([kb.programmes[record.programme]] if isinstance(record, Call) else [])]
    values = [value for it in found for value in it.model_dump().values()]
    return "\n".join(
        text
        for value in values
        if isinstance(value, dict)
        for text in value.values()
        if isinstance(text, str)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OF_ONE_DATE)
@pytest.mark.parametrize("identity", [it.id for it in records(edges())])
def test_unusual_records_keep_to_the_voice(
    identity: str, kind: NoticeKind, language: Language
) -> None:
    record = next(it for it in records(small()) if it.id == identity)
    for days in (0, 1, 2, 3, 7, 14, 42):
        one = delivery(record, kind, language, days)
        for late in (one, replace(one, late="down", due_at=one.now - timedelta(hours=26))):
            notice = compose(small(), late)
            if notice:
                assert faults(notice) == []
                assert unvoiced(notice) == []


_PACK_RECORDS = st.deferred(lambda: st.sampled_from(records(packs())))


@settings(max_examples=300)
@given(
    _PACK_RECORDS,
    st.sampled_from(OF_ONE_DATE),
    st.sampled_from(LANGUAGES),
    st.integers(0, 200),
    st.sampled_from(["", "sign_up", *(it.name or "" for it in Lead)]),
)
def test_shipped_records_keep_to_the_voice_and_to_their_dates(
    record: Call | Event, kind: NoticeKind, language: Language, days: int, lead: str
) -> None:
    one = delivery(record, kind, language, days, lead)
    notice = compose(packs(), one)
    if notice is None:
        return
    assert faults(notice) == []
    known = known_dates(record, packs(), one)
    assert dates_not_known(notice, known, texts_of(record, packs()), one.now.date()) == []


_MOMENTS = st.integers(0, 36_500).map(lambda days: at("2000-01-01T06:00") + timedelta(days=days))


@st.composite
def anything_told(draw: st.DrawFn) -> Told:
    """A delivery of any kind, about any record or none, with all that letters need."""
    record, now = draw(_PACK_RECORDS), draw(_MOMENTS)
    lead = draw(st.sampled_from(["", "OPENING", "send", "reading", DAY, "sign_up"]))
    programme = f"programme:{getattr(record, 'programme', 'gone')}"
    subjects = [subject_of(record), programme, "call:gone", "event:gone", "nothing", ""]
    kind = draw(st.sampled_from(_OURS))
    letter = kind in ("digest", "overview")
    return Told(
        id=7,
        kind=kind,
        subject="week:2026-W49" if letter else draw(st.sampled_from(subjects)),
        lead=lead,
        because=draw(st.sampled_from(["theme:education", "everything:", "", "x", "body:gone"])),
        due_at=now,
        now=now,
        language=draw(st.sampled_from(LANGUAGES)),
        region=draw(st.sampled_from([None, "trondelag", "norrbotten", "gone"])),
        municipality=None,
        before=lead if lead == DAY else None,
        follows=(Followed("everything", "", weekly=True), Followed("municipality", "gone")),
        gathered=(
            Gathered("reminder", subject_of(record), ""),
            Gathered("cancelled", "call:x", ""),
        ),
        changes=(Change(subject_of(record), "closes", None, first=False, at=now),),
    )


@settings(max_examples=300)
@given(anything_told())
def test_nothing_makes_it_fail(one: Told) -> None:
    notice = compose(packs(), one)
    if notice:
        assert faults(notice) == []


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
    ).filter(str.strip),
    st.sampled_from(LANGUAGES),
)
def test_words_of_people_are_passed_on_as_they_are(words: str, language: Language) -> None:
    marked = f"[[{words}]] {{name}} <b>{words}</b>"
    announced = Announced({"nb": "Tittel"}, {"nb": marked}, None, "sekretariatet")
    notice = compose(
        packs(),
        told(
            MORNING,
            kind="announcement",
            subject="announcement:1",
            announcement=announced,
            because="announcements:trondelag",
            language=language,
        ),
    )
    assert notice
    line = notice.reply.lines[0]
    assert line.text == marked
    assert not any(segment.uncertain for segment in line.segments)


def test_marks_in_a_title_are_no_marks() -> None:
    notice = compose(small(), delivery(small().calls["marked"], "reminder", "nb", 14))
    assert notice
    (opening, *_) = notice.reply.lines
    assert "[[alle]] {name} <b>her</b>" in opening.text
    assert not any(segment.uncertain for segment in opening.segments)


def test_every_button_about_any_record_has_room_in_the_narrowest_channel() -> None:
    kb = packs()
    actions = [
        *(
            f"stop:{kind}={identity}"
            for kind in get_args(SubjectKind)
            for identity in _ids(kb, kind)
        ),
        *(f"plan:{identity}" for identity in (*kb.calls, *kb.programmes)),
        f"snooze_until:{2**63 - 1}=2027-12-31",
        "whats_on:2027-01-01/2028-01-01/0",
    ]
    assert [it for it in actions if len(it.encode()) > 64] == []


def _ids(kb: KnowledgeBase, kind: SubjectKind) -> tuple[str, ...]:
    if kind == "theme":
        return THEMES
    found = (
        kb.records["region" if kind == "announcements" else kind] if kind != "everything" else {}
    )
    return tuple(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_says_how_long_it_holds_and_keeps_to_the_voice(language: Language) -> None:
    code = Code("012345", at("2027-03-17T06:20"))
    one = told(MORNING, kind="code", subject="door:1", code=code, language=language)
    notice = compose(packs(), one)
    assert notice
    assert not notice.is_list
    assert "012345" in notice.reply.lines[0].text
    assert notice.reply.buttons == ()
    assert (faults(notice), unvoiced(notice)) == ([], [])
    assert compose(packs(), replace(one, now=code.until)) is None
