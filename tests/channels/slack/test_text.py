"""What Slack makes of people's text is undone before it is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.escape import escape
from bot.channels.slack.text import plain


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("<@U0IDELOS> hei", "hei"),
        ("hei <@U0IDELOS|idelos>, hva nå?", "hei , hva nå?"),
        ("spør <@U2|kari> i <#C1|klima>", "spør @kari i #klima"),
        ("spør <@U2> i <#C1>", "spør i"),
        ("<!here> og <!subteam^S1|@foui>", "@here og @foui"),
        ("<!date^1795000000^{date}|23. november>", "23. november"),
        ("se <https://namsos.kommune.no>", "se https://namsos.kommune.no"),
        ("se <http://namsos.kommune.no|namsos.kommune.no>", "se namsos.kommune.no"),
        ("se <https://namsos.kommune.no|her>", "se her https://namsos.kommune.no"),
        ("<mailto:kari@namsos.kommune.no|kari@namsos.kommune.no>", "kari@namsos.kommune.no"),
        ("<tel:74217100|74 21 71 00>", "74 21 71 00"),
        ("barn &lt; 6 &amp; foreldre &gt; 18 år", "barn < 6 & foreldre > 18 år"),
        ("&amp;lt;", "&lt;"),
        ("én\n  to", "én\n to"),
    ],
)
def test_what_was_seen_is_what_is_understood(sent: str, seen: str) -> None:
    assert plain(sent, "U0IDELOS") == seen


@given(st.text())
def test_every_text_comes_through_word_by_word(text: str) -> None:
    assert plain(escape(text), "U0IDELOS").split() == text.split()


@given(st.text(alphabet="<>|@#!&;:abU0 \n", max_size=200))
def test_whatever_slack_sends_is_read(sent: str) -> None:
    plain(sent, "U0IDELOS")
