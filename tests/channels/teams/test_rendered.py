"""Cards as Microsoft's renderer shows them: all words in sight, nothing come alive, axe content."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import pytest
from hypothesis import given, settings
from playwright.sync_api import Browser

from bot.channels.teams.buttons import press
from bot.channels.teams.draw import draw
from bot.channels.teams.escape import JOINER
from bot.channels.teams.form_card import filled, form_card
from bot.channels.teams.home_card import home_card
from bot.channels.teams.press import pressed
from bot.channels.teams.quoted_card import quoted_card
from bot.form import Choice, Field, Form
from bot.home import Home, Section, Switch
from bot.message import Action, Button, Card, Line, Reply, Segment
from tests.channels.hostile import forms, replies
from tests.channels.teams.reading import HOME, Json, links_of, words_of
from tests.channels.thing import HOSTILE, squeezed
from tests.teams.client import Client
from tests.teams.looks import DARK, LIGHT
from tests.web.conftest import axe, chromium
from tests.web.test_accessibility import WCAG, violations

__all__ = ["axe", "chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.node]

few = settings(max_examples=25, deadline=None)
_RULES = [it for it in WCAG if it != "wcag22aa"]
"""Not those of 2.2, which count how large a box is that the client itself draws."""
_NARROW, _WIDE = 320, 560
_LONG: Final = "velferdsforvaltningens kompetanseutviklingsmedarbeidere " * 4


def _line(text: str, label: str | None = None, *, uncertain: bool = False) -> Line:
    return Line((Segment(text), Segment(" ikke bekreftet", uncertain)), label)


_BUTTONS = tuple(Button(it, Action("why", it)) for it in ("Lag plan", "Minn meg", "Kalender"))
_CARD = Card(
    "contact",
    "FoUI-kontakten i Namsos",
    (_line(_LONG, "Hva"), _line("postmottak@namsos.kommune.no", "Hvor", uncertain=True)),
    "https://namsos.kommune.no",
    _BUTTONS,
    _BUTTONS[:2],
    _line("Kilde: namsos.kommune.no, april 2020"),
)
_REPLY = Reply("nb", (_line(_LONG), _line(_LONG, "Frist")), (_CARD, _CARD), _BUTTONS, _BUTTONS)
_CHOICES = tuple(Choice(f"v{it}", f"Kommune {it}") for it in range(12))
_FORM = Form(
    Action("idea_form"),
    "nb",
    "En idé",
    (
        Field("text", "Hva vil dere få til?", "text", required=True, hint=_LONG),
        Field("title", "Kort navn", "line", ("Sensorer",)),
        Field("kommune", "Kommune", "choice", ("v3",), _CHOICES),
        Field("wish", "Ønske", "choice", choices=_CHOICES[:4]),
        Field("themes", "Temaer", "choices", ("v1",), _CHOICES),
        Field("until", "Vekk saken", "day", ("2027-02-15",)),
        Field("shared", "Andre kan få se teksten", "switch"),
    ),
    "Se hva som blir sendt",
)
_SWITCHES = tuple(Switch(f"Klimasats {it}", it > 0, Action("a"), Action("b")) for it in range(2))
_HOME = Home("nb", (Section("Ideene dine", (_line(_LONG, "Idé"),), (_CARD,), _SWITCHES, _BUTTONS),))
_CARDS: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "reply": draw(_REPLY, HOME)[0].card,
        "form": form_card(_FORM, "{}"),
        "faults": form_card(_FORM, "{}", {"text": _LONG, "kommune": "Velg en kommune."}),
        "home": home_card(_HOME, HOME).card,
        "consent": quoted_card(
            [_line("Kari spør:")] * 2, _LONG, "nb", [press(Action("consent"), "Ja, bruk den")]
        ).card,
    }
)
_Open: TypeAlias = Callable[..., Client]


@pytest.fixture(scope="module")
def open_client(chromium: Browser) -> Iterator[_Open]:
    """Open windows of Teams, wide and light if nothing else is said."""
    clients: list[Client] = []

    def opened(dark: bool = False, width: int = _WIDE) -> Client:
        clients.append(Client(chromium, DARK if dark else LIGHT, width))
        return clients[-1]

    yield opened
    for client in clients:
        client.close()


@pytest.fixture(scope="module")
def client(open_client: _Open) -> Client:
    return open_client()


@pytest.mark.parametrize("width", [_NARROW, _WIDE])
@pytest.mark.parametrize("name", _CARDS)
def test_all_words_are_in_sight_at_any_width(open_client: _Open, name: str, width: int) -> None:
    client = open_client(width=width)
    client.show(_CARDS[name])
    assert client.hidden == []
    shown = squeezed(client.text)
    paragraphs = (squeezed(it) for it in words_of(_CARDS[name]).splitlines())
    assert [it for it in paragraphs if it not in shown] == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", _CARDS)
def test_axe_finds_nothing(open_client: _Open, axe: str, name: str, dark: bool) -> None:
    client = open_client(dark)
    client.show(_CARDS[name])
    assert violations(client.page, axe, *_RULES) == []


def test_what_somebody_wrote_stays_text(client: Client) -> None:
    @few
    @given(replies)
    def shown(reply: Reply) -> None:
        card = draw(reply, HOME)[0].card
        client.show(card)
        assert client.tags <= {"A", "BUTTON", "DIV", "SPAN", "BR"}
        assert sorted(client.links) == sorted(url for _, url in links_of(card))
        read = squeezed(client.text.replace(JOINER, ""))
        assert all(squeezed(it) in read for it in reply.plain.splitlines())

    shown()


def test_what_stands_in_a_form_stays_text(client: Client) -> None:
    @few
    @given(forms)
    def shown(form: Form) -> None:
        card = form_card(form, "{}")
        if card.get("body"):
            client.show(card)
            assert sorted(client.links) == sorted(url for _, url in links_of(card))
            assert not client.tags & {"B", "I", "EM", "IMG", "SCRIPT", "OL", "UL", "CODE"}
            read = squeezed(client.text.replace(JOINER, ""))
            labels = [it.label for it in form.fields if it.kind in {"line", "text", "switch"}]
            assert all(squeezed(it) in read for it in labels)

    shown()


def test_a_date_that_somebody_wrote_is_not_counted_out(client: Client) -> None:
    said = f"{HOSTILE} {{{{DATE(2027-02-14T06:08:39Z, SHORT)}}}}"
    client.show(draw(Reply("nb", (Line((Segment(said),)),)), HOME)[0].card)
    assert squeezed(said) in squeezed(client.text.replace(JOINER, ""))


def test_a_form_is_sent_once_it_is_filled_in(client: Client) -> None:
    client.show(_CARDS["form"])
    client.page.get_by_role("button", name=_FORM.submit).click()
    assert client.sent == []
    assert "Her trengs det et svar." in client.text
    client.page.get_by_role("textbox", name="Hva vil dere få til?").fill("*Sensorer*\nhjemme")
    client.page.get_by_role("radio", name="Kommune 2").check()
    client.page.get_by_role("checkbox", name="Kommune 11").check()
    client.page.get_by_role("checkbox", name="Andre kan få se teksten").check()
    client.page.get_by_role("button", name=_FORM.submit).click()
    [sent] = client.sent
    assert filled(sent["data"], _FORM) == {
        "text": ("*Sensorer*\nhjemme",),
        "title": ("Sensorer",),
        "kommune": ("v3",),
        "wish": ("v2",),
        "themes": ("v1", "v11"),
        "until": ("2027-02-15",),
        "shared": ("yes",),
    }


def test_a_button_is_pressed_also_behind_the_overflow_button(client: Client) -> None:
    client.show(_CARDS["reply"])
    client.page.get_by_role("button", name="Minn meg").last.click()
    client.page.locator("main button", has_text="...").last.click()
    client.page.get_by_text("Kalender").last.click()
    assert [pressed(it["data"]) for it in client.sent] == [
        Action("why", "Minn meg"),
        Action("why", "Kalender"),
    ]
