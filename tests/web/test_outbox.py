"""The demonstration's letters: kept as files, shown on a page, and nothing more."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.demo.outbox import Outbox, kept_letters
from bot.links import Links
from tests.mail.letters import CODE, LETTERHEAD, NOW, REMINDER, SECRET, TARGET
from tests.web.visit import Visit


@pytest.fixture
def letters(outbox: Path) -> None:
    """A code, and later a reminder, which is written twice."""
    sender = Outbox(LETTERHEAD, outbox)
    sender.keep(CODE, replace(TARGET, delivery=5), NOW - timedelta(hours=1))
    for _ in range(2):
        sender.keep(REMINDER, TARGET, NOW)


@pytest.mark.usefixtures("letters")
def test_a_letter_is_a_file_that_mail_programs_open(outbox: Path) -> None:
    assert sorted(path.name for path in outbox.iterdir()) == ["5.eml", "7.eml"]
    assert [letter.id for letter in kept_letters(outbox)] == ["7", "5"]


async def test_an_empty_outbox_says_how_a_letter_comes(client: httpx.AsyncClient) -> None:
    assert "Ingen brev ennå." in (await client.get("/outbox")).text


async def test_the_demonstration_goes_on_to_the_next_morning(client: httpx.AsyncClient) -> None:
    assert "mandag 23. november 2026 kl. 09.00" in (await client.get("/outbox")).text
    assert (await client.post("/outbox")).status_code == 303
    assert "tirsdag 24. november 2026 kl. 09.00" in (await client.get("/outbox")).text


@pytest.mark.usefixtures("letters")
async def test_the_list_and_a_letter(client: httpx.AsyncClient) -> None:
    page = (await client.get("/outbox")).text
    assert re.findall(r'href="/outbox/(\d+)"', page) == ["7", "5"]
    letter = await client.get("/outbox/5")
    assert "Koden din er 123456. Den gjelder i 15 minutter." in letter.text
    assert "frame-src 'self'" in letter.headers["content-security-policy"]
    file = await client.get("/outbox/7/file/0")
    assert file.content == REMINDER.attachments[0].content


@pytest.mark.usefixtures("letters")
async def test_a_letter_in_its_frame_can_run_and_fetch_nothing(client: httpx.AsyncClient) -> None:
    framed = await client.get("/outbox/7/html")
    policy = framed.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert '<base target="_top">' in framed.text


@pytest.mark.parametrize(
    "path",
    ["/outbox/6", "/outbox/..%2F7", "/outbox/7/file/3", "/outbox/x/html", "/outbox/7.half"],
)
@pytest.mark.usefixtures("letters")
async def test_there_is_nothing_else_to_read(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


@pytest.mark.browser
@pytest.mark.usefixtures("letters")
def test_a_link_in_a_letter_opens_in_the_whole_window(
    window: Callable[..., Visit], outbox: Path
) -> None:
    visit = window()
    letterhead = replace(LETTERHEAD, links=Links(visit.address, SECRET))
    Outbox(letterhead, outbox).keep(REMINDER, TARGET, NOW)
    page = visit.page
    page.goto(f"{visit.address}/outbox")
    page.get_by_role("link", name="SustainGov").click()
    page.frame_locator("iframe").get_by_role("link", name="Sluta påminna").click()
    page.wait_for_url("**/stop/**")
    visit.complaints.clear()  # the scripted errands know no such link
    assert "Denne lenken virker ikke." in page.content()
