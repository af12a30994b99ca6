"""An idea filled in as a form: kept as the conversation's draft, shown, and sent on a yes."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.casework.whole import whole

pytestmark = pytest.mark.with_packs
TEXT = "Vi i hjemmetjenesten vil teste sensorer."
FILLED = {"text": TEXT, "municipality": "namsos", "wish": "partner", "aim": "practice"}


@pytest.fixture
async def browser(database: str) -> AsyncIterator[httpx.AsyncClient]:
    async with whole(database) as client:
        yield client


def seal(page: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', page)
    assert found
    return found[1]


async def test_from_a_form_to_a_receipt(browser: httpx.AsyncClient) -> None:
    kept = await browser.post("/idea", data=FILLED)
    assert (kept.status_code, kept.headers["location"]) == (303, "/idea/preview")
    shown = (await browser.get("/idea/preview")).text
    assert f"«{TEXT}»" in shown
    assert "postmottak@namsos.kommune.no" in shown
    assert "partner" in shown

    sent = await browser.post("/idea/preview", data={"seal": seal(shown)})
    assert "Ideen er sendt til Namsos kommune. Nummeret er IDE-2026-0001." in sent.text
    link = re.search(r'value="http://[a-z.:0-9]+(/case/[^"]+)"', sent.text)
    assert link
    assert f"«{TEXT}»" in (await browser.get(link[1])).text
    again = await browser.post("/idea/preview", data={"seal": seal(shown)})
    assert "IDE-2026-0002" not in again.text
    assert "IDE-2026-0001" in (await browser.get("/inbox")).text


async def test_the_form_goes_on_from_the_conversation_and_back(browser: httpx.AsyncClient) -> None:
    await browser.post("/turn", data={"text": "Vi i Namsos vil teste sensorer, hvor går jeg?"})
    page = (await browser.get("/idea")).text
    assert ">Vi i Namsos vil teste sensorer</textarea>" in page
    assert '<option value="namsos" selected>' in page
    await browser.post("/idea", data=FILLED)
    assert f"«{TEXT}»" in (await browser.post("/turn", data={"text": "utkastet mitt"})).text


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nn", "Dette blir sendt når du seier ja."),
        ("sv", "Det här skickas när du säger ja."),
        ("en", "This is sent when you say yes."),
    ],
)
async def test_the_form_and_what_follows_are_in_one_language(
    browser: httpx.AsyncClient, language: str, shown: str
) -> None:
    browser.headers["accept-language"] = language
    await browser.post("/idea", data=FILLED)
    assert shown in (await browser.get("/idea/preview")).text


async def test_nothing_is_sent_but_what_was_shown(browser: httpx.AsyncClient) -> None:
    await browser.post("/idea", data=FILLED)
    old = seal((await browser.get("/idea/preview")).text)
    await browser.post("/idea", data={**FILLED, "text": "Noe helt annet."})
    page = await browser.post("/idea/preview", data={"seal": old})
    assert "«Noe helt annet.»" in page.text
    assert "Nummeret er" not in page.text
    assert "Her er ingen saker." in (await browser.get("/inbox")).text


async def test_what_is_missing_is_said_on_top_and_beside(browser: httpx.AsyncClient) -> None:
    page = await browser.post("/idea", data={"wish": "money", "title": "Sensorer", "people": "x"})
    assert page.status_code == 422
    assert page.text.count("Skriv hva det gjelder.") == 2
    assert page.text.count("Velg kommunen du jobber i.") == 2
    assert 'value="money" checked' in page.text, "what was filled in stays"
    assert 'value="Sensorer"' in page.text


@pytest.mark.parametrize(
    "odd",
    [
        {"text": "x" * 2_001},
        {"municipality": "oslo"},
        {"text": "Kari Nordmann har kreft og trenger hjelp."},
        {"people": "-1"},
    ],
)
async def test_odd_values_are_not_kept(browser: httpx.AsyncClient, odd: dict[str, str]) -> None:
    assert (await browser.post("/idea", data={**FILLED, **odd})).status_code == 422
    assert (
        "Jeg har ikke noe utkast"
        in (await browser.post("/turn", data={"text": "utkastet mitt"})).text
    )


async def test_where_nobody_can_be_written_to_there_is_a_text_to_take(
    browser: httpx.AsyncClient,
) -> None:
    await browser.post("/idea", data={**FILLED, "municipality": "kalix"})
    page = (await browser.get("/idea/preview")).text
    assert 'name="seal"' not in page
    assert "norrbottenskommuner.se" in page
