"""The web chat without a browser: what each request does and gives back."""

import re
from html import unescape

import httpx
import pytest

from bot.channels.web import Backing, Limits, create_app
from bot.message import Action
from tests.web.scripted_notices import ScriptedNotices
from tests.web.scripted_turn import REGIONS, ScriptedTurn
from tests.web.visit import Clock

IDEA = "Vi i hjemmetjenesten i Namsos vil teste sensorer, hvor går jeg med ideen?"
CONVERSATION = "idelos_conversation"


def text_of(html: str) -> str:
    """Give what a reader sees, roughly: no tags, single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def field_of(html: str) -> str:
    match = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert match
    return unescape(match[1])


def with_limits(app_turn: ScriptedTurn, clock: Clock, limits: Limits) -> httpx.AsyncClient:
    backing = Backing(
        app_turn, app_turn.forget, lambda: REGIONS, lambda: 7, clock, None, ScriptedNotices()
    )
    transport = httpx.ASGITransport(create_app(backing, limits=limits))
    return httpx.AsyncClient(
        transport=transport, base_url="http://idelos.test", headers={"accept-language": "nb"}
    )


async def test_a_form_gives_a_whole_page_with_the_exchange(client: httpx.AsyncClient) -> None:
    response = await client.post("/", data={"text": IDEA})
    assert response.status_code == 200
    assert response.text.startswith("<!doctype html>")
    seen = text_of(response.text)
    assert IDEA in seen
    assert "Start hos FoUI-kontakten i Namsos kommune" in seen
    assert "<mark>ikke bekreftet</mark>" in response.text
    assert field_of(response.text) == ""


async def test_the_script_gets_the_same_exchange_alone(client: httpx.AsyncClient) -> None:
    page = (await client.post("/", data={"text": IDEA})).text
    part = (await client.post("/turn", data={"text": IDEA})).text
    assert "<html" not in part
    assert part.strip() in page


async def test_the_turn_gets_what_the_channel_knows(
    client: httpx.AsyncClient, turn: ScriptedTurn, clock: Clock
) -> None:
    await client.post("/settings", data={"region": "norrbotten", "language": "sv"})
    await client.post("/", data={"text": "  hej\r\nd\x00u \u202e "})
    message = turn.messages[-1]
    assert message.text == "hej\ndu"
    assert (message.language, message.region, message.at) == ("sv", "norrbotten", clock.time)
    assert message.place.channel == "web"


async def test_a_button_sends_its_action_and_shows_its_label(
    client: httpx.AsyncClient, turn: ScriptedTurn
) -> None:
    response = await client.post("/", data={"action": "municipality:heim", "label": "Heim"})
    assert turn.messages[0].action == Action("municipality", "heim")
    assert turn.messages[0].text is None
    assert '<p class="words" dir="auto">Heim</p>' in response.text


async def test_one_conversation_goes_on_until_it_is_deleted(
    client: httpx.AsyncClient, turn: ScriptedTurn
) -> None:
    await client.get("/")
    assert CONVERSATION not in client.cookies
    await client.post("/", data={"text": "en"})
    await client.post("/", data={"text": "to"})
    gone = await client.post("/forget")
    assert "Samtalen er slettet" in gone.text
    await client.post("/", data={"text": "tre"})
    first, second, third = (message.place for message in turn.messages)
    assert first == second != third
    assert turn.forgotten == [first]


async def test_a_made_up_conversation_is_not_joined(
    client: httpx.AsyncClient, turn: ScriptedTurn
) -> None:
    client.cookies.set(CONVERSATION, "x" * 500)
    response = await client.post("/", data={"text": "hei"})
    assert re.fullmatch(r"[\w-]{22}", response.cookies[CONVERSATION])
    assert len(turn.messages[0].place.conversation) == 32


async def test_cookies_are_out_of_reach(client: httpx.AsyncClient) -> None:
    plain = await client.post("/", data={"text": "hei"})
    secret = next(c for c in plain.headers.get_list("set-cookie") if c.startswith(CONVERSATION))
    assert "HttpOnly" in secret
    assert "SameSite=strict" in secret
    assert "Secure" not in secret
    https = await client.post("https://idelos.test/", data={"text": "hei"})
    assert all("Secure" in cookie for cookie in https.headers.get_list("set-cookie"))


@pytest.mark.parametrize(
    ("language", "lead", "placeholder"),
    [
        ("nb", "Skriv hva dere vil få til", "Hva vil dere få til?"),
        ("nn", "Skriv kva de vil få til", "Kva vil de få til?"),
        ("sv", "Skriv vad ni vill åstadkomma", "Vad vill ni åstadkomma?"),
        ("en", "Write what you want to get done", "What do you want to get done?"),
    ],
)
async def test_the_page_speaks_the_language_of_the_browser(
    client: httpx.AsyncClient, language: str, lead: str, placeholder: str
) -> None:
    page = (await client.get("/", headers={"accept-language": language})).text
    assert f'<html lang="{language}">' in page
    assert lead in page
    assert placeholder in page
    assert page.count('class="chip"') == 3


async def test_the_page_follows_the_language_of_the_answer(client: httpx.AsyncClient) -> None:
    page = (await client.post("/", data={"text": "vi i hemtjänsten i Kalix"})).text
    assert '<html lang="sv">' in page
    assert 'class="turn bot" lang="sv"' in page
    assert '<html lang="sv">' in (await client.get("/")).text


async def test_choices_are_remembered(client: httpx.AsyncClient) -> None:
    response = await client.post("/settings", data={"region": "norrbotten", "language": "nn"})
    assert (response.status_code, response.headers["location"]) == (303, "/")
    page = (await client.get("/")).text
    assert '<option value="norrbotten" selected>' in page
    assert '<html lang="nn">' in page
    assert "Gällivare" in page
    await client.post("/settings", data={"region": "atlantis", "language": "xx"})
    page = (await client.get("/")).text
    assert "norrbotten" in page
    assert '<option value="norrbotten" selected>' not in page
    assert '<html lang="nn">' in page


async def test_a_change_of_choice_is_told_to_the_conversation(
    client: httpx.AsyncClient, turn: ScriptedTurn
) -> None:
    await client.post("/settings", data={"region": "trondelag", "language": "nn"})
    await client.post("/", data={"text": "hei"})
    await client.post("/settings", data={"region": "norrbotten", "language": "nn"})
    await client.post("/settings", data={"region": "norrbotten", "language": "nn"})
    told = [message.action for message in turn.messages]
    assert told == [Action("language", "nn"), None, Action("region", "norrbotten")]
    assert len({message.place for message in turn.messages}) == 1


async def test_a_link_fills_in_a_question_and_a_region(client: httpx.AsyncClient) -> None:
    await client.post("/", data={"text": "hei"})
    page = await client.get("/", params={"q": "Hva er <b>?", "region": "norrbotten"})
    assert field_of(page.text) == "Hva er <b>?"
    assert "data-from-link" in page.text
    assert '<option value="norrbotten" selected>' in page.text
    assert CONVERSATION not in page.cookies


async def test_a_question_from_a_link_answers_nothing_in_a_conversation(
    client: httpx.AsyncClient, turn: ScriptedTurn
) -> None:
    await client.post("/", data={"text": "hei"})
    await client.post("/", data={"text": "ja", "fresh": "1"})
    await client.post("/", data={"text": "og så?"})
    first, second, third = (message.place for message in turn.messages)
    assert first != second == third


async def test_the_privacy_page_says_how_long(
    client: httpx.AsyncClient, turn: ScriptedTurn, clock: Clock
) -> None:
    assert "30 dager etter siste melding" in (await client.get("/privacy")).text
    async with with_limits(turn, clock, Limits()) as endless:
        page = (await endless.get("/privacy")).text
        assert "til du sletter samtalen" in page
        assert "dager etter" not in page


async def test_health_tells_the_revision(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json() == {"status": "ok", "revision": 7}
