"""What Telegram brings is kept once, if it is Telegram that brings it, and if it is for us."""

import asyncio
import json

import pytest

from tests.channels.telegram.house import House
from tests.telegram.drive import SECRET, Webhook
from tests.telegram.fake import flooded

pytestmark = pytest.mark.with_packs

_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], f"{SECRET}x", SECRET.upper()])
async def test_without_the_secret_nothing_is_read(house: House, secret: str | None) -> None:
    way = Webhook(house.app, house.telegram)
    headers = {_HEADER: secret} if secret is not None else {}
    answer = await way.post(headers, content=b"{nothing that could be read")
    assert (answer.status_code, answer.content) == (401, b"")
    assert not await house.received()


async def test_a_secret_of_other_signs_is_no_fault(house: House) -> None:
    answer = await Webhook(house.app, house.telegram).post(
        {_HEADER: b"\xe6\xff".decode("latin-1").encode("latin-1")},
        content=b"{}",  # type: ignore[dict-item]
    )
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b"{}", b'{"update_id": 1, "message": {"text": "hei"}}', b"\xff"],
)
async def test_what_is_no_update_is_refused(house: House, body: bytes) -> None:
    answer = await Webhook(house.app, house.telegram).post({_HEADER: SECRET}, content=body)
    assert answer.status_code == 400
    assert not await house.received()


async def test_a_body_without_end_is_not_read(house: House) -> None:
    way = Webhook(house.app, house.telegram)
    answer = await way.post({_HEADER: SECRET}, content=b" " * (1024 * 1024 + 1))
    assert answer.status_code == 413


async def test_only_what_is_needed_is_kept_and_no_longer_than_it_is_needed(house: House) -> None:
    house.telegram.fail("sendMessage", flooded(3))
    await house.driver.say(81, "Hvem er FoUI-kontakt i Namsos?")
    [row] = await house.until_waiting()
    assert json.loads(row.payload) == {
        "kind": "said",
        "chat": {"id": 81},
        "message": house.driver.last["message"]["message_id"],
        "text": "Hvem er FoUI-kontakt i Namsos?",
    }
    house.clock.pass_(5)
    await house.answers(81)
    [row] = await house.until_done(1)
    assert (row.payload, row.conversation, row.reply) == ("", "", None)


async def test_repeats_are_answered_once(house: House) -> None:
    await house.driver.say(81, "Hei")
    assert await house.driver.again(20) == [200] * 20
    await house.answers(81)
    await house.driver.again()
    await house.say("Hvem er FoUI-kontakt i Namsos?")
    assert len(house.telegram.messages(81)) == 2


async def test_a_button_pressed_twice_is_pressed_once(house: House) -> None:
    answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    await asyncio.gather(*(house.driver.press(81, answer, "Hvorfor?") for _ in range(5)))
    await house.answers(81)
    await house.say("takk")
    assert len(house.telegram.messages(81)) == 3
    assert len(house.telegram.called("answerCallbackQuery")) == 5, "none of them goes on waiting"


async def test_a_button_pressed_again_later_is_pressed_again(house: House) -> None:
    answer = await house.say("Jeg har en idé om varmepumper på skolen. Jeg jobber i Namsos")
    await house.press(answer, "Hvorfor?")
    await house.until_done(2)
    house.clock.pass_(10)
    await house.press(answer, "Hvorfor?")


async def test_messages_are_answered_in_the_order_they_came(house: House) -> None:
    for text in ("Jeg jobber i Namsos", "Hei", "Hvem er FoUI-kontakt?"):
        await house.driver.say(81, text)
    first, second, third = await house.answers(81, 3)
    assert second.text.startswith("Hei.")
    assert "Namsos" in first.text
    assert "namsos.kommune.no" in third.text


async def test_what_is_written_anew_is_not_answered_anew(house: House) -> None:
    await house.say("Hei")
    edited = house.driver.last["message"] | {"edit_date": 1_790_000_100, "text": "Hei igjen"}
    assert await house.driver.update(edited_message=edited) == 200
    assert len(await house.received()) == 1


async def test_nothing_of_other_bots_or_of_no_one_is_answered(house: House) -> None:
    other = {"id": 9, "is_bot": True, "first_name": "Annen", "username": "annen_bot"}
    await house.driver.update(message=house.driver.wrote(9, "hei") | {"from": other})
    await house.driver.say(81, "", pinned_message=house.driver.wrote(81, "hei"))
    await house.driver.update(poll_answer={"poll_id": "1", "option_ids": [1]})
    assert not await house.received()


async def test_while_the_token_is_not_known_telegram_has_to_bring_it_again(house: House) -> None:
    house.telegram.fail("getMe", flooded(3))
    assert await house.driver.say(81, "Hei") == 503
    assert not await house.received()
    assert await house.driver.again() == [200]
    await house.answers(81)
