"""Replies drawn for Slack: nothing lost, nothing obeyed, nothing that Slack refuses."""

import re

import pytest
from hypothesis import given

from bot.channels.slack.blocks import MOST_PLAIN, Drawn, draw
from bot.channels.slack.check import check_message
from bot.channels.slack.press import pressed
from bot.message import Action, Button, Card, Line, Reply, Segment
from bot.speech.catalogue import catalogue
from tests.channels.hostile import replies, some
from tests.channels.slack.reading import HOME, parts, presses, text_of, words, words_of
from tests.slack.limits import faults_of_message


def _line(text: str, label: str | None = None) -> Line:
    return Line((Segment(text),), label)


def _one(reply: Reply) -> Drawn:
    (drawn,) = draw(reply, HOME)
    check_message(drawn.blocks)
    assert list(faults_of_message(drawn.text, list(drawn.blocks))) == []
    return drawn


def _all_buttons(reply: Reply) -> list[Button]:
    on_cards = [it for card in reply.cards for it in (*card.buttons, *card.more)]
    return [*on_cards, *reply.buttons, *reply.more]


@some
@given(replies)
def test_every_reply_is_one_message_that_slack_takes(reply: Reply) -> None:
    assert len(_one(reply).text) <= MOST_PLAIN


@some
@given(replies)
def test_no_word_is_lost(reply: Reply) -> None:
    drawn = draw(reply, HOME)
    assert words_of(drawn) == words(reply.plain)
    text = text_of(drawn).removesuffix(words(catalogue(reply.language).text("slack.rest")))
    assert words(reply.plain).startswith(text)
    assert text == words(reply.plain) or len(drawn[0].text) > MOST_PLAIN / 2


@some
@given(replies)
def test_the_text_beside_the_blocks_obeys_nobody(reply: Reply) -> None:
    for drawn in draw(reply, HOME):
        assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", drawn.text)
        assert drawn.arguments["mrkdwn"] is False


@some
@given(replies)
def test_nothing_is_read_for_marks_and_links_lead_where_they_say(reply: Reply) -> None:
    headings = {card.heading: card.url for card in reply.cards}
    for part in parts([list(it.blocks) for it in draw(reply, HOME)]):
        assert part.get("type") not in {"mrkdwn", "user", "broadcast", "channel", "emoji"}
        if part.get("type") == "plain_text":
            assert part["emoji"] is False
        if part.get("type") == "link":
            shown = {part["text"], f"https://{part['text']}", f"mailto:{part['text']}"}
            assert part["url"] in {*shown, headings.get(part["text"])}


@some
@given(replies)
def test_every_button_comes_back_as_what_it_means(reply: Reply) -> None:
    drawn = draw(reply, HOME)
    found = [it for _, press in presses(it.blocks for it in drawn) if (it := pressed(press))]
    assert found == [it.action for it in _all_buttons(reply) if it.action]


@some
@given(replies)
def test_buttons_open_only_pages_of_the_web(reply: Reply) -> None:
    for _, press in presses(it.blocks for it in draw(reply, HOME)):
        url = press.get("selected_option", press).get("url")
        assert url is None or url.startswith(("https://vinnova.se/", f"{HOME}/calendar/"))


@pytest.mark.parametrize(
    ("number", "drawn"),
    [
        (1, ["button"]),
        (2, ["overflow"]),
        (5, ["overflow"]),
        (6, ["overflow", "button"]),
        (7, ["overflow", "overflow"]),
    ],
)
def test_what_is_behind_the_overflow_button_fits_into_menus(number: int, drawn: list[str]) -> None:
    more = tuple(Button(f"Valg {it}", Action("choose", str(it))) for it in range(number))
    blocks = _one(Reply("nb", (_line("Velg."),), more=more)).blocks
    assert [it["type"] for it in blocks[-1]["elements"]] == drawn


def test_a_row_has_five_elements() -> None:
    more = tuple(Button(f"Valg {it}", Action("choose", str(it))) for it in range(15))
    buttons = more[:3]
    blocks = _one(Reply("nb", (_line("Velg."),), buttons=buttons, more=more)).blocks
    assert [len(it["elements"]) for it in blocks[1:]] == [5, 1]


def test_the_answer_is_bold_where_something_stands_under_it() -> None:
    alone = _one(Reply("nb", (_line("Greit."),)))
    assert not [it for it in parts(list(alone.blocks)) if it.get("style")]
    first = _one(Reply("nb", (_line("Ja."), _line("I dag.", "Frist"))))
    bold = [it["text"] for it in parts(list(first.blocks)) if it.get("style") == {"bold": True}]
    assert bold == ["Ja.", "Frist: "]


def test_uncertain_words_are_in_italics() -> None:
    line = Line((Segment("Han "), Segment("brukar å vere", uncertain=True), Segment(" i mars.")))
    drawn = _one(Reply("nn", (line,)))
    styled = [it["text"] for it in parts(list(drawn.blocks)) if it.get("style")]
    assert styled == ["brukar å vere"]


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_a_long_answer_stands_whole_in_blocks_and_is_cut_in_the_text(language: str) -> None:
    sentence = "Kommunen tar imot ideer & behov hele året. "
    reply = Reply(language, (_line(sentence * 200),))
    drawn = _one(reply)
    assert words_of([drawn]) == words(reply.plain)
    assert len(drawn.blocks) == 3
    assert all(len(it["text"]) <= 3000 for it in parts(list(drawn.blocks)) if "text" in it)
    assert drawn.text.endswith(f"hele året. {catalogue(language).text('slack.rest')}")
    assert 3900 < len(drawn.text) <= MOST_PLAIN


def test_a_text_of_just_what_fits_is_not_cut() -> None:
    fits = Reply("nb", (_line("a" * 1999), _line("b" * 2000)))
    assert _one(fits).text == fits.plain
    over = Reply("nb", (_line("a" * 1999), _line("b" * 2001)))
    assert _one(over).text == f"{'a' * 1999} Resten står i selve meldingen."
    assert len(_one(Reply("nb", (_line("&" * 1000),))).text) <= MOST_PLAIN


def test_only_what_no_message_holds_becomes_several() -> None:
    cards = tuple(Card("call", f"Utlysning {it}", context=_line("2026")) for it in range(30))
    assert len(draw(Reply("nb", (_line("Ja."),), cards[:24]), HOME)) == 1
    drawn = draw(Reply("nb", (_line("Ja."),), cards), HOME)
    assert [len(it.blocks) for it in drawn] == [50, 11]
    assert words_of(drawn) == text_of(drawn) == words(Reply("nb", (_line("Ja."),), cards).plain)


def test_a_page_of_our_own_is_opened_where_it_is() -> None:
    button = Button("Kalender", url="/calendar/x.ics", filled=True)
    drawn = _one(Reply("nb", (_line("Ja."),), buttons=(button,)))
    assert drawn.blocks[1]["elements"] == [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": "Kalender", "emoji": False},
            "style": "primary",
            "action_id": "open:0",
            "url": f"{HOME}/calendar/x.ics",
        }
    ]
