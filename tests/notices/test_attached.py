"""A notice of one date carries that date for a calendar, the same entry as in feeds."""

from dataclasses import replace
from typing import Any

import icalendar
import pytest

from bot.calendars.stamps import Stamp
from bot.notices.compose import compose
from bot.notices.vocabulary import NoticeKind
from tests.notices.edges import edges
from tests.notices.telling import at, told

KB = edges()
STAMP = Stamp(4, at("2027-02-01T12:00"))


def _told(kind: NoticeKind, subject: str, **fields: Any) -> Any:
    given = {"kind": kind, "subject": subject, "region": "nord", "stamp": STAMP}
    return told("2027-03-03T07:00", **(given | fields))


@pytest.mark.parametrize(
    ("kind", "subject", "lead", "uid", "status"),
    [
        ("reminder", "call:plain", "TWO_WEEKS", "call-plain@idelos", "CONFIRMED"),
        ("announced", "call:provisional", "", "call-provisional@idelos", "TENTATIVE"),
        ("reminder", "call:opens", "OPENING", "call-opens-opens@idelos", "CONFIRMED"),
        ("reminder", "event:sign-up", "sign_up ONE_WEEK", "event-sign-up-sign-up@idelos", None),
        ("cancelled", "event:off", "2027-03-17", "event-off@idelos", "CANCELLED"),
        ("corrected", "call:moved", "2027-03-17T13:00", "call-moved@idelos", "CONFIRMED"),
    ],
)
def test_the_date_goes_with_it(
    kind: NoticeKind, subject: str, lead: str, uid: str, status: str | None
) -> None:
    notice = compose(KB, _told(kind, subject, lead=lead, before="2027-03-10"))
    assert notice
    (file,) = notice.attachments
    assert file.name == f"{subject.partition(':')[2]}.ics"
    assert file.media_type == "text/calendar; method=PUBLISH"
    (event,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == (uid, 4)
    assert status is None or event["STATUS"] == status


def test_nothing_goes_with_what_has_no_date_or_where_no_file_is_wanted() -> None:
    gone = compose(KB, _told("cancelled", "call:gone", lead="2027-03-17"))
    fallen = compose(KB, _told("cancelled", "call:opens", lead="2027-03-20"))
    plain = compose(KB, replace(_told("reminder", "call:plain"), stamp=None))
    assert gone
    assert fallen
    assert plain
    assert (gone.attachments, fallen.attachments, plain.attachments) == ((), (), ())
