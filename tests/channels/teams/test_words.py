"""What somebody wrote is read as they wrote it, without the bot's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.teams.activity import Activity
from bot.channels.teams.words import is_mentioned, words
from tests.channels.clock import NOON
from tests.teams import shapes
from tests.teams.world import BOT, KARI, SERVICE, Json, World

OTHER = {"id": "29:ola", "name": "Ola Nordmann"}


def read(said: Json, *mentions: Json) -> Activity:
    mention = said.pop("mention", None)
    base = shapes.activity(SERVICE, KARI, World().personal(KARI), NOON) | said
    base["entities"] = [*filter(None, (mention, *mentions)), *base["entities"]]
    return Activity.model_validate(base)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hei", "Hei"),
        ("  Hei  \r\n\r\n du ", "Hei\n\ndu"),
        ("én\u00a0linje", "én linje"),
        ("Lønn &amp; pensjon&nbsp;nå", "Lønn & pensjon nå"),
        ("mer enn 5 < 7 og <b>fet</b>", "mer enn 5 < 7 og <b>fet</b>"),
        ("&lt;script&gt;", "<script>"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("<at>Ola Nordmann</at> kan det", "Ola Nordmann kan det"),
        ('<quoted messageId="1795431600000"/> Ja, gjør det', "Ja, gjør det"),
        ("", ""),
    ],
)
def test_plain_text_is_left_as_it_is(text: str, plain: str) -> None:
    assert words(read(shapes.said(text))) == plain


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("<p>Hei</p><p>du</p>", "Hei\ndu"),
        ("<div>Hei<br>du<br/>der</div>", "Hei\ndu\nder"),
        ("5 &lt; 7 &amp; &quot;nei&quot;&nbsp;nå", '5 < 7 & "nei" nå'),
        ("<b>fet</b> og <a href='https://x.test'>lenke</a>", "fet og lenke"),
        ("<ul><li>én</li><li>to</li></ul>", "én\nto"),
        ("<p>uten slutt <b>her", "uten slutt her"),
    ],
)
@pytest.mark.parametrize("kind", ["xml", "html"])
def test_markup_is_made_plain(markup: str, plain: str, kind: str) -> None:
    assert words(read(shapes.said(markup) | {"textFormat": kind})) == plain


def test_the_name_of_the_bot_is_left_out() -> None:
    activity = read(shapes.mentioned("hvem er kontakt?"))
    assert is_mentioned(activity)
    assert words(activity) == "hvem er kontakt?"


def test_the_name_is_left_out_wherever_it_stands() -> None:
    said = shapes.mentioned("x") | {"text": "Hei <at>Idélos</at>, er <at>Idélos</at> her?"}
    assert words(read(said)) == "Hei , er her?"


def test_names_of_others_are_kept() -> None:
    text = f"<at>{OTHER['name']}</at>"
    mention = {"type": "mention", "mentioned": OTHER, "text": text}
    activity = read(shapes.said(f"{text} vet det"), mention)
    assert not is_mentioned(activity)
    assert words(activity) == "Ola Nordmann vet det"


def test_whoever_is_called_as_the_bot_is_not_it() -> None:
    mention = {"type": "mention", "mentioned": OTHER | {"name": BOT["name"]}, "text": "<at>x</at>"}
    assert not is_mentioned(read(shapes.said("<at>x</at>"), mention))


@given(st.text(alphabet=st.characters(exclude_characters="&<>", exclude_categories=["Cs"])))
def test_no_word_is_lost(text: str) -> None:
    for given_ in (shapes.said(text), shapes.mentioned(text)):
        assert words(read(given_)).split() == text.split()
