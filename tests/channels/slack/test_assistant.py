"""The assistant greets, offers what leads somewhere, and answers in its thread."""

from typing import Any, get_args

import pytest

from bot.message import Language
from bot.speech.catalogue import catalogue
from intents.thresholds import ANSWER
from intents.understand import understand
from tests.channels.cast import MONDAY, engine
from tests.channels.slack.house import House
from tests.channels.slack.test_talk import labels
from tests.slack.fake import refused

pytestmark = pytest.mark.with_packs


async def prompts(house: House, thread: str) -> list[dict[str, Any]]:
    await house.slack.until(
        lambda: bool(house.slack.called("assistant.threads.setSuggestedPrompts"))
    )
    call = house.slack.called("assistant.threads.setSuggestedPrompts")[-1]
    assert call.arguments["thread_ts"] == thread
    return list(call.arguments["prompts"])


async def test_a_thread_begins_with_a_greeting_and_four_prompts(house: House) -> None:
    thread = await house.driver.open_assistant("U1", beside="C1")
    [greeting] = await house.answers("U1")
    assert greeting.thread == thread
    assert "Jeg har en idé" in labels(greeting)
    assert len(await prompts(house, thread)) == 4


async def test_each_prompt_leads_where_it_says(house: House) -> None:
    thread = await house.driver.open_assistant("U1")
    await house.answers("U1")
    begins = {
        "Jeg har en idé": "FoUI-kontakten",
        "Finn penger": "penger",
        "Se frister": "frist",
        "Se møter": "møte",
    }
    for prompt in await prompts(house, thread):
        answer = await house.say(prompt["message"], thread=thread)
        assert begins[prompt["title"]].casefold() in answer.text.casefold(), answer.text


async def test_it_shows_that_it_is_at_work_and_answers_in_the_thread(house: House) -> None:
    thread = await house.driver.open_assistant("U1")
    await house.answers("U1")
    answer = await house.say("Når er fristen for Klimasats?", thread=thread)
    assert answer.thread == thread
    [call] = house.slack.called("assistant.threads.setStatus")
    assert (call.arguments["thread_ts"], call.arguments["status"]) == (
        thread,
        "leter i oversikten …",
    )


async def test_a_message_outside_the_assistant_has_no_status(house: House) -> None:
    await house.say("hei")
    assert house.slack.called("assistant.threads.setStatus") == []


@pytest.mark.parametrize("error", ["missing_scope", "invalid_thread_ts", "ratelimited"])
async def test_no_answer_fails_with_the_status(house: House, error: str) -> None:
    house.slack.fail("assistant.threads.setStatus", refused(error))
    answer = await house.say("Når er fristen for Klimasats?", thread="1795000000.000001")
    assert "15. februar" in answer.text


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize(
    ("name", "intent"),
    [
        ("idea", "route_idea"),
        ("money", "find_funding"),
        ("deadlines", "list_deadlines"),
        ("meetings", "list_meetings"),
    ],
)
def test_each_prompt_is_understood_in_its_language(
    language: Language, name: str, intent: str
) -> None:
    said = catalogue(language).text(f"slack_surfaces.prompt.{name}")
    meaning = understand(said, engine(), today=MONDAY.date())
    assert (meaning.language, meaning.intent) == (language, intent)
    assert meaning.confidence >= ANSWER
