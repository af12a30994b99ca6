"""Forms open in dialogs, say at once what is wrong, and are answered to their person alone."""

from typing import Any

import pytest

from tests.channels.teams.house import House
from tests.channels.teams.told import dialog, said
from tests.teams import shapes
from tests.teams.drive import Answer
from tests.teams.fake import refused
from tests.teams.reading import Card
from tests.teams.world import KARI, OLA, Conversation, Json

pytestmark = pytest.mark.with_packs

IDEA = {"action": "idea_form", "msteams": {"type": "task/fetch"}}
WORDS = "Vi vil teste sensorer i hjemmetjenesten"
FILLED = {"field_text": WORDS, "field_municipality": "namsos"}


async def fetch(house: House, data: Json, where: Conversation | None = None) -> Answer:
    return await house.driver.act(KARI, shapes.dialog("task/fetch", data), where)


async def send(
    house: House, opened: Answer, fields: Json, where: Conversation | None = None
) -> Answer:
    [button] = opened.card.actions
    data = {**button["data"], **fields}
    return await house.driver.act(KARI, shapes.dialog("task/submit", data), where)


async def test_a_form_opens_at_once_and_is_answered_in_the_chat(house: House) -> None:
    opened = await fetch(house, IDEA)
    assert {"field_text", "field_municipality"} <= set(dialog(opened).inputs)
    assert not await house.received(), "to look at a form is to say nothing"
    assert await send(house, opened, FILLED) == Answer(200), "the dialog closes"
    [answer] = await house.answers(KARI)
    assert WORDS in Card(answer.card).text


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(house: House) -> None:
    opened = await fetch(house, IDEA)
    again = await send(house, opened, {"field_text": "", "field_municipality": "namsos"})
    card = dialog(again)
    assert "Skriv" in card.text
    assert card.inputs["field_municipality"]["value"] == "namsos"
    assert not await house.received()
    assert await send(house, again, FILLED) == Answer(200)
    await house.answers(KARI)


async def test_what_may_not_be_kept_is_refused_before_it_is(house: House) -> None:
    opened = await fetch(house, IDEA)
    again = await send(house, opened, FILLED | {"field_text": "Min nabo 13097248022 er syk"})
    assert dialog(again).inputs["field_text"]["value"]
    assert not await house.received()


async def test_sent_twice_it_is_one(house: House) -> None:
    opened = await fetch(house, IDEA)
    for _ in range(3):
        assert await send(house, opened, FILLED) == Answer(200)
    await house.driver.again(5)
    await house.answers(KARI)
    await house.say("takk")
    assert len(house.teams.messages(KARI)) == 2


@pytest.mark.parametrize("kind", ["group", "channel"])
async def test_among_others_it_is_answered_to_its_person_alone(house: House, kind: str) -> None:
    where: Conversation = getattr(house.teams.world, kind)(KARI, OLA)
    opened = await fetch(house, IDEA, where)
    await send(house, opened, FILLED, where)
    [answer] = await house.answers(KARI)
    assert WORDS in Card(answer.card).text
    assert not house.teams.messages(where.id)


async def test_whom_the_bot_can_not_write_to_is_told_how(house: House) -> None:
    group = house.teams.world.group(KARI, OLA)
    house.teams.fail("create", refused(403, "ForbiddenOperationException"))
    assert "Legg til Idélos" in said(await fetch(house, IDEA, group))
    assert not await house.received()


async def test_a_form_of_a_case_that_is_none_says_so(house: House) -> None:
    told = await fetch(house, {"action": "case_return:999"})
    assert told.status == 200


@pytest.mark.parametrize(
    "data", [None, {}, [], "x", {"action": 7}, {"action": "help"}, {"action": "no_such_form:1"}]
)
async def test_what_has_no_form_opens_nothing(house: House, data: Any) -> None:
    assert await fetch(house, data) == Answer(200)


@pytest.mark.parametrize(
    "carried",
    [
        *(None, "", "{}", "[]", 7, '{"action": "idea_form"}'),
        '{"action": "idea_form", "language": "xx", "opened": "1"}',
        '{"action": "stop:all", "language": "nb", "opened": "1"}',
    ],
)
async def test_what_no_form_of_ours_carries_is_not_taken(house: House, carried: Any) -> None:
    data = {"carried": carried, **FILLED}
    answer = await house.driver.act(KARI, shapes.dialog("task/submit", data))
    assert "Åpne det på nytt" in said(answer)
    assert not await house.received()


async def test_nobody_can_say_whose_form_it_was(house: House) -> None:
    """What comes back is its person's to change: Ola's chat in it leads nowhere."""
    theirs = house.teams.world.personal(OLA).id
    opened = await fetch(house, IDEA)
    forged = {"reference": {"conversation": theirs}, "user": OLA.aad, "conversation": theirs}
    await send(house, opened, FILLED | forged)
    [answer] = await house.answers(KARI)
    assert WORDS in Card(answer.card).text
    assert not house.teams.messages(OLA)


@pytest.mark.parametrize("locale", ["nn-NO", "sv-SE"])
async def test_a_form_is_in_the_language_of_its_person(house: House, locale: str) -> None:
    asked = shapes.dialog("task/fetch", IDEA) | {"locale": locale}
    assert dialog(await house.driver.act(KARI, asked)).json["lang"] == locale[:2]
