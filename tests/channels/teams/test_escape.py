"""Texts stay as they were written where a client would read them for dates, Markdown or HTML."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.channels.teams.escape import JOINER, harmless, of_box, of_preview
from tests.channels.hostile import labels, some, texts

_SIGNS = st.text("\\`*_[]()<>~&#!|-+=1.{} a;\t", max_size=20).filter(str.strip)
_DATES = st.sampled_from(("{{DATE(", "{{TIME(", "{{date(", "2027-02-14T06:08:39Z", ")}}", "{", " "))
_COUNTED = re.compile(r"\{\{(DATE|TIME)\(", re.IGNORECASE)


class _Reader(HTMLParser):
    """Gives what a browser shows, and what it finds beside text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.append(tag)


def _squeezed(text: str) -> str:
    return " ".join(text.replace(JOINER, "").split())


@some
@given(labels | _SIGNS)
def test_the_label_of_a_box_is_no_markdown(label: str) -> None:
    shown = _Reader(MarkdownIt("js-default").render(of_box(label)))
    assert set(shown.tags) <= {"p"}
    assert _squeezed(shown.text) == _squeezed(label)


def test_markdown_would_come_alive_where_it_is_not_escaped() -> None:
    assert {"a", "em"} <= set(_Reader(MarkdownIt().render("[a](https://b) *c*")).tags)


@some
@given(texts | _SIGNS)
def test_what_was_looked_up_is_no_html(text: str) -> None:
    shown = _Reader(of_preview(text))
    assert shown.tags == []
    assert shown.text.replace(JOINER, "") == text


@some
@given(st.lists(_DATES, max_size=8).map("".join))
def test_no_date_is_counted_out(text: str) -> None:
    assert not _COUNTED.search(harmless(text))
    assert not _COUNTED.search(of_box(text))
    assert harmless(text).replace(JOINER, "") == text
