"""What the web chat does with too little, too much, too often, broken or from elsewhere."""

import asyncio
import re
from html import unescape

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.channels.web import Backing, Limits, create_app
from bot.channels.web.limits import Allowance
from bot.message import Message, Reply
from tests.web.scripted_notices import ScriptedNotices
from tests.web.scripted_turn import REGIONS, ScriptedTurn
from tests.web.visit import Clock


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


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x01\u202e"])
async def test_nothing_said(client: httpx.AsyncClient, turn: ScriptedTurn, text: str) -> None:
    response = await client.post("/", data={"text": text})
    assert response.status_code == 422
    assert "Det sto ingenting i feltet" in response.text
    assert turn.messages == []


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["text", "action", "label", "fresh"]), st.text()))
def test_any_form_gets_a_page(form: dict[str, str]) -> None:
    async def post() -> httpx.Response:
        async with with_limits(ScriptedTurn(), Clock(), Limits()) as client:
            return await client.post("/", data=form)

    response = asyncio.run(post())
    assert response.status_code in {200, 422}
    assert field_of(response.text) == ""


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
    assert says in response.text
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

    app: Starlette = create_app(
        Backing(turn, turn, lambda: REGIONS, revision, clock, None, ScriptedNotices())
    )  # type: ignore[arg-type]
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
