"""Nothing that the product can say is left out of what channels are tested with."""

import re
from typing import get_args

from bot.conversation.actions import HANDLERS
from bot.conversation.forms import FORMS
from bot.conversation.skills import SKILLS
from bot.form import Form
from bot.home import Home
from bot.message import Language
from bot.notices.vocabulary import NoticeKind
from bot.speech.catalogue import catalogue
from tests.channels.everything import everything
from tests.channels.thing import HOSTILE, squeezed, words_of
from tests.channels.world import WITHOUT_BUTTON


def _forms() -> list[Form]:
    return [it.said for it in everything().things if isinstance(it.said, Form)]


def test_every_skill_is_asked_in_every_language() -> None:
    every = {(intent, language) for intent in SKILLS for language in get_args(Language)}
    assert every - everything().meant == set()


def test_every_action_has_a_button_that_is_pressed_or_a_reason() -> None:
    assert set(HANDLERS) - everything().found == set(WITHOUT_BUTTON)
    assert everything().found - set(HANDLERS) == set()
    assert set(HANDLERS) - everything().pressed == set()


def test_every_kind_of_notice_is_told_in_every_language() -> None:
    every = {(kind, language) for kind in get_args(NoticeKind) for language in get_args(Language)}
    assert every - everything().kinds == set()


def test_every_form_is_opened_in_every_language() -> None:
    opened = {(it.action.name, it.language) for it in _forms()}
    assert opened == {(name, language) for name in FORMS for language in get_args(Language)}


def test_people_s_own_words_are_among_it_in_every_language() -> None:
    first = squeezed(HOSTILE).split()[0]
    for language in get_args(Language):
        told = [it for it in everything().things if it.language == language]
        assert any(first in words for it in told for words in words_of(it.said))


def test_nothing_that_is_hidden_or_turns_what_follows_is_shown_again() -> None:
    hidden = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    shown = ((it.name, words) for it in everything().things for words in words_of(it.said))
    assert [name for name, words in shown if hidden.search(words)] == []


def test_no_placeholder_is_left_open() -> None:
    shown = ((it.name, words) for it in everything().things for words in words_of(it.said))
    assert [name for name, words in shown if re.search(r"\{\w*\}|\[\[|\]\]", words)] == []


def test_everybody_s_own_page_is_drawn_in_every_language() -> None:
    """For who is new, who has sent an idea, who receives them, and who follows something."""
    pages = [it.said for it in everything().things if isinstance(it.said, Home)]
    for language in get_args(Language):
        parts = [part for it in pages if it.language == language for part in it.sections]
        begins = catalogue(language).text("home.welcome")
        assert any(it.heading == begins for it in parts)
        pressed = {it.action.name for part in parts for it in part.buttons if it.action}
        assert {"idea_see", "inbox"} - pressed == set()
        assert any(it.is_on for part in parts for it in part.switches)
