"""Replies as cards: every word there, every button good for what it means, nothing come alive."""

import pytest
from hypothesis import given

from bot.channels.teams.check import check
from bot.channels.teams.draw import draw
from bot.channels.teams.escape import JOINER
from bot.channels.teams.limits import MOST_MESSAGE, size
from bot.channels.teams.press import pressed
from bot.message import Action, Button, Card, Line, Reply, Segment
from tests.channels.hostile import replies, some
from tests.channels.teams.reading import HOME, actions_of, links_of, parts, words_of


def _line(text: str, label: str | None = None) -> Line:
    return Line((Segment(text),), label)


@some
@given(replies)
def test_no_word_is_lost_in_the_card_or_beside_it(reply: Reply) -> None:
    [drawn] = draw(reply, HOME)
    check(drawn)
    for line in reply.plain.split("\n"):
        assert line in words_of(drawn.card)
        assert line in drawn.text.replace(JOINER, "")


@some
@given(replies)
def test_text_stands_only_where_it_is_never_read_for_marks(reply: Reply) -> None:
    [drawn] = draw(reply, HOME)
    assert {it["type"] for it in parts(drawn.card) if "text" in it} <= {"TextRun"}


@some
@given(replies)
def test_a_link_in_a_text_leads_where_it_says_or_where_we_say(reply: Reply) -> None:
    ours = {card.url for card in reply.cards}
    for text, url in links_of(draw(reply, HOME)[0].card):
        assert url in ours or url.removeprefix("https://").removeprefix("mailto:") in {
            text,
            text.removeprefix("https://"),
        }


@some
@given(replies)
def test_every_button_comes_back_as_what_it_means(reply: Reply) -> None:
    given = [*reply.buttons, *reply.more]
    given += [it for card in reply.cards for it in (*card.buttons, *card.more)]
    meant = sorted(it.action.encode() for it in given if it.action)
    drawn = [it for it in actions_of(draw(reply, HOME)[0].card) if "data" in it]
    back = [pressed(it["data"]) for it in drawn]
    assert sorted(it.encode() for it in back if it) == meant
    assert len(back) == len(meant)


def test_a_date_that_somebody_wrote_is_not_counted_out() -> None:
    said = "{{DATE(2027-02-14T06:08:39Z, SHORT)}} {{time(2027-02-14T06:08:39Z)}}"
    [drawn] = draw(Reply("nb", (_line(said),)), HOME)
    [run] = [it for it in parts(drawn.card) if it["type"] == "TextRun"]
    assert "{{" not in run["text"]
    assert run["text"].replace(JOINER, "") == said


def test_the_answer_is_bold_where_something_stands_under_it() -> None:
    alone = draw(Reply("nb", (_line("Greit."),)), HOME)[0].card
    assert not [it for it in parts(alone) if "weight" in it]
    more = draw(Reply("nb", (_line("Ja."), _line("I dag.", "Frist"))), HOME)[0].card
    assert [it["text"] for it in parts(more) if "weight" in it] == ["Ja.", "Frist: "]


def test_uncertain_words_differ_by_more_than_their_colour() -> None:
    line = Line((Segment("Han "), Segment("brukar å vere", uncertain=True), Segment(" i mars.")))
    card = draw(Reply("nn", (line,)), HOME)[0].card
    styled = [it for it in parts(card) if "highlight" in it]
    assert styled == [
        {"type": "TextRun", "text": "brukar å vere", "italic": True, "highlight": True}
    ]


def test_a_form_is_opened_at_once_and_everything_else_is_answered() -> None:
    buttons = (Button("Skriv ideen", Action("idea_form")), Button("Hvorfor?", Action("why", "1")))
    card = draw(Reply("nb", (_line("Ja."),), buttons=buttons), HOME)[0].card
    opening, answered = card["actions"]
    assert opening["type"] == "Action.Submit"
    assert opening["data"] == {"action": "idea_form", "msteams": {"type": "task/fetch"}}
    assert (answered["type"], answered["verb"]) == ("Action.Execute", "press")
    assert answered["fallback"]["data"] == answered["data"] == {"action": "why:1"}


@pytest.mark.parametrize(
    ("shown", "hidden", "modes"),
    [
        (3, 2, [None] * 3 + ["secondary"] * 2),
        (3, 1, [None] * 4),
        (0, 1, [None]),
        (8, 0, [None] * 6 + ["secondary"] * 2),
    ],
)
def test_buttons_beyond_what_is_seen_stand_behind_the_overflow_button(
    shown: int, hidden: int, modes: list[str | None]
) -> None:
    buttons = tuple(Button(f"Valg {it}", Action("choose", str(it))) for it in range(10))
    reply = Reply("nb", (_line("Velg."),), buttons=buttons[:shown], more=buttons[10 - hidden :])
    card = draw(reply, HOME)[0].card
    assert [it.get("mode") for it in card["actions"]] == modes


def test_a_page_of_our_own_is_opened_where_it_is() -> None:
    button = Button("Kalender", url="/calendar/x.ics", filled=True)
    card = draw(Reply("nb", (_line("Ja."),), buttons=(button,)), HOME)[0].card
    assert card["actions"] == [
        {
            "type": "Action.OpenUrl",
            "title": "Kalender",
            "style": "positive",
            "url": f"{HOME}/calendar/x.ics",
        }
    ]


def test_only_what_no_message_holds_becomes_several_and_the_last_has_the_buttons() -> None:
    rows = tuple(_line("Kommunen tar imot ideer hele året. " * 20) for _ in range(6))
    cards = tuple(Card("call", f"Utlysning {it}", rows) for it in range(8))
    button = Button("Hvorfor?", Action("why"))
    reply = Reply("nb", (_line("Ja."),), cards, buttons=(button,))
    drawn = draw(reply, HOME)
    assert len(drawn) > 1
    for message in drawn:
        check(message)
        assert size(message.card) + size(message.text) <= MOST_MESSAGE
    assert ["actions" in it.card for it in drawn] == [False] * (len(drawn) - 1) + [True]
    assert "\n".join(it.text for it in drawn) == reply.plain


def test_one_line_that_no_message_holds_is_cut_after_a_sentence() -> None:
    said = "Kommunen tar imot ideer hele året. " * 400
    drawn = draw(Reply("nb", (_line(said),), (Card("call", "Utlysning", (_line(said),)),)), HOME)
    for message in drawn:
        check(message)
        assert all(
            it["text"].endswith("året. ")
            for it in parts(message.card)
            if "text" in it and len(it["text"]) > 20
        )
    told = "".join(it.text for it in drawn).replace("\n", "")
    assert told == f"{said}Utlysning{said}"
