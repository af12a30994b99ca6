"""Whatever is asked or pressed in Slack, one thing comes of it: a message, a form, or an aside."""

from collections.abc import Awaitable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final, get_args

import pytest

from bot.channels.slack.buttons import Keys, rows
from bot.conversation.actions import HANDLERS
from bot.conversation.skills import SKILLS
from bot.message import Action, Button, Language
from intents.classify.examples import load_examples
from tests.channels.slack.house import House
from tests.slack.world import Posted

pytestmark = pytest.mark.with_packs

_ANSWERS: Final = ("chat.postMessage", "chat.postEphemeral", "views.open", "response_url")
_LOCALES: Final[Mapping[Language, str]] = {
    "nb": "nb-NO",
    "nn": "nn-NO",
    "sv": "sv-SE",
    "en": "en-GB",
}


class Count:
    """Counts what comes of each thing that somebody does, one after another."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._done = 0

    async def of(self, doing: Awaitable[Any]) -> int:
        before = self._answers()
        await doing
        self._done += 1
        await self._house.until_done(self._done)
        return self._answers() - before

    def _answers(self) -> int:
        return sum(it.method in _ANSWERS for it in self._house.slack.calls)


@cache
def _examples() -> Mapping[tuple[str, str], str]:
    """Give a shipped example of each intent in each language."""
    return {(it.lang, it.intent): it.text for it in load_examples()}


@pytest.mark.parametrize("language", get_args(Language))
async def test_every_skill_gives_one_answer(house: House, language: Language) -> None:
    count = Count(house)
    house.slack.person("U2", locale=_LOCALES[language])
    texts = {intent: _examples()[language, intent] for intent in SKILLS}
    told = {intent: await count.of(house.driver.say("U2", text)) for intent, text in texts.items()}
    assert told == dict.fromkeys(SKILLS, 1)


@pytest.mark.parametrize("language", get_args(Language))
async def test_every_action_gives_one_answer(house: House, language: Language) -> None:
    count = Count(house)
    house.slack.person("U2", locale=_LOCALES[language])
    await count.of(house.driver.say("U2", "hei"))
    [greeting] = await house.answers("U2")
    told, names = {}, _share(language)
    for name in names:
        house.clock.pass_(10)
        told[name] = await count.of(house.driver.press("U2", _with(greeting, name), name))
    assert told == dict.fromkeys(names, 1)


def _share(language: Language) -> list[str]:
    """Share the actions out among the languages."""
    languages = get_args(Language)
    return list(HANDLERS)[languages.index(language) :: len(languages)]


def _with(answer: Posted, name: str) -> Posted:
    """Put a button under an answer, whether anything leads there or not."""
    [row] = rows([Button(name, Action(name))], (), Keys("https://idelos.test"))
    return replace(answer, blocks=[row | {"block_id": "own"}])
