"""Every refusal has words, in every language."""

from datetime import date
from typing import get_args

import pytest

from bot.ideas.relay import RefusedStepError
from bot.ideas.vocabulary import Refusal
from bot.ideas.words.refusals import refused
from bot.message import Language
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("reason", get_args(Refusal))
@pytest.mark.parametrize("overtaken", [False, True])
def test_every_refusal_has_words(language: Language, reason: Refusal, overtaken: bool) -> None:
    say = Speaker(language, date(2026, 11, 23), KnowledgeBase(()))
    assert refused(say, RefusedStepError(reason, overtaken=overtaken)).plain
