"""What a letter says, as plain text and as HTML that looks the same without a network."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.channels.markup import blocks, is_own_page, linked, safe_url
from bot.message import Action, Button, Card, Reply
from bot.notices.notice import Notice
from bot.speech.catalogue import catalogue

_LINK = Markup('<a class="link" style="color:#0b5a7a" href="{href}">{text}</a>')

LinkTo = Callable[[Action], str | None]
"""Gives the page that does what a button would do, or None."""


@dataclass(frozen=True, slots=True)
class Link:
    """A button as a letter can have it: a page to open."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """A card and the links that stand in it."""

    card: Card
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What the templates draw."""

    notice: Notice
    sections: tuple[Section, ...]
    button: Link | None
    """The one that is filled; a letter has one at the most."""
    links: tuple[Link, ...]
    stops: Action
    """Stops more of just these letters; all of them where the notice names nothing smaller."""
    stop: Link | None
    """The same as a link, in the words of the notice."""
    stop_all: str | None
    about: str
    """The page that says what is kept."""


def lay_out(notice: Notice, link_to: LinkTo, base_url: str) -> Letter:
    """Choose what a letter shows of a notice. A button without a page of its own is left out."""
    reply = notice.reply

    def href_of(button: Button) -> str | None:
        if button.url and is_own_page(button.url):
            return f"{base_url}{button.url}"
        return link_to(button.action) if button.action else button.url

    stops = [it for it in _buttons(reply) if it.action and it.action.name == "stop"]
    others = [it for it in (*reply.buttons, *reply.more) if it not in stops]
    links = _links(others, href_of)
    everything = Action("stop", "all")
    return Letter(
        notice=notice,
        sections=tuple(
            Section(
                card, _links([it for it in (*card.buttons, *card.more) if it not in stops], href_of)
            )
            for card in reply.cards
        ),
        button=links[0] if links else None,
        links=links[1:],
        stops=next((it.action for it in stops if it.action), everything),
        stop=next(iter(_links(stops, href_of)), None),
        stop_all=link_to(everything) if notice.is_list else None,
        about=f"{base_url}/privacy",
    )


def plain(letter: Letter) -> str:
    """Give the letter as plain text."""
    return _draw("letter.txt", letter)


def html(letter: Letter) -> str:
    """Give the letter as one HTML document that fetches nothing."""
    return _draw("letter.html", letter)


def _buttons(reply: Reply) -> tuple[Button, ...]:
    on_cards = (button for card in reply.cards for button in _of_card(card))
    return (*reply.buttons, *reply.more, *on_cards)


def _of_card(card: Card) -> tuple[Button, ...]:
    return (*card.buttons, *card.more)


def _links(buttons: list[Button], href_of: Callable[[Button], str | None]) -> tuple[Link, ...]:
    """Give those that lead somewhere, the filled ones first."""
    ordered = sorted(buttons, key=lambda button: not button.filled)
    found = ((it.label, href_of(it)) for it in ordered)
    return tuple(Link(label, href) for label, href in found if href and safe_url(href))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        blocks=blocks, safe_url=safe_url, linked=partial(linked, web=_LINK, mail=_LINK)
    )
    return environment


def _draw(template: str, letter: Letter) -> str:
    language = letter.notice.reply.language
    words = catalogue(language)
    return _environment().get_template(template).render(letter=letter, t=words.text)
