"""All cards that the product can draw, held against Microsoft's own renderer in one run."""

from collections.abc import Iterator
from typing import get_args

import pytest

from bot.channels.teams.check import check, check_card
from bot.channels.teams.consent_card import Asked, Seal, notice, permission, question
from bot.channels.teams.draw import draw
from bot.channels.teams.form_card import form_card
from bot.channels.teams.found_card import found_cards
from bot.channels.teams.home_card import home_card
from bot.form import Form
from bot.home import Home
from bot.message import Language
from bot.notices.notice import Notice
from bot.speech.catalogue import catalogue
from tests.channels.everything import everything
from tests.channels.teams.reading import HOME, Json
from tests.channels.thing import HOSTILE, Thing, cards_of
from tests.teams.adaptive_cards import faults_of_cards

pytestmark = pytest.mark.node


def _drawn(thing: Thing) -> Iterator[Json]:
    """Draw one thing in every way that it can be shown in."""
    said = thing.said
    if isinstance(said, Form):
        yield form_card(said, "{}")
        yield form_card(said, "{}", {it.name: HOSTILE for it in said.fields})
    elif isinstance(said, Home):
        yield home_card(said, HOME).card
    else:
        reply = said.reply if isinstance(said, Notice) else said
        for drawn in draw(reply, HOME):
            check(drawn)
            yield drawn.card


def _looked_up(thing: Thing) -> Iterator[Json]:
    for found in found_cards(cards_of(thing.said), thing.language, HOME)["attachments"]:
        yield found["content"]


def _asked(language: Language) -> Iterator[Json]:
    """Draw what a colleague is asked, and the one who asks is given."""
    say, asked = catalogue(language), Asked("1", "2", "3", HOSTILE, HOSTILE, language)
    sealed = Seal("s" * 32).close(asked)
    for drawn in (question(say, asked, sealed), notice(say, sealed), permission(say, HOSTILE)):
        check(drawn)
        yield drawn.card


def _all() -> Iterator[tuple[str, Json]]:
    for number, thing in enumerate(everything().things):
        for index, card in enumerate((*_drawn(thing), *_looked_up(thing))):
            yield f"{number} {thing.name} {index}", card
    for language in get_args(Language):
        for index, card in enumerate(_asked(language)):
            yield f"{language} consent {index}", card


def test_microsofts_renderer_finds_no_fault_in_any_card() -> None:
    cards = dict(_all())
    for card in cards.values():
        check_card(card)
    assert faults_of_cards(cards) == {}


def test_its_renderer_finds_the_faults_that_there_are() -> None:
    wrong = {
        "element": {"type": "TextBlok", "text": "a"},
        "value": {"type": "Container", "style": "amber", "items": []},
        "missing": {"type": "Input.ChoiceSet", "id": "a", "choices": []},
    }
    cards = {
        name: {"type": "AdaptiveCard", "version": "1.5", "body": [it]} for name, it in wrong.items()
    }
    assert faults_of_cards(cards).keys() == wrong.keys()
