"""A person's own page in a browser, in a stand-in for Teams that speaks with Microsoft's script."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pytest
import uvicorn
from playwright.sync_api import Browser, Frame, Locator, Page, Route, ViewportSize

from bot.channels.teams.tab_shell import SDK
from tests.channels.clock import Clock
from tests.channels.teams.tab_house import HOME, add, app_of
from tests.databases import with_packs
from tests.node.programs import package
from tests.served import served
from tests.teams.entra import Entra
from tests.teams.world import Person
from tests.web.conftest import axe, chromium
from tests.web.test_accessibility import violations

__all__ = ["axe", "chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.node]
_TEAMS = "https://teams.microsoft.com"
_STAND_IN = Path(__file__).with_name("stand_in.html")
_CDN = "https://res.cdn.office.net/teams-js"
NEW = Person("New")
_PATIENCE = 60
"""Seconds until a product that does not begin fails its tests."""
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def entra() -> Entra:
    return Entra()


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@dataclass(frozen=True)
class Running:
    """The product and the directory on loopback."""

    address: str
    database: str
    clock: Clock

    def let_in(self, person: Person) -> None:
        """Let somebody have the bot; in a thread, since the loop here is the browser's."""
        adding = add(self.database, person, self.clock)
        thread = threading.Thread(target=lambda: asyncio.run(adding))
        thread.start()
        thread.join()


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, entra: Entra, clock: Clock
) -> Iterator[Running]:
    """One for the module, in which each test is somebody else."""
    database = f"sqlite:///{tmp_path_factory.mktemp('tab')}/idelos.db"
    listener = socket.create_server(("127.0.0.1", 0))
    servers: list[uvicorn.Server] = []
    ready = threading.Event()

    async def serve() -> None:
        await with_packs(database)
        async with served(entra.app()) as entra.address:
            app = app_of(database, entra, clock)
            config = uvicorn.Config(app, log_level="error", access_log=False, ws="none")
            servers.append(uvicorn.Server(config))
            ready.set()
            await servers[0].serve([listener])

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(_PATIENCE)
    yield Running(f"http://127.0.0.1:{listener.getsockname()[1]}", database, clock)
    servers[0].should_exit = True
    thread.join()


class Visit:
    """The tab as somebody has it before them in Teams."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda it: self.complaints.append(it.text) if it.type == "error" else 0)
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    @property
    def tab(self) -> Frame:
        frame = self.page.frame("tab")
        assert frame
        return frame

    def find(self, selector: str) -> Locator:
        return self.tab.locator(selector)

    def focused(self) -> str:
        """The id of what has the focus."""
        return str(self.tab.evaluate("document.activeElement.id"))

    def press(self, name: str) -> None:
        self.tab.get_by_role("button", name=name, exact=True).first.click()


Open = Callable[..., Visit]


@pytest.fixture
def window(
    chromium: Browser, running: Running, entra: Entra, clock: Clock
) -> Iterator[Callable[..., Visit]]:
    """Open the tab with `window(theme=…, locale=…, viewport=…)`; nothing may go wrong in it."""
    script = package("@microsoft/teams-js") / "dist" / "umd" / "MicrosoftTeams.min.js"
    visits: list[Visit] = []

    def ours(route: Route) -> None:
        here = route.request.url.replace(HOME, running.address)
        route.fulfill(response=route.fetch(url=here, max_redirects=0))

    def microsofts(route: Route) -> None:
        of_all = {"access-control-allow-origin": "*"}
        if route.request.url == SDK:
            route.fulfill(path=script, content_type="text/javascript", headers=of_all)
        else:
            assert route.request.url == f"{_CDN}/validDomains/json/validDomains.json"
            route.fulfill(json={"validOrigins": ["teams.microsoft.com"]}, headers=of_all)

    def open_window(
        person: Person | None = NEW,
        theme: str = "default",
        locale: str = "nb-NO",
        viewport: dict[str, int] = DESKTOP,
        host: str = _TEAMS,
        scheme: Literal["light", "dark"] = "light",
    ) -> Visit:
        if person:
            running.let_in(person)
        size = ViewportSize(width=viewport["width"], height=viewport["height"])
        context = chromium.new_context(viewport=size, locale=locale, color_scheme=scheme)
        context.route(lambda _: True, lambda route: route.abort())
        context.route(f"{HOME}/**", ours)
        context.route("https://res.cdn.office.net/**", microsofts)
        context.route(f"{host}/**", lambda it: it.fulfill(path=_STAND_IN))
        page = context.new_page()
        token = entra.token(person, clock()) if person else ""
        page.expose_function("tokenOfTeams", lambda: token)
        visits.append(Visit(page))
        told = {"tab": f"{HOME}/teams/tab", "theme": theme, "locale": locale}
        page.goto(f"{host}/stand-in?{urlencode(told)}")
        return visits[-1]

    yield open_window
    for visit in visits:
        assert visit.page.context.cookies() == []
        visit.page.context.close()
        assert visit.complaints == []


def ask_and_follow(visit: Visit, scheme: str) -> None:
    """Ask something, so that one is no longer new, and follow a scheme by the form."""
    visit.press("Finn penger")
    visit.find(".asked .answer").wait_for()
    visit.press("Lukk")
    visit.press("Følg noe mer")
    form = visit.find("form:has([name=filled])")
    form.get_by_label(scheme, exact=True).check()
    form.locator("button.filled").click()
    visit.find(".asked .answer").wait_for()


def is_whole(visit: Visit, axe: str) -> bool:
    """Whether axe finds nothing, nothing runs out of the window, and all can be hit by a thumb."""
    assert violations(visit.tab, axe) == []  # type: ignore[arg-type]
    assert visit.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pressed = "button, summary, a.button, .option, input:not([type=hidden], .option input)"
    sizes = "its => its.filter(it => it.offsetParent).map(it => it.offsetHeight)"
    return bool(visit.tab.eval_on_selector_all(pressed, f"{sizes[:-1]}).every(it => it >= 44)"))


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["default", "dark", "contrast"])
def test_somebody_new_can_read_and_reach_everything(
    window: Open, axe: str, theme: str, viewport: dict[str, int]
) -> None:
    visit = window(theme=theme, viewport=viewport)
    visit.find(".part").first.wait_for()
    assert visit.find("h2").first.inner_text() == "Velkommen til Idélos"
    for more in visit.find(".overflow summary").all():
        more.click()
    assert is_whole(visit, axe)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["default", "dark", "contrast"])
def test_answers_forms_and_switches_can_be_read_and_reached(
    window: Open, axe: str, theme: str, viewport: dict[str, int]
) -> None:
    visit = window(Person(f"{theme} {viewport['width']}"), theme=theme, viewport=viewport)
    ask_and_follow(visit, "Klimasats")
    assert visit.focused() == "asked"
    assert is_whole(visit, axe)
    assert visit.tab.get_by_role("switch", name="Klimasats", checked=True).count() == 1
    visit.press("Send en idé")
    visit.find("form:has([name=filled]) button.filled").click()
    visit.find(".fault").first.wait_for()
    assert visit.find("[aria-invalid=true]").count() >= 1
    assert is_whole(visit, axe)


def test_a_switch_is_turned_by_the_keyboard_and_stays_under_the_hand(window: Open) -> None:
    visit = window(Person("Switcher"))
    ask_and_follow(visit, "Klimasats")
    visit.press("Lukk")
    for is_on in (False, True):
        visit.tab.get_by_role("switch", name="Klimasats").press("Space")
        turned = visit.tab.get_by_role("switch", name="Klimasats", checked=is_on)
        turned.and_(visit.find(":focus")).wait_for()
        assert visit.find("#status").inner_text().endswith(".")
        assert visit.find(".asked").count() == 0


def test_what_is_filled_in_stays_where_something_is_missing(window: Open) -> None:
    visit = window(Person("Writer"))
    visit.press("Jeg har en idé")
    visit.find("form:has([name=filled])").wait_for()
    visit.tab.get_by_label("Kort navn på ideen").fill("Sensorer <i>i</i> senger")
    visit.find("form button.filled").click()
    visit.find(".fault").first.wait_for()
    assert visit.tab.get_by_label("Kort navn på ideen").input_value() == "Sensorer <i>i</i> senger"


def test_the_page_follows_the_theme_of_teams_and_not_that_of_the_system(window: Open) -> None:
    visit = window(scheme="dark")
    visit.find(".part").first.wait_for()
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert visit.tab.evaluate(ground) == "rgb(251, 250, 247)"
    for theme, colour in (
        ("dark", "15, 24, 30"),
        ("contrast", "0, 0, 0"),
        ("default", "251, 250, 247"),
    ):
        visit.page.evaluate(f"dress('{theme}')")
        visit.find(f":root[data-theme={theme}]").wait_for(state="attached")
        assert visit.tab.evaluate(ground) == f"rgb({colour})"


def test_links_leave_the_tab_where_it_is(window: Open) -> None:
    visit = window(Person("Reader"))
    visit.press("Finn penger")
    visit.find(".asked .answer").wait_for()
    links = "its => its.map(it => [it.target || document.querySelector('base').target])"
    assert {"_blank"} == {it for [it] in visit.tab.eval_on_selector_all("a[href]", links)}


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("nb-NO", "Teams sa ikke hvem du er."),
        ("nn-NO", "Teams sa ikkje kven du er."),
        ("sv-SE", "Teams talade inte om vem du är."),
        ("en-GB", "Teams did not say who you are."),
    ],
)
def test_where_teams_gives_no_token_the_page_says_so(window: Open, locale: str, said: str) -> None:
    visit = window(None, locale=locale)
    assert visit.find("#page .notice").inner_text().startswith(said)


def test_outside_teams_the_page_says_where_it_works(window: Open) -> None:
    visit = window()
    visit.find(".part").first.wait_for()
    visit.page.goto(f"{HOME}/teams/tab")
    notice = visit.page.locator("#page .notice")
    assert notice.inner_text() == "Denne siden virker bare i Teams. Åpne Idélos der."


def test_no_other_page_can_put_the_tab_in_a_frame(window: Open) -> None:
    visit = window(host="https://teams.microsoft.com.evil.test")
    assert visit.page.evaluate("asked") == []
    assert "frame-ancestors" in visit.complaints.pop()
    assert visit.complaints == []
