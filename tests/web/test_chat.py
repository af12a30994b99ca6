"""The web chat without a browser: what each request does and gives back."""

import re
from html import unescape

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.web import Backing, Limits, create_app
from bot.channels.web.limits import Allowance
from bot.message import Action, Message, Reply
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
    backing = Backing(app_turn, app_turn.forget, lambda: REGIONS, lambda: 7, clock, None)
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
    (message,) = turn.messages
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


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x01\u202e"])
async def test_nothing_said(client: httpx.AsyncClient, turn: ScriptedTurn, text: str) -> None:
    response = await client.post("/", data={"text": text})
    assert response.status_code == 422
    assert "Det sto ingenting i feltet" in response.text
    assert turn.messages == []


async def test_the_longest_text_is_read(client: httpx.AsyncClient, turn: ScriptedTurn) -> None:
    response = await client.post("/", data={"text": "a" * 20_000})
    assert response.status_code == 200
    assert turn.messages[0].text == "a" * 20_000


async def test_a_longer_text_stays_in_the_field(
    client: httpx.AsyncClient, turn: ScriptedTurn
) -> None:
    text = "å <b> " * 4_000
    response = await client.post("/", data={"text": text})
    assert response.status_code == 413
    assert "lengre enn 20\N{NO-BREAK SPACE}000 tegn" in response.text
    assert field_of(response.text) == text.strip()
    assert turn.messages == []


@pytest.mark.parametrize(("language", "says"), [("sv", "under 20"), ("en", "under 20,000")])
async def test_a_huge_body_is_not_read(
    client: httpx.AsyncClient, turn: ScriptedTurn, language: str, says: str
) -> None:
    headers = {"accept-language": language}
    response = await client.post("/turn", data={"text": "a" * 70_000}, headers=headers)
    assert response.status_code == 413
    assert says in text_of(response.text)
    assert turn.messages == []


async def test_a_body_without_a_length_is_read_to_the_limit_only(
    client: httpx.AsyncClient, turn: ScriptedTurn
) -> None:
    sent = 0

    async def endless() -> object:
        nonlocal sent
        yield b"text="
        while sent < 1_000:
            sent += 1
            yield b"a" * 1_024

    headers = {"content-type": "application/x-www-form-urlencoded"}
    response = await client.post("/", content=endless(), headers=headers)  # type: ignore[arg-type]
    assert response.status_code == 413
    assert sent < 70
    assert turn.messages == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe&text=%ff%00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"", "text/plain"),
    ],
)
async def test_what_is_no_form_of_ours_gets_a_sentence(
    client: httpx.AsyncClient, body: bytes, kind: str
) -> None:
    response = await client.post("/", content=body, headers={"content-type": kind})
    assert response.status_code in {200, 400, 422}
    assert 'id="log"' in response.text


async def test_too_fast_says_when_and_keeps_the_text(turn: ScriptedTurn, clock: Clock) -> None:
    limits = Limits(conversation=Allowance(burst=2, per_minute=30))
    async with with_limits(turn, clock, limits) as client:
        for _ in range(2):
            assert (await client.post("/", data={"text": "hei"})).status_code == 200
        response = await client.post("/", data={"text": "min tekst"})
        assert (response.status_code, response.headers["retry-after"]) == (429, "2")
        assert "Vent litt" in response.text
        assert field_of(response.text) == "min tekst"
        clock.move(seconds=2)
        assert (await client.post("/", data={"text": "hei"})).status_code == 200


async def test_new_conversations_do_not_get_round_the_limit(
    turn: ScriptedTurn, clock: Clock
) -> None:
    limits = Limits(address=Allowance(burst=3, per_minute=60))
    async with with_limits(turn, clock, limits) as client:
        codes = []
        for _ in range(4):
            client.cookies.clear()
            codes.append((await client.post("/", data={"text": "hei"})).status_code)
        assert codes == [200, 200, 200, 429]


async def test_a_fault_has_a_number_and_the_log_has_no_text(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await client.post("/", data={"text": "fail"})
    assert response.status_code == 500
    number = re.search(r"feil ([0-9A-F]{4})", response.text)
    assert number
    assert field_of(response.text) == "fail"
    (record,) = caplog.records
    assert number[1] in record.getMessage()
    assert "RuntimeError" in record.getMessage()
    assert "could not answer 'fail'" not in record.getMessage() + str(record.exc_text)


async def test_a_fault_in_the_page_itself_has_a_number_too(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async def turn(_message: Message) -> Reply:
        raise AssertionError

    secret = "".join(reversed("drowssap"))

    def revision() -> int:
        raise RuntimeError(secret)

    app: Starlette = create_app(Backing(turn, turn, lambda: REGIONS, revision, clock, None))  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://idelos.test") as client:
        response = await client.get("/health")
    assert response.status_code == 500
    assert secret not in response.text + caplog.text
    assert response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/nothing", "GET", 404), ("/static/../app.py", "GET", 404), ("/health", "DELETE", 405)],
)
async def test_no_such_page(client: httpx.AsyncClient, path: str, method: str, status: int) -> None:
    response = await client.request(method, path, headers={"accept-language": "nn"})
    assert response.status_code == status
    assert "finst ikkje" in response.text


@pytest.mark.parametrize("path", ["/", "/turn", "/settings", "/forget"])
@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://idelos.test"}, False),
        ({"origin": "http://evil.test"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://["}, False),
        ({"sec-fetch-site": "same-origin", "origin": "http://idelos.test"}, True),
        ({"origin": "http://idelos.test"}, True),
        ({}, True),
    ],
)
async def test_other_sites_cannot_speak_for_a_person(
    client: httpx.AsyncClient, path: str, headers: dict[str, str], allowed: bool
) -> None:
    response = await client.post(path, data={"text": "hei"}, headers=headers)
    assert (response.status_code != 403) is allowed


@pytest.mark.parametrize("path", ["/", "/privacy", "/health", "/nothing", "/static/chat.css"])
async def test_every_answer_has_safe_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


async def test_https_is_remembered(client: httpx.AsyncClient) -> None:
    headers = (await client.get("https://idelos.test/")).headers
    assert headers["strict-transport-security"] == "max-age=31536000"


async def test_pages_are_not_kept_and_files_are(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert page.headers["cache-control"] == "no-store"
    style = re.search(r'href="(/static/chat\.css\?v=\w+)"', page.text)
    assert style
    assert "immutable" in (await client.get(style[1])).headers["cache-control"]
    assert "immutable" not in (await client.get("/static/chat.css")).headers["cache-control"]
