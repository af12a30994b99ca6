"""Replies drawn for Telegram: nothing lost, nothing obeyed, nothing that Telegram refuses."""

import re

import pytest
from hypothesis import given

from bot.channels.telegram.check import LimitError, check
from bot.channels.telegram.draw import Drawn, draw
from bot.channels.telegram.escape import harmless
from bot.channels.telegram.keyboard import Key, Keyboard
from bot.channels.telegram.limits import units
from bot.message import Action, Button, Card, Line, Reply, Segment
from tests.channels.hostile import replies, texts
from tests.channels.telegram.reading import HOME, Read, keys, words, words_of


def _line(text: str, label: str | None = None) -> Line:
    return Line((Segment(text),), label)


def _one(reply: Reply) -> Drawn:
    (drawn,) = draw(reply, HOME)
    check(drawn)
    return drawn


def _labels(drawn: Drawn, page: int = 0) -> list[list[str]]:
    assert drawn.keyboard
    return [[key.label for key in row] for row in drawn.keyboard.pages[page]]


def _all_buttons(reply: Reply) -> list[Button]:
    on_cards = [it for card in reply.cards for it in (*card.buttons, *card.more)]
    return [*on_cards, *reply.buttons, *reply.more]


@given(replies)
def test_every_reply_is_what_telegram_takes(reply: Reply) -> None:
    for drawn in draw(reply, HOME):
        check(drawn)
        assert Read(drawn.html).text == drawn.plain
        assert len(Read(drawn.html).marked) == drawn.marks


@given(replies)
def test_no_word_is_lost(reply: Reply) -> None:
    assert words_of(draw(reply, HOME)) == words(reply.plain)


@given(replies)
def test_nothing_pings_commands_or_leads_elsewhere(reply: Reply) -> None:
    headings = {harmless(card.heading): card.url for card in reply.cards}
    for drawn in draw(reply, HOME):
        read = Read(drawn.html)
        assert not re.search(r"(?<!\w)@\w|(?<![\w/<>])/\w", read.text)
        assert all(headings[shown] == href for shown, href in read.links)


@given(texts)
def test_what_is_made_harmless_reads_the_same(text: str) -> None:
    assert harmless(text).replace("\u2060", "") == text.replace("\u2060", "")


@pytest.mark.parametrize(
    "text",
    ["post_mottak@namsos.kommune.no", "se https://namsos.kommune.no/foui", "og/eller", "1/2"],
)
def test_addresses_and_slashes_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@given(replies)
def test_every_button_comes_back_as_what_it_means(reply: Reply) -> None:
    found = [key.data for drawn in draw(reply, HOME) for key in keys(drawn.keyboard) if key.data]
    meant = [it.action.encode() for it in _all_buttons(reply) if it.action]
    assert sorted(found) == sorted(meant)


@given(replies)
def test_buttons_open_only_pages_of_the_web(reply: Reply) -> None:
    for drawn in draw(reply, HOME):
        for key in keys(drawn.keyboard):
            assert key.url is None or key.url.startswith(
                ("https://vinnova.se/", f"{HOME}/calendar/")
            )


def test_the_answer_is_bold_where_something_stands_under_it() -> None:
    assert _one(Reply("nb", (_line("Greit."),))).html == "Greit."
    first = _one(Reply("nb", (_line("Ja."), _line("I dag.", "Frist"))))
    assert first.html == "<b>Ja.</b>\n<b>Frist: </b>I dag."


def test_a_card_stands_in_a_frame_and_where_it_is_from_is_quiet() -> None:
    uncertain = Line((Segment("Han "), Segment("brukar å vere", uncertain=True)), "Når")
    url = 'https://namsos.kommune.no/?a=1&b="'
    card = Card("call", "Klimasats <3", (uncertain,), url, context=_line("Kjelde: x"))
    drawn = _one(Reply("nn", (_line("Ja."),), (card,), context=_line("Kjelde: y")))
    read = Read(drawn.html)
    assert drawn.plain == "Ja.\n\nKlimasats <3\nNår: Han brukar å vere\nKjelde: x\n\nKjelde: y"
    assert read.of("blockquote") == ["Klimasats <3\nNår: Han brukar å vere\nKjelde: x"]
    assert read.of("i") == ["brukar å vere", "Kjelde: x", "Kjelde: y"]
    assert read.links == [("Klimasats <3", url)]


@pytest.mark.parametrize("sign", ["", "💡"])
def test_a_long_answer_is_cut_after_sentences(sign: str) -> None:
    sentence = f"Kommunen tar imot ideer & behov{sign * 20} hele året. "
    reply = Reply("nb", (_line(sentence * 200),), buttons=(Button("Ja", Action("yes")),))
    drawn = draw(reply, HOME)
    for each in drawn:
        check(each)
        assert each.plain.rstrip().endswith("året.")
    assert all(units(each.plain) > 1900 for each in drawn[:-1])
    assert words_of(drawn) == words(reply.plain)
    assert [bool(each.keyboard) for each in drawn] == [False] * (len(drawn) - 1) + [True]


def test_only_what_no_message_holds_becomes_several() -> None:
    cards = tuple(Card("call", f"Utlysning {it}", context=_line("2026")) for it in range(60))
    assert len(draw(Reply("nb", (_line("Ja."),), cards[:33]), HOME)) == 1
    assert len(draw(Reply("nb", (_line("Ja."),), cards), HOME)) == 2


def test_what_is_behind_the_overflow_button_is_a_page_of_the_same_keyboard() -> None:
    more = tuple(Button(f"Valg {it}", Action("choose", str(it))) for it in range(4))
    drawn = _one(Reply("nb", (_line("Velg."),), buttons=more[:1], more=more[1:]))
    assert _labels(drawn) == [["Valg 0", "Mer"]]
    assert _labels(drawn, 1) == [["Valg 1", "Valg 2", "Valg 3"], ["Tilbake"]]
    one = _one(Reply("nb", (_line("Velg."),), buttons=more[:1], more=more[1:2]))
    assert _labels(one) == [["Valg 0", "Valg 1"]]


def test_one_card_has_its_buttons_at_once_and_several_have_pages() -> None:
    button = Button("Minn meg", Action("remind"))
    cards = tuple(
        Card("call", f"Utlysning {it} av en lang rekke", buttons=(button,)) for it in "AB"
    )
    one = _one(Reply("sv", (_line("Ja."),), cards[:1], buttons=(Button("Varför?", Action("why")),)))
    assert _labels(one) == [["Minn meg", "Varför?"]]
    two = _one(Reply("sv", (_line("Ja."),), cards, buttons=(Button("Varför?", Action("why")),)))
    assert _labels(two) == [
        ["Utlysning A av en lang rekke"],
        ["Utlysning B av en lang rekke"],
        ["Varför?"],
    ]
    assert _labels(two, 2) == [["Minn meg", "Tillbaka"]]


@pytest.mark.parametrize(
    ("url", "home", "opened"),
    [
        ("/case/x", HOME, f"{HOME}/case/x"),
        ("/case/x", "http://localhost:8080", None),
        ("/case/x", "http://127.0.0.1:8080", "http://127.0.0.1:8080/case/x"),
        ("mailto:post@namsos.kommune.no", HOME, None),
        ("https://namsos.kommune.no/foui", HOME, "https://namsos.kommune.no/foui"),
    ],
)
def test_a_button_opens_what_telegram_lets_it_open(url: str, home: str, opened: str | None) -> None:
    reply = Reply("nb", (_line("Ja."),), buttons=(Button("Åpne", url=url),))
    [drawn] = draw(reply, home)
    assert [key.url for key in keys(drawn.keyboard)] == ([opened] if opened else [])


@pytest.mark.parametrize(
    ("drawn", "fault"),
    [
        (Drawn("", " "), "1 units"),
        (Drawn("", "💡" * 2049), "4098 units"),
        (Drawn("", "x", 101), "101 marks"),
        (Drawn("", "x", 0, Keyboard(((((Key("Ja", "æ" * 33)),),),))), "button 0: 66 bytes"),
        (Drawn("", "x", 0, Keyboard(((((Key(" ", "a")),),),))), "no label"),
        (Drawn("", "x", 0, Keyboard((((Key("Ja", "a"),) * 9,),))), "9 buttons"),
    ],
)
def test_what_telegram_would_refuse_is_found_before_it_is_sent(drawn: Drawn, fault: str) -> None:
    with pytest.raises(LimitError, match=fault):
        check(drawn)
