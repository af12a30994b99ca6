"""People write to the bot in Telegram and are answered where they wrote."""

import pytest

from tests.channels.telegram.house import House

pytestmark = pytest.mark.with_packs


async def test_a_message_is_answered_in_its_chat(house: House) -> None:
    answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    assert "FoUI" in answer.text
    assert answer.answers is None
    assert not house.telegram.messages(82)


async def test_a_press_is_answered_and_its_button_stops_waiting(house: House) -> None:
    answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    why = await house.press(answer, "Hvorfor?")
    assert "Namsos" in why.text
    press = house.driver.last["callback_query"]["id"]
    assert press in house.telegram.world.answered


async def test_what_is_behind_more_is_shown_in_the_same_message(house: House) -> None:
    answer = await house.say("/start")
    before = answer.labels
    assert before[-1] == "Mer"
    await house.driver.press(81, answer, "Mer")
    await house.telegram.until(lambda: answer.labels != before)
    assert answer.labels[-1] == "Tilbake"
    assert "Hva lagrer du?" in answer.labels
    await house.driver.press(81, answer, "Tilbake")
    await house.telegram.until(lambda: answer.labels == before)
    assert len(house.telegram.messages(81)) == 1


async def test_a_keyboard_that_is_kept_no_longer_is_taken_away(house: House) -> None:
    answer = await house.say("Hei")
    await house.driver.send_press(81, answer, "~7")
    await house.telegram.until(lambda: answer.labels == [])


async def test_whoever_is_forgotten_leaves_no_keyboard_behind(house: House) -> None:
    answer = await house.say("/start")
    shown = await house.say("/personvern")
    await house.press(shown, shown.labels[-1])
    assert await house.keyboards() == 0
    await house.driver.press(81, answer, "Mer")
    await house.telegram.until(lambda: answer.labels == [])


async def test_what_is_no_text_is_not_met_with_silence(house: House) -> None:
    file = {"file_id": "1", "file_unique_id": "1", "duration": 3}
    assert await house.driver.say(81, "", voice=file) == 200
    [answer] = await house.answers(81)
    assert answer.text == "Jeg leser bare tekst. Skriv det med ord, så svarer jeg."


async def test_a_picture_is_read_by_its_caption(house: House) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    await house.driver.say(81, "", photo=photo, caption="Hvem er FoUI-kontakt i Namsos?")
    [answer] = await house.answers(81)
    assert "namsos.kommune.no" in answer.text


async def test_a_place_is_never_asked_for_and_never_kept(house: House) -> None:
    await house.driver.say(81, "", location={"latitude": 64.46, "longitude": 11.49})
    [answer] = await house.answers(81)
    assert answer.text.startswith("Jeg leser bare tekst.")
    assert "64" not in "".join(it.payload for it in await house.received())


@pytest.mark.parametrize(
    ("code", "begins"),
    [("nb", "Hei. Jeg er"), ("nn", "Hei. Eg er"), ("no", "Hei. Jeg er"), ("sv", "Hej. Jag är")],
)
async def test_the_language_of_the_menus_is_spoken(house: House, code: str, begins: str) -> None:
    house.telegram.world.languages[81] = code
    assert (await house.say("/start")).text.startswith(begins)


async def test_menus_in_english_do_not_make_somebody_english(house: House) -> None:
    assert (await house.say("/start")).text.startswith("Hei. Jeg er")
    english = await house.say("Who is the FoUI contact in Namsos?", 82)
    assert "contact" in english.text
