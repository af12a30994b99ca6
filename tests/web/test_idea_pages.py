"""The pages of ideas in a real browser: each is used, and axe finds nothing on any of them."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from playwright.sync_api import Page
from starlette.applications import Starlette

from bot.app import build
from bot.database import make_engine, make_sessions
from bot.ideas.offices import Post, invite
from tests.casework.whole import installation
from tests.databases import Databases, with_packs
from tests.ideas.people import MONDAY, NAMSOS
from tests.web.test_accessibility import violations
from tests.web.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.node]

Window = Callable[..., Visit]
T = TypeVar("T")
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}


def beside_the_browser(call: Callable[..., T], *arguments: object) -> T:
    """Call what runs an event loop of its own: the browser's keeps this thread from that."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(call, *arguments).result()


@pytest.fixture
def database(sqlite: Databases) -> Iterator[str]:
    url = beside_the_browser(sqlite.new, with_packs)
    yield url
    sqlite.drop(url)


@pytest.fixture
def app(database: str) -> Starlette:
    return build(installation(database), lambda: MONDAY)


def invitation(database: str) -> str:
    async def make() -> str:
        engine = make_engine(database)
        async with make_sessions(engine).begin() as session:
            secret = await invite(session, Post("contact", NAMSOS, "trondelag"), MONDAY)
        await engine.dispose()
        return secret

    return f"/office/{beside_the_browser(lambda: asyncio.run(make()))}"


class Reader:
    """Somebody who looks at each page as axe does, and at its width."""

    def __init__(self, visit: Visit, axe: str) -> None:
        self.visit, self.page, self._axe = visit, visit.page, axe

    def look(self, heading: str) -> Page:
        self.page.get_by_role("heading", name=heading).first.wait_for()
        self.visit.complaints = [it for it in self.visit.complaints if " 422 " not in it]
        assert violations(self.page, self._axe) == []
        size = self.page.viewport_size
        assert size
        assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        return self.page

    def open(self, path: str, heading: str) -> Page:
        self.page.goto(self.visit.address + path)
        return self.look(heading)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_the_form_to_an_outcome(
    window: Window, axe: str, database: str, scheme: str, size: str
) -> None:
    sender, contact = [
        Reader(window(color_scheme=scheme, viewport=SIZES[size]), axe) for _ in range(2)
    ]
    contact.open(invitation(database), "Har du denne rollen?")
    contact.page.get_by_role("button", name="Ja, det er meg").click()
    contact.look("Rollen er din")

    page = sender.open("/idea", "Send en idé")
    page.get_by_role("button", name="Se hva som blir sendt").click()
    sender.look("Noe mangler")
    page.get_by_role("link", name="Skriv hva det gjelder.").click()
    page.keyboard.type("Vi vil teste sensorer i hjemmetjenesten")
    page.get_by_label("Kommunen du jobber i").select_option("Namsos")
    page.get_by_label("Råd").check()
    page.get_by_role("button", name="Se hva som blir sendt").click()
    sender.look("Før du sender")
    page.get_by_role("button", name="Send", exact=True).click()
    sender.look("Kvittering")
    page.get_by_role("link", name="Åpne saken").click()
    sender.look("IDE-2026-0001 fra Namsos")
    own = page.url

    page = contact.open("/inbox", "Venter på svar fra dere")
    page.get_by_role("link", name="IDE-2026-0001").click()
    contact.look("IDE-2026-0001 fra Namsos")
    page.get_by_role("link", name="Send videre").click()
    contact.look("Hvem skal ha saken?")
    page.go_back()
    page.get_by_role("link", name="Merk utfall").click()
    contact.look("Hva ble utfallet?")
    page.get_by_role("button", name="Lagre utfallet").click()
    contact.look("Noe mangler")
    page.get_by_label("Forprosjekt").check()
    page.get_by_role("button", name="Lagre utfallet").click()
    page.get_by_role("status").get_by_text("Utfallet er lagret.").wait_for()
    contact.look("Det som har skjedd")

    page = sender.page
    page.goto(own)
    page.get_by_role("link", name="Trekk").click()
    sender.look("Vil du trekke saken?")
    page.get_by_role("button", name="Trekk saken").click()
    page.get_by_role("status").get_by_text("Saken er trukket.").wait_for()
    sender.look("Det som har skjedd")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_that_open_nothing(window: Window, axe: str, scheme: str) -> None:
    reader = Reader(window(color_scheme=scheme, viewport=SIZES["phone"]), axe)
    reader.open("/inbox", "Saker")
    for path, heading in (
        ("/case/guessed", "Den saken finner jeg ikke."),
        ("/step/guessed", "Denne lenken virker ikke."),
        ("/office/guessed", "Denne invitasjonen virker ikke lenger."),
        ("/inbox/IDE-2026-0001", "Denne saken er åpen for den som sendte den"),
    ):
        reader.open(path, heading)
    reader.visit.complaints.clear()


def test_without_javascript(window: Window) -> None:
    visit = window(java_script_enabled=False)
    page = visit.page
    page.goto(visit.address + "/idea")
    page.get_by_label("Hva vil dere få til, og hvorfor?").fill("Vi vil teste sensorer")
    page.get_by_label("Kommunen du jobber i").select_option("Namsos")
    page.get_by_label("Kort navn på ideen").press("Enter")
    page.get_by_role("heading", name="Før du sender").wait_for()
    assert "«Vi vil teste sensorer»" in page.content()


def test_words_are_shown_as_they_were_written_and_break_where_they_must(window: Window) -> None:
    page = window(viewport=SIZES["phone"]).page
    page.goto(page.url + "idea")
    text = "Vi vil <b>teste</b> </textarea><script>alert(1)</script> " + "sensor" * 40
    page.get_by_label("Hva vil dere få til, og hvorfor?").fill(text)
    page.get_by_label("Kommunen du jobber i").select_option("Namsos")
    page.get_by_role("button", name="Se hva som blir sendt").click()
    page.get_by_role("heading", name="Før du sender").wait_for()
    assert f"«{text}»" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
