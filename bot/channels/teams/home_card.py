"""A person's own page in Teams: a card that is drawn anew when it is seen again."""

from collections.abc import Iterator
from typing import Final

from microsoft_teams.cards import (
    ActionSet,
    CardElement,
    Column,
    ColumnSet,
    ExecuteAction,
    RefreshDefinition,
)

from bot.channels.teams.buttons import ON_PAGE, press, row
from bot.channels.teams.card import said, shared_out, whole
from bot.channels.teams.draw import Drawn, draw_card
from bot.channels.teams.rich_text import of_heading, of_lines
from bot.home import Home, Section, Switch
from bot.message import Language, Line, Segment
from bot.speech.catalogue import Catalogue, catalogue

REFRESH: Final = "refresh"
"""The verb with which a client asks for the page as it is now."""


def home_card(page: Home, home: str) -> Drawn:
    """Draw the page; `home` is the address of our pages, without a slash at the end.

    It is drawn anew for all who are there, and so belongs where its person is alone with the bot.
    """
    body = _fitting(_sections(page, home), page.language)
    ask = ExecuteAction(title=catalogue(page.language).text("teams.home.refresh"), verb=REFRESH)
    refresh = RefreshDefinition(action=ask)
    return Drawn(said(body), whole(body, page.language, refresh=refresh))


def _sections(page: Home, home: str) -> Iterator[CardElement]:
    say = catalogue(page.language)
    for section in page.sections:
        yield from of_heading(section.heading, size="Large")
        yield from _section(section, home, say)


def _section(section: Section, home: str, say: Catalogue) -> Iterator[CardElement]:
    yield from of_lines(section.lines)
    for card in section.cards:
        yield from draw_card(card, home)
    for switch in section.switches:
        yield _switch(switch, say)
    yield from row(section.buttons, section.more, home)


def _switch(switch: Switch, say: Catalogue) -> CardElement:
    """Draw what is on or off, and the button that turns it to what it is not."""
    state, turn = ("on", "turn_off") if switch.is_on else ("off", "turn_on")
    line = Line((Segment(say.text(f"teams.home.{state}")),), switch.label)
    title = say.text(f"teams.home.{turn}")
    action = switch.off if switch.is_on else switch.on
    button = press(action, title, {ON_PAGE: "yes"}, tooltip=f"{title}: {switch.label}")
    return ColumnSet(
        columns=[
            Column(
                items=list(of_lines([line])), width="stretch", vertical_content_alignment="Center"
            ),
            Column(items=[ActionSet(actions=[button])], width="auto"),
        ],
        spacing="Small",
    )


def _fitting(elements: Iterator[CardElement], language: Language) -> list[CardElement]:
    """Leave out what the card does not hold, and say so."""
    first, *rest = shared_out(elements)
    full = Line((Segment(catalogue(language).text("teams.home.full")),))
    return [*first, *of_lines([full])] if rest else first
