import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.markup import blocks, is_own_page, safe_url
from bot.channels.web.pages import Exchange, Pages, beside
from bot.message import Button, Reply
from tests.web.scripted_turn import line


def hrefs(text: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', beside(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("skriv til postmottak@namsos.kommune.no og be", ["mailto:postmottak@namsos.kommune.no"]),
        ("Se ovre-eiker.kommune.no.", ["https://ovre-eiker.kommune.no"]),
        (
            "norrbottenskommuner.se/foui/om-oss. Någon",
            ["https://norrbottenskommuner.se/foui/om-oss"],
        ),
        ("(https://ltu.se/a?b=c&d=e), så", ["https://ltu.se/a?b=c&amp;d=e"]),
        ("børsa.no", ["https://børsa.no"]),
        ("kl. 13.00 den 4. mars, ca. 1.5 mill.", []),
        ("f.eks. denne. Ny setning.no-ord", []),
        ("javascript:alert(1)", []),
    ],
)
def test_addresses_become_links(text: str, found: list[str]) -> None:
    assert hrefs(text) == found


def test_links_open_beside_the_conversation_and_tell_nothing() -> None:
    assert 'target="_blank" rel="noopener noreferrer"' in beside("vinnova.se")


@given(st.text(alphabet=st.sampled_from("ab@.:/<>&\"' noseh-")))
def test_the_reader_sees_the_same_text_and_nothing_runs(text: str) -> None:
    html = beside(text)
    assert unescape(re.sub(r"</?a\b[^>]*>", "", html)) == text
    assert re.sub(r"</?a\b[^<>]*>", "", html).count("<") == 0


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://vinnova.se/a", True),
        ("http://localhost:1/", True),
        ("mailto:a@b.no", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("https:evil", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_a_browser_may_open_the_web_and_mail_only(url: str, safe: bool) -> None:
    assert (safe_url(url) is not None) is safe


def test_neighbouring_rows_are_one_list() -> None:
    lines = (line("a"), line("b", "B"), line("c", "C"), line("d"), line("e", "E"))
    shape = [(block.rows, len(block.lines)) for block in blocks(lines)]
    assert shape == [(False, 1), (True, 2), (False, 1), (True, 1)]


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("/calendar/call/c.ics", True),
        ("/", True),
        ("//evil.example/calendar", False),
        ("/\\evil.example", False),
        ("https://vinnova.se/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_our_own_pages_are_told_from_other_sites(url: str, own: bool) -> None:
    assert is_own_page(url) is own


def test_a_page_of_our_own_opens_in_its_place_and_another_site_beside() -> None:
    own = Button("Kalender", url="/calendar/call/c.ics")
    other = Button("Åpne", url="//evil.example")
    site = Button("Siden", url="https://vinnova.se")
    reply = Reply("nb", (line("Svar."),), buttons=(own, other, site))
    html = Pages().render("exchange.html", "nb", {"exchange": Exchange(reply=reply)})
    assert '<a class="button" href="/calendar/call/c.ics">Kalender</a>' in html
    assert 'href="https://vinnova.se" target="_blank" rel="noopener noreferrer"' in html
    assert "evil.example" not in html
