import contextlib
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.fault import FeedError
from bot.feeds.ical import read_ical
from bot.feeds.item import MAX_ITEMS, Item, local, plain, web_link
from bot.feeds.syndication import read_syndication
from bot.feeds.table import read_table
from knowledge.records.feeds import FeedColumns

OSLO = "Europe/Oslo"
NINE, TEN = "2027-01-17T09:00", "2027-01-17T10:00"
COLUMNS = FeedColumns(title="Name", start="Opens", end="Closes", link="Page")


def calendar(*entries: str) -> bytes:
    inside = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\n{entry}\r\nEND:VEVENT\r\n"
        for number, entry in enumerate(entries)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n".encode()


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        ("DTSTART:20270117T080000Z\r\nDTEND:20270117T090000Z", NINE, TEN),
        ("DTSTART:20270717T080000Z", "2027-07-17T10:00", None),
        ("DTSTART;TZID=Europe/Helsinki:20270117T090000", "2027-01-17T08:00", None),
        ("DTSTART:20270117T090000", "2027-01-17T09:00", None),
        ("DTSTART;VALUE=DATE:20270117", "2027-01-17", None),
        ("DTSTART;VALUE=DATE:20270117\r\nDTEND;VALUE=DATE:20270118", "2027-01-17", None),
        ("DTSTART;VALUE=DATE:20270117\r\nDTEND;VALUE=DATE:20270120", "2027-01-17", "2027-01-19"),
        ("DTSTART:20270117T090000\r\nDURATION:PT90M", "2027-01-17T09:00", "2027-01-17T10:30"),
        ("DTSTART:20270117T090000\r\nDTEND:20270116T090000", "2027-01-17T09:00", None),
    ],
)  # fmt: skip
def test_times_of_a_calendar_are_wall_time(lines: str, start: str, end: str | None) -> None:
    (item,) = read_ical(calendar(f"SUMMARY:Kurs\r\n{lines}"), OSLO).items
    assert (item.start, item.end) == (start, end)


def test_an_entry_of_a_calendar_is_read() -> None:
    lines = "SUMMARY:<b>Kurs</b>\\, dag 1\r\nLOCATION:Namsos\r\nURL:https://a.example/b\r\n"
    body = calendar(lines + "STATUS:CANCELLED\r\nDTSTART:20270117T090000")
    (item,) = read_ical(body, OSLO).items
    assert item == Item(
        key="0",
        title="Kurs, dag 1",
        start="2027-01-17T09:00",
        place="Namsos",
        link="https://a.example/b",
        cancelled=True,
    )


@pytest.mark.parametrize(
    "entry",
    [
        "DTSTART:20270117T090000",
        "SUMMARY:Kurs",
        "SUMMARY:Kurs\r\nDTSTART:yesterday",
        "SUMMARY:Kurs\r\nDTSTART:00010101T000000Z",
        "SUMMARY:Kurs\r\nDTSTART:99991231T235959Z",
        "SUMMARY:Kurs\r\nDTSTART:20270117T090000\r\nRRULE:FREQ=DAILY",
    ],
)
def test_an_entry_that_cannot_be_used_is_counted(entry: str) -> None:
    good = "SUMMARY:Kurs\r\nDTSTART:20270117T090000"
    read = read_ical(calendar(entry, good), OSLO)
    assert (len(read.items), read.left_out) == (1, 1)


@pytest.mark.parametrize("body", [b"", b"<html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff"])
def test_what_is_no_calendar_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError, match="unreadable"):
        read_ical(body, OSLO)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_readers(body: bytes) -> None:
    for wrapped in (body, calendar("SUMMARY:a").replace(b"a", body)):
        with contextlib.suppress(FeedError):
            read_ical(wrapped, OSLO)
        with contextlib.suppress(FeedError):
            read_table(b"Name,Opens,Closes,Page\n" + wrapped, COLUMNS, OSLO)


def test_a_feed_never_gives_more_than_so_many() -> None:
    body = calendar(*["SUMMARY:a\r\nDTSTART:20270117"] * (MAX_ITEMS + 5))
    read = read_ical(body.replace(b"DTSTART:", b"DTSTART;VALUE=DATE:"), OSLO)
    assert (len(read.items), read.left_out) == (MAX_ITEMS, 5)


RSS = b"""<?xml version="1.0"?><rss version="2.0"
 xmlns:ev="http://purl.org/rss/1.0/modules/event/"><channel><title>News</title>
<item><title>Open &lt;b&gt;call&lt;/b&gt; &amp;amp; more</title><link>https://a.example/1</link>
<guid>1</guid><ev:startdate>2027-01-17T08:00:00+00:00</ev:startdate></item>
<item><title>Other</title><link>javascript:alert(1)</link><guid>2</guid></item>
</channel></rss>"""


def test_rss_is_read() -> None:
    first, second = read_syndication(RSS, "application/rss+xml", OSLO).items
    assert (first.title, first.start) == ("Open call & more", "2027-01-17T09:00")
    assert first.link == "https://a.example/1"
    assert (second.title, second.start, second.link) == ("Other", None, None)


def test_atom_is_read() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>urn:1</id>
    <title type="html">&lt;script&gt;x()&lt;/script&gt;Call</title>
    <link href="https://a.example/1"/></entry></feed>"""
    (item,) = read_syndication(body, "application/atom+xml", OSLO).items
    assert (item.key, item.title, item.link) == ("urn:1", "Call", "https://a.example/1")


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (LAUGHS, "entities"),
        (LAUGHS.decode().encode("utf-16"), "entities"),
        (LAUGHS.replace(b'"ha"', b'SYSTEM "file:///etc/passwd"'), "entities"),
        (b"<html><body>Not found</body></html>", "unreadable"),
        (b"", "unreadable"),
    ],
)
def test_xml_that_is_no_feed_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(FeedError, match=code):
        read_syndication(body, "text/xml", OSLO)


def test_broken_xml_gives_what_could_be_read() -> None:
    read = read_syndication(RSS[: RSS.index(b"<item><title>Other")], "text/xml", OSLO)
    assert [item.title for item in read.items] == ["Open call & more"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_is_read(separator: str, encoding: str) -> None:
    rows = [
        ("Name", "Opens", "Closes", "Page"),
        ("Klimastøtte", "2027-01-10", "2027-02-17 13:00", "https://a.example/1"),
        ("Sjø", "", "17.02.2027 kl. 13.00", ""),
        ("Odd", "", "02/03/2027", ""),
        ("", "", "2027-02-17", ""),
    ]
    body = "\r\n".join(map(separator.join, rows)).encode(encoding)
    read = read_table(body, COLUMNS, OSLO)
    first, second = read.items
    assert (first.title, first.start, first.end) == (
        "Klimastøtte",
        "2027-01-10",
        "2027-02-17T13:00",
    )
    assert (second.title, second.start, second.end) == ("Sjø", None, "2027-02-17T13:00")
    assert read.left_out == 2


def test_a_table_without_a_named_column_is_refused() -> None:
    with pytest.raises(FeedError, match="columns missing"):
        read_table(b"Name,Closes\na,2027-01-01\n", COLUMNS, OSLO)


@given(st.text(max_size=400))
def test_outside_text_becomes_plain(text: str) -> None:
    clean = plain(text)
    assert len(clean) <= 200
    assert clean == " ".join(clean.split())
    assert not any(unicodedata.category(sign)[0] == "C" for sign in clean)
    assert not set(clean) & set("<>{}[]\n\r\t\x1b\u202e\u200b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>Kurs</b> i   Namsos", "Kurs i Namsos"),
        ("a\x1b[31mred\u202eb", "a (31mred b"),
        ("&lt;img src=x&gt;", "‹img src=x›"),
        ("{name} [[sure]]", "(name) ((sure))"),
        ("x" * 300, "x" * 199 + "…"),
        (None, ""),
    ],
)
def test_examples_of_plain_text(text: str | None, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "//a.example/x",
        "https://localhost/x",
        "https://user@a.example/",
        "https://a.example:99/",
        "https://a.example:x/",
        'https://a.example/"onclick',
        "https://a.example/\x1b",
        "https://[::1/",
        "https://a.example/" + "x" * 400,
        None,
    ],
)
def test_links_that_are_not_shown(link: str | None) -> None:
    assert web_link(link) is None


def test_years_of_another_age_are_no_dates() -> None:
    assert local(datetime(2027, 3, 28, 1, 30, tzinfo=UTC), OSLO) == "2027-03-28T03:30"
    with pytest.raises(ValueError, match="year"):
        local(date(1970, 1, 1), OSLO)
