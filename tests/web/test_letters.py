"""Pages that links in letters lead to."""

from typing import get_args

import httpx
import pytest

from bot.channels.web.letters import READS
from bot.links import MAY
from bot.message import Language
from bot.speech.catalogue import catalogue
from tests.web.scripted_notices import ScriptedErrands

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def test_to_look_at_a_link_does_nothing(
    client: httpx.AsyncClient, errands: ScriptedErrands
) -> None:
    page = await client.get("/stop/stop")
    assert page.status_code == 200
    assert 'lang="sv"' in page.text, "the language of the one whom the letter was sent to"
    assert "Ska jag sluta avisera om Vinnova?" in page.text
    assert "Ingenting är ändrat än." in page.text
    assert errands.done == []


async def test_the_button_does_it_and_offers_the_way_back(
    client: httpx.AsyncClient, errands: ScriptedErrands
) -> None:
    page = await client.post("/stop/stop", headers={"sec-fetch-site": "same-origin"})
    assert page.status_code == 200
    assert errands.done == ["stop"]
    assert "Aviseringarna om Vinnova är avstängda." in page.text
    assert 'action="/letter/follow"' in page.text


async def test_one_click_in_a_mail_program_acts_at_once(
    client: httpx.AsyncClient, errands: ScriptedErrands
) -> None:
    """RFC 8058: a POST without cookies, from a server, with this body, and no redirect."""
    for _ in range(2):
        answer = await client.post("/stop/stop", data=ONE_CLICK)
        assert answer.status_code == 200
    as_parts = await client.post("/stop/stop", files={"List-Unsubscribe": (None, "One-Click")})
    assert as_parts.status_code == 200
    assert errands.done == ["stop"] * 3


async def test_another_site_cannot_press_it(
    client: httpx.AsyncClient, errands: ScriptedErrands
) -> None:
    answer = await client.post("/stop/stop", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert errands.done == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("token", "status", "said"),
    [
        ("forged", 404, "Denne lenken virker ikke."),
        ("old", 410, "Denne lenken er for gammel."),
        ("%3Cscript%3E", 404, "Denne lenken virker ikke."),
    ],
)
async def test_a_link_that_does_nothing_says_so(
    client: httpx.AsyncClient,
    errands: ScriptedErrands,
    method: str,
    token: str,
    status: int,
    said: str,
) -> None:
    answer = await client.request(method, f"/stop/{token}", data=ONE_CLICK)
    assert answer.status_code == status
    assert said in answer.text
    assert "Ingenting er endret." in answer.text
    assert errands.done == []


async def test_what_only_shows_something_is_shown_at_once(client: httpx.AsyncClient) -> None:
    page = await client.get("/letter/plan")
    assert "Planen teller bakover fra onsdag 17. juni." in page.text


@pytest.mark.parametrize(
    ("accept", "said"),
    [
        ("nb", "Denne lenken virker ikke."),
        ("nn", "Denne lenkja verkar ikkje."),
        ("sv", "Den här länken fungerar inte."),
        ("en", "This link does not work."),
    ],
)
async def test_four_languages(client: httpx.AsyncClient, accept: str, said: str) -> None:
    answer = await client.get("/stop/forged", headers={"accept-language": accept})
    assert said in answer.text


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("name", [*sorted(MAY - READS), "stop_all", "stop_letter"])
def test_there_is_a_question_for_everything_that_a_link_may_do(
    name: str, language: Language
) -> None:
    assert f"letter.ask.{name}" in catalogue(language)
    assert f"letter.do.{name}" in catalogue(language)
