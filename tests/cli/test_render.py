"""What a terminal shows of a reply."""

from bot.channels.console.render import address, buttons, render
from bot.message import Action, Button, Card, Reply
from bot.speech.lines import plain_line

HOME = "https://idelos.example"
FEED = Button("Kalender", url="/calendar/call/c.ics")
PAGE = Button("Åpne", url="https://vinnova.se")
PLAN = Button("Lag plan", Action("plan", "c"))


def test_our_own_pages_are_shown_with_their_whole_address() -> None:
    reply = Reply("nb", (plain_line("Svar."),), buttons=(PLAN, FEED, PAGE))
    assert render(reply, HOME).splitlines() == [
        "Svar.",
        "  [1] Lag plan",
        "  [2] Kalender <https://idelos.example/calendar/call/c.ics>",
        "  [3] Åpne <https://vinnova.se>",
    ]


def test_what_a_button_opens() -> None:
    assert [address(it, HOME) for it in (PLAN, FEED, PAGE)] == [
        None,
        "https://idelos.example/calendar/call/c.ics",
        "https://vinnova.se",
    ]


def test_the_buttons_of_cards_come_first_with_those_behind_the_overflow() -> None:
    card = Card("call", "Runde", buttons=(PLAN,), more=(PAGE,))
    assert buttons(Reply("nb", (), cards=(card,), buttons=(FEED,))) == (PLAN, PAGE, FEED)
