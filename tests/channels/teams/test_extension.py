"""From where messages are written: what is looked up, and a message that becomes an idea."""

from typing import Any

import pytest

from bot.channels.teams.extension import read_quoted
from tests.channels.teams.house import House
from tests.channels.teams.told import dialog, found, said
from tests.teams import shapes
from tests.teams.drive import Answer
from tests.teams.reading import Card
from tests.teams.world import KARI, OLA, Conversation, Json, Message

pytestmark = pytest.mark.with_packs

WORDS = "Vi burde ha sensorer i hjemmetjenesten"


async def look_up(house: House, words: str, where: Conversation | None = None) -> Answer:
    asked = shapes.query("search", words)
    parameters = asked["value"]["parameters"]
    asked["value"]["parameters"] = [{"name": "words", "value": words}] if words else parameters
    return await house.driver.act(KARI, asked, where)


async def test_contacts_are_found_by_a_word_or_two(house: House) -> None:
    result = found(await look_up(house, "foui namsos"))
    assert (result.type, result.attachment_layout) == ("result", "list")
    assert result.attachments
    [first, *_] = result.attachments
    assert first.preview
    assert first.content
    card = Card(first.content)
    assert "namsos.kommune.no" in card.text
    assert not card.faults
    assert not [it for it in card.actions if it["type"] != "Action.OpenUrl"]


async def test_before_anything_is_typed_the_next_dates_stand_there(house: House) -> None:
    assert found(await look_up(house, "")).attachments


async def test_where_nothing_is_found_it_says_so(house: House) -> None:
    result = found(await look_up(house, "zzzz qqqq"))
    assert result.type == "message"
    assert result.text
    assert "fant ingen" in result.text


async def test_the_list_ends(house: House) -> None:
    asked = shapes.query("search", "")
    asked["value"]["queryOptions"] = {"skip": 25, "count": 25}
    assert not found(await house.driver.act(KARI, asked)).attachments


async def test_of_a_search_nothing_is_kept(house: House) -> None:
    await look_up(house, "foui namsos")
    assert not await house.received()
    assert not house.teams.calls


@pytest.mark.parametrize("name", ["composeExtension/query", "composeExtension/fetchTask"])
@pytest.mark.parametrize("value", [None, {}, [], "x", {"commandId": "another"}])
async def test_what_is_no_command_of_ours_is_passed_over(
    house: House, name: str, value: Any
) -> None:
    assert await house.driver.act(KARI, shapes.invoke(name, value)) == Answer(200)


def wrote(house: House, text: str = WORDS) -> tuple[Conversation, Message]:
    """Let Kari write among others, without telling the bot."""
    group = house.teams.world.group(KARI, OLA)
    return group, house.driver.write(KARI, shapes.said(text), group)


async def test_ones_own_message_stands_in_the_form(house: House) -> None:
    _, message = wrote(house)
    opened = await house.driver.choose(KARI, message, KARI, "idea")
    card = dialog(opened)
    assert card.inputs["field_text"]["value"] == WORDS
    data = {**card.actions[0]["data"], "field_text": WORDS, "field_municipality": "namsos"}
    sent = await house.driver.send_chosen(KARI, message, KARI, "idea", data)
    assert sent == Answer(200)
    [answer] = await house.answers(KARI)
    assert WORDS in Card(answer.card).text
    assert not house.teams.messages(message.conversation)


async def test_what_no_person_wrote_is_free_to_use(house: House) -> None:
    _, message = wrote(house)
    told = shapes.message_action("composeExtension/fetchTask", "idea", message, KARI)
    told["value"]["messagePayload"]["from"] = {"application": {"id": "x"}, "user": None}
    assert dialog(await house.driver.act(OLA, told)).inputs["field_text"]["value"] == WORDS


async def test_a_message_without_words_is_no_beginning(house: House) -> None:
    _, message = wrote(house, "")
    assert "ingen tekst" in said(await house.driver.choose(KARI, message, KARI, "idea"))


async def test_a_colleagues_message_is_not_used_unasked(house: House) -> None:
    _, message = wrote(house)
    assert "spør først" in said(await house.driver.choose(OLA, message, KARI, "idea"))


@pytest.mark.parametrize(
    ("payload", "text", "author"),
    [
        (None, "", None),
        ({}, "", None),
        ({"body": None, "from": None}, "", None),
        ({"body": {"contentType": "html", "content": "<p>a &lt; b</p><p>c</p>"}}, "a < b\nc", None),
        ({"body": {"contentType": "text", "content": "a < b"}}, "a < b", None),
        (
            {"body": {"contentType": "html", "content": '<at id="0">Ola</at>&nbsp;hei'}},
            "Ola hei",
            None,
        ),
        ({"from": {"user": {"id": "ABC"}}}, "", "abc"),
        ({"from": {"user": {"id": 7}}}, "", None),
    ],
)
def test_a_message_is_read_as_people_see_it(payload: Json, text: str, author: str | None) -> None:
    quoted = read_quoted(payload)
    assert (quoted.text, quoted.author) == (text, author)


def test_a_long_message_is_shortened() -> None:
    quoted = read_quoted({"body": {"contentType": "html", "content": f"<p>{'å ' * 5000}</p>"}})
    assert len(quoted.text) <= 2500
