"""Words about notices, read beside the intent: how, when, how often, and what did not come."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intents.notice_times import nearest_lead
from intents.notice_wishes import NoticeWish, code_in, read_notice_wish
from intents.notice_words import LONGEST
from intents.understand import Engine, load, understand

TODAY = date(2026, 11, 23)


@cache
def _engine() -> Engine:
    return load(())


def read(text: str) -> NoticeWish:
    return read_notice_wish(understand(text, _engine(), today=TODAY))


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("minn meg to uker før", {"TWO_WEEKS"}),
        ("seks veker, to veker og tre dagar før", {"SIX_WEEKS", "TWO_WEEKS", "THREE_DAYS"}),
        ("en måned i forveien", {"FOUR_WEEKS"}),
        ("påminn mig två veckor innan", {"TWO_WEEKS"}),
        ("ei uke i forvægen", {"ONE_WEEK"}),
        ("remind me 10 weeks in advance and on the day", {"TEN_WEEKS", "SAME_DAY"}),
        ("the day before", {"ONE_DAY"}),
        ("samme dag", {"SAME_DAY"}),
        ("säg till när det öppnar", {"OPENING"}),
        ("tell me when it opens", {"OPENING"}),
        ("si fra når datoen er kunngjort", {"ANNOUNCED"}),
        ("vi har holdt på i to uker", set()),
        ("minn meg på torsdag", set()),
    ],
)
def test_lead_times(text: str, leads: set[str]) -> None:
    assert read(text).leads == leads


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("ikke etter kl. 20", "quiet_from_minute", 1200),
        ("inte efter 18.30", "quiet_from_minute", 1110),
        ("no notices after 18", "quiet_from_minute", 1080),
        ("ikkje før kl. 9", "quiet_to_minute", 540),
        ("ikke etter 10. august", "quiet_from_minute", None),
        ("vi møtes etter kl. 20", "quiet_from_minute", None),
        ("bara vardagar", "working_days", True),
        ("ikke varsle meg i helgene", "working_days", True),
        ("weekends too", "working_days", False),
        ("maks én om dagen", "a_day", 1),
        ("høgst to per dag", "a_day", 2),
        ("no more than three a day", "a_day", 3),
        ("maks hundre om dagen", "a_day", None),
        ("stille i ferien til 10. august", "quiet_until", date(2027, 8, 10)),
        ("pause til august", "quiet_until", date(2027, 8, 1)),
        ("tyst i juli", "quiet_until", date(2027, 8, 1)),
        ("quiet until 10 August", "quiet_until", date(2027, 8, 10)),
        ("bare e-post", "channel", "email"),
        ("bara på Slack", "channel", "slack"),
        ("epost ks trondelag", "channel", None),
        ("Teams starter ikke på pc-en", "channel", None),
        ("Fiks kalenderen min", "calendar", False),
        ("send til kari@kommune.example, takk", "email", "kari@kommune.example"),
        ("minn meg igjen på torsdag", "again", date(2026, 11, 26)),
        ("fekk ikkje noko vekebrev eg", "missing", True),
        ("hvor ble det av ukesbrevet?", "missing", True),
        ("jag fick inget veckobrev", "missing", True),
        ("I got no newsletter", "missing", True),
        ("jeg fikk ukesbrevet, takk", "missing", False),
        ("hva har du sendt meg?", "log", True),
        ("vad har du skickat mig?", "log", True),
        ("PC-en logger seg av", "log", False),
        ("slå av alle varsler", "all", True),
        ("for mange varsler", "fewer", True),
        ("kalenderlänk tack", "calendar", True),
        ("minn meg på ditten og datten", "unknown", True),
        ("minn meg på dette", "unknown", False),
        ("remind me about that", "unknown", False),
    ],
)
def test_how_and_when(text: str, field: str, value: Any) -> None:
    assert getattr(read(text), field) == value


def test_each_clause_has_a_way_of_its_own() -> None:
    text = "Minn meg på klimasats og send vekebrev om skule og barnehage"
    ways = [(text[slice(*it.span)].rsplit(maxsplit=1)[-1], it.weekly) for it in read(text).clauses]
    assert ways == [("klimasats", False), ("skule", True), ("barnehage", True)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("123456", "123456"),
        ("koden er 123 456", "123456"),
        ("1234567", None),
        ("12345", None),
        ("Vi trenger 300 000 til å bygge om en buss", None),
        ("vi har 123456 innbyggere og vil prøve noe nytt med dem alle sammen i år", None),
    ],
)
def test_codes(text: str, code: str | None) -> None:
    assert code_in(text) == code


@given(st.integers(0, 2000))
def test_the_nearest_lead_time_is_no_farther_than_any_other(days: int) -> None:
    offered = {"SAME_DAY": 0, "ONE_DAY": 1, "THREE_DAYS": 3, "ONE_WEEK": 7, "TWO_WEEKS": 14}
    offered |= {"FOUR_WEEKS": 28, "SIX_WEEKS": 42, "TEN_WEEKS": 70, "HALF_A_YEAR": 182}
    chosen = abs(offered[nearest_lead(days)] - days)
    assert chosen == min(abs(it - days) for it in offered.values())


_SAID = """minn meg på om ikke etter før kl 20 10 august to uker vekebrev maks én dagen stille til
bare e-post sluta påminna remind me again every week @ . , og until 99999999999 ² ٣"""
_WORDS = st.sampled_from(_SAID.split())


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=30).map(" ".join)))
@example("")
@example("ikke etter kl.")
@example("maks om dagen")
@example("stille til 31. februar")
@example("²² uker før")
def test_any_text_is_read(text: str) -> None:
    wish = read(text)
    assert all(0 <= start <= end <= len(text) for start, end in (it.span for it in wish.clauses))


def test_of_a_long_text_only_the_beginning_is_read() -> None:
    text = "og, " * 50_000 + "maks én om dagen"
    wish = read(text)
    assert wish.a_day is None
    assert max(it.span[1] for it in wish.clauses) <= LONGEST
