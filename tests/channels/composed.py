"""Notices of every kind that notices write themselves, about unusual dates, in every language."""

from collections.abc import Iterator
from typing import Any, get_args

from bot.message import Language
from bot.notices.compose import compose
from bot.notices.told import Announced, Change, Code, Followed, Gathered
from bot.notices.vocabulary import NoticeKind
from tests.channels.thing import HOSTILE, Thing
from tests.notices.edges import edges
from tests.notices.telling import at, packs, told

_TWO_WEEKS_BEFORE = "2027-03-03T07:00"
_WEEKLY = (Followed("theme", "education", weekly=True), Followed("everything", "", weekly=True))
_OF_ONE_DATE: tuple[NoticeKind, ...] = (
    "announced",
    "reminder",
    "snoozed",
    "corrected",
    "cancelled",
)
_RECORDS = (
    *(f"call:{it}" for it in ("plain", "moved", "cancelled", "long", "wordy", "amount")),
    *(f"event:{it}" for it in ("two-days", "off", "moved-on", "sign-up", "doubtful", "endless")),
)
_LETTERS: tuple[dict[str, Any], ...] = (
    {
        "kind": "digest",
        "subject": "week:2027-W09",
        "follows": _WEEKLY,
        "because": "theme:education",
    },
    {
        "kind": "overview",
        "subject": "week:2027-W09",
        "follows": (Followed("municipality", "vik", weekly=True),),
        "because": "municipality:vik",
    },
    {"kind": "agenda", "subject": "event:meets", "because": "body:styret"},
    {"kind": "code", "subject": "door:1", "code": Code("012345", at("2027-03-03T07:20"))},
)
_CHANGES = (Change("call:moved", "closes", "2027-03-17", first=False, at=at("2027-03-01T07:00")),)
_GATHERED = (Gathered("reminder", "call:plain", "TWO_WEEKS"),)


def composed() -> Iterator[tuple[NoticeKind, Thing]]:
    """Give each with its kind, wherever there is anything to say."""
    for language in get_args(Language):
        for record in _RECORDS:
            for kind in _OF_ONE_DATE:
                before = "2027-04-01T12:00" if kind in ("corrected", "cancelled") else None
                yield from _small(language, kind=kind, subject=record, before=before)
        for letter in _LETTERS:
            yield from _small(language, **letter, changes=_CHANGES, gathered=_GATHERED)
        yield from _announcement(language)
        yield from _step(language)


def _small(language: Language, **given: Any) -> Iterator[tuple[NoticeKind, Thing]]:
    usual = {"lead": "TWO_WEEKS", "because": "theme:education", "region": "nord"}
    one = told(_TWO_WEEKS_BEFORE, **{**usual, **given, "language": language})
    notice = compose(edges(), one)
    if notice:
        yield one.kind, Thing(f"{language} {one.kind} of {one.subject}", notice)


def _announcement(language: Language) -> Iterator[tuple[NoticeKind, Thing]]:
    words = {language: HOSTILE}
    one = told(
        _TWO_WEEKS_BEFORE,
        kind="announcement",
        subject="announcement:1",
        because="announcements:trondelag",
        announcement=Announced({language: HOSTILE}, words, "https://example.org", HOSTILE),
        language=language,
    )
    notice = compose(packs(), one)
    assert notice
    yield one.kind, Thing(f"{language} announcement", notice)


def _step(language: Language) -> Iterator[tuple[NoticeKind, Thing]]:
    one = told(
        "2027-01-18T07:00",
        kind="step",
        subject="programme:klimasats",
        lead="reading",
        language=language,
    )
    notice = compose(packs(), one)
    assert notice
    yield one.kind, Thing(f"{language} step", notice)
