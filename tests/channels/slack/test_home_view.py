"""A person's own page: what Slack takes of it, and what its switches mean."""

import pytest
from hypothesis import given

from bot.channels.slack.blocks import said
from bot.channels.slack.check import check_view
from bot.channels.slack.home_view import home_view
from bot.channels.slack.press import pressed
from bot.home import Home, Section, Switch
from bot.message import Action, Button, Card, Line, Segment
from tests.channels.hostile import homes, some
from tests.channels.slack.reading import HOME, parts, presses, words
from tests.slack.limits import faults_of_view

_ON, _OFF = Action("follow", "klimasats"), Action("unfollow", "klimasats")


def _line(text: str) -> Line:
    return Line((Segment(text),))


@some
@given(homes)
def test_every_page_is_a_home_that_slack_takes(page: Home) -> None:
    view = home_view(page, HOME)
    check_view(view)
    assert list(faults_of_view(view, "home")) == []
    assert not [it for it in parts(view) if it.get("type") == "mrkdwn" or it.get("emoji")]


@some
@given(homes)
def test_no_word_of_a_page_is_lost(page: Home) -> None:
    told = words("\n".join(said(block) for block in home_view(page, HOME)["blocks"]))
    for section in page.sections:
        assert all(words(line.plain) in told for line in section.lines)
        assert all(words(card.heading) in told for card in section.cards)


@some
@given(homes)
def test_every_button_of_a_page_comes_back_as_what_it_means(page: Home) -> None:
    found = [it for _, each in presses(home_view(page, HOME)["blocks"]) if (it := pressed(each))]
    buttons = [
        button
        for section in page.sections
        for row in (*section.cards, section)
        for button in (*row.buttons, *row.more)
    ]
    assert found == [it.action for it in buttons if it.action]


@pytest.mark.parametrize("is_on", [True, False])
def test_a_switch_means_what_it_was_put_to(is_on: bool) -> None:
    page = Home("nb", (Section("Varsler", switches=(Switch("Klimasats", is_on, _ON, _OFF),)),))
    box = home_view(page, HOME)["blocks"][1]["elements"][0]
    assert box.get("initial_options", []) == (box["options"] if is_on else [])
    press = {"type": "checkboxes", "action_id": box["action_id"]}
    assert pressed({**press, "selected_options": box["options"]}) == _ON
    assert pressed({**press, "selected_options": []}) == _OFF


def test_ten_switches_are_one_block() -> None:
    switches = tuple(
        Switch(f"Varsel {it}", True, Action("on", str(it)), Action("off", str(it)))
        for it in range(10)
    )
    view = home_view(Home("nb", (Section("Varsler", switches=switches),)), HOME)
    assert [it["type"] for it in view["blocks"]] == ["header", "actions"]
    check_view(view)


@pytest.mark.parametrize(("cards", "is_cut"), [(99, False), (100, True), (300, True)])
def test_a_page_that_is_too_long_says_so(cards: int, is_cut: bool) -> None:
    many = tuple(Card("call", f"Utlysning {it}") for it in range(cards))
    view = home_view(Home("nn", (Section("Fristar", cards=many),)), HOME)
    check_view(view)
    assert len(view["blocks"]) == 100
    assert (said(view["blocks"][-1]) == f"Utlysning {cards - 1}") is not is_cut
    assert ("ikkje plass til meir" in said(view["blocks"][-1])) is is_cut


def test_a_section_stands_in_the_order_of_reading() -> None:
    section = Section(
        "Ideene mine",
        lines=(_line("Én idé venter på svar."),),
        cards=(Card("contact", "IDE-2026-0042", context=_line("sendt 3. mars")),),
        buttons=(Button("Ny idé", Action("new_idea")),),
    )
    blocks = home_view(Home("nb", (section,)), HOME)["blocks"]
    kinds = ["header", "rich_text", "rich_text", "context", "actions"]
    assert [it["type"] for it in blocks] == kinds
