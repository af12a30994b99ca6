"""People write to the bot in Teams and are answered where they wrote."""

import pytest

from tests.channels.teams.house import House
from tests.teams import shapes
from tests.teams.reading import Card
from tests.teams.world import APP, KARI, OLA, Person

pytestmark = pytest.mark.with_packs

IDEA = "Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos"


async def test_a_message_is_answered_in_its_chat(house: House) -> None:
    answer = await house.say(IDEA)
    assert "FoUI" in Card(answer.card).text
    assert "FoUI" in answer.activity["summary"]
    assert not house.teams.messages(OLA)


async def test_a_press_is_acknowledged_and_answered(house: House) -> None:
    answer = await house.say(IDEA)
    why = await house.press(answer, "Hvorfor?")
    assert "Namsos" in Card(why.card).text


async def test_a_press_in_an_old_app_is_answered_too(house: House) -> None:
    answer = await house.say(IDEA)
    assert (await house.driver.submit_plainly(KARI, answer, "Hvorfor?")).status == 200
    [why] = await house.answers(KARI)
    assert "Namsos" in Card(why.card).text


async def test_what_is_no_text_is_not_met_with_silence(house: House) -> None:
    kind = "application/vnd.microsoft.teams.file.download.info"
    file = {"contentType": kind, "name": "idé.docx", "content": {"fileType": "docx"}}
    said = shapes.said("") | {"attachments": [file]}
    await house.driver.act(KARI, said | {"id": house.teams.world.next()})
    [answer] = await house.answers(KARI)
    assert Card(answer.card).text == "Jeg leser bare tekst. Skriv det med ord, så svarer jeg."


@pytest.mark.parametrize(
    ("locale", "begins"),
    [
        ("nb-NO", "Hei. Jeg er"),
        ("nn-NO", "Hei. Eg er"),
        ("sv-SE", "Hej. Jag är"),
        ("en-US", "Hei. Jeg er"),
    ],
)
async def test_who_adds_the_bot_is_welcomed_in_the_language_of_the_menus(
    house: House, locale: str, begins: str
) -> None:
    somebody = Person("Noen", locale=locale)
    await house.driver.install(somebody)
    [answer] = await house.answers(somebody)
    assert Card(answer.card).text.startswith(begins)


async def test_in_a_group_whoever_names_the_bot_is_answered_there(house: House) -> None:
    group = house.teams.world.group(KARI, OLA)
    answer = await house.mention(group, "hvem er FoUI-kontakt i Namsos?")
    assert "namsos.kommune.no" in Card(answer.card).text
    await house.driver.act(KARI, shapes.said("hva synes dere?") | {"id": "1"}, group)
    assert len(await house.received()) == 1


async def test_what_is_for_two_leads_to_the_chat_with_the_bot(house: House) -> None:
    group = house.teams.world.group(KARI, OLA)
    card = Card((await house.mention(group, "hva vet du om meg?")).card)
    assert card.links == [
        ("Åpne samtalen vår", f"https://teams.microsoft.com/l/chat/0/0?users=28:{APP}")
    ]


async def test_in_a_channel_the_answer_stands_in_the_thread(house: House) -> None:
    channel = house.teams.world.channel(KARI, OLA)
    answer = await house.mention(channel, "vi vil teste sensorer i hjemmetjenesten")
    assert answer.thread == house.driver.last["id"]
    more = await house.mention(channel, "Namsos", OLA, answer.thread)
    assert more.thread == answer.thread
    assert "namsos.kommune.no" in Card(more.card).text


async def test_a_channel_follows_what_it_asked_for_in_any_thread(house: House) -> None:
    channel = house.teams.world.channel(KARI, OLA)
    await house.mention(channel, "minn oss på Klimasats")
    assert await house.doors() == [(channel.id, None)]
    mine = await house.mention(channel, "hva er vi varslet om?", OLA)
    assert "Klimasats" in Card(mine.card).text


async def test_out_of_a_chat_its_door_is_closed(house: House) -> None:
    await house.say("Minn meg på Klimasats")
    await house.driver.remove(KARI)
    await house.until_done(2)
    [(_, reason)] = await house.doors()
    assert reason == "teams removed"
