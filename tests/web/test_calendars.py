"""Calendars over HTTP, and the page where their addresses are found."""

import logging
import re
from collections.abc import AsyncIterator, Callable
from html import unescape

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.calendars.shelf import Calendars
from bot.channels.web import Backing, create_app
from bot.channels.web.calendars import CalendarSource
from bot.notices.desk.keeping import new_calendar
from bot.notices.tables import Person
from knowledge.base import KnowledgeBase
from tests.calendars.reading import components, lines
from tests.databases import Databases
from tests.notices.edges import edges
from tests.web.scripted_notices import ScriptedNotices
from tests.web.scripted_turn import REGIONS, ScriptedTurn
from tests.web.visit import Clock, Visit

REGION = "/calendar/feed/region/nord.ics"
Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
def databases(sqlite: Databases) -> Databases:
    """One is enough here: what asks the database is tested on both."""
    return sqlite


@pytest.fixture
async def fetch(sessions: Sessions, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """A calendar program: no cookies, no language, a real database behind the page."""

    async def knowledge() -> KnowledgeBase:
        return edges()

    source = CalendarSource(Calendars(sessions, knowledge, clock), "https://idelos.test")
    turn = ScriptedTurn()
    app = create_app(
        Backing(
            turn=turn,
            forget=turn.forget,
            regions=lambda: REGIONS,
            revision=lambda: 7,
            now=clock,
            kept_days=None,
            notices=ScriptedNotices(),
            calendars=source,
        )
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://idelos.test") as client:
        del client.headers["accept"]
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/calendar/call/plain.ics",
        "/calendar/event/two-days.ics",
        "/calendar/plan/plain.ics?municipality=vik",
        REGION,
        "/calendar/feed/theme/education.ics?region=nord",
        "/calendar/feed/programme/p.ics",
        "/calendar/feed/municipality/vik.ics",
        "/calendar/feed/body/styret.ics",
    ],
)
async def test_every_address_gives_a_calendar(fetch: httpx.AsyncClient, path: str) -> None:
    response = await fetch.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert re.fullmatch(
        r'attachment; filename="[a-z0-9-]+\.ics"', response.headers["content-disposition"]
    )
    assert response.headers["cache-control"] == "public, max-age=900"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["strict-transport-security"]
    assert "set-cookie" not in response.headers
    assert components(response.content)


@pytest.mark.parametrize(
    "given", ["a%0db", "a%0d%0aBEGIN:VALARM", "%22%3b%2c", "%e2%80%a8", "9999-12-31"]
)
async def test_no_address_can_break_a_plan(fetch: httpx.AsyncClient, given: str) -> None:
    response = await fetch.get(f"/calendar/plan/plain={given}.ics")
    assert response.status_code == 200
    assert lines(response.content)
    assert len(components(response.content)) == len(
        components((await fetch.get("/calendar/plan/plain.ics")).content)
    )


async def test_what_has_not_changed_is_not_sent_again(
    fetch: httpx.AsyncClient, clock: Clock
) -> None:
    first = await fetch.get(REGION)
    tag = first.headers["etag"]
    clock.move(hours=2)
    for told in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await fetch.get(REGION, headers={"if-none-match": told})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    other = await fetch.get(REGION, headers={"if-none-match": '"other"'})
    assert (other.status_code, other.headers["etag"]) == (200, tag)


async def test_a_program_may_ask_for_the_head_alone(fetch: httpx.AsyncClient) -> None:
    head, whole = await fetch.head(REGION), await fetch.get(REGION)
    assert head.status_code == 200
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        "/calendar/call/none.ics",
        "/calendar/event/some-day.ics",
        "/calendar/plan/none.ics",
        "/calendar/feed/region/none.ics",
        "/calendar/feed/weather/nord.ics",
        "/calendar/feed/theme/education.ics?region=none",
        "/calendar/mine/none.ics",
    ],
)
async def test_what_there_is_not_is_said_in_words(fetch: httpx.AsyncClient, path: str) -> None:
    response = await fetch.get(path, headers={"accept-language": "sv"})
    assert response.status_code == 404
    assert "Den här kalendern finns inte" in response.text


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        (REGION, {}, "NB"),
        (REGION, {"accept-language": "sv-SE,sv;q=0.9"}, "SV"),
        (f"{REGION}?lang=en", {"accept-language": "sv"}, "EN"),
        (f"{REGION}?lang=xx", {"accept-language": "nn"}, "NN"),
        (REGION, {"cookie": "idelos_language=nn"}, "NN"),
    ],
)
async def test_the_language(
    fetch: httpx.AsyncClient, path: str, headers: dict[str, str], language: str
) -> None:
    response = await fetch.get(path, headers=headers)
    assert f"PRODID:-//Idelos//Idelos//{language}\r\n" in response.text


@pytest.fixture
async def secret(sessions: Sessions, clock: Clock) -> str:
    async with sessions() as session:
        person = Person(language="nn", region="nord", municipality=None, created_at=clock())
        session.add(person)
        await session.flush()
        made = await new_calendar(session, person.id, clock())
        await session.commit()
    return made


async def test_a_secret_address(
    fetch: httpx.AsyncClient, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the program that asks, not ours
    response = await fetch.get(f"/calendar/mine/{secret}.ics", headers={"accept-language": "sv"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "private, no-cache"
    assert "det eg følgjer" in response.text
    assert secret not in caplog.text


async def test_the_page_of_a_secret_address(fetch: httpx.AsyncClient, secret: str) -> None:
    page = await fetch.get(f"/calendar/mine/{secret}")
    assert fields(page) == [
        f"https://idelos.test/calendar/mine/{secret}.ics",
        f"webcal://idelos.test/calendar/mine/{secret}.ics",
    ]
    assert page.headers["cache-control"] == "no-store"
    assert (await fetch.get("/calendar/mine/none")).status_code == 404


def fields(page: httpx.Response) -> list[str]:
    return [unescape(it) for it in re.findall(r'<input id="\w+" value="([^"]+)"', page.text)]


async def test_the_page_gives_addresses_in_the_reader_s_language(client: httpx.AsyncClient) -> None:
    response = await client.get(
        "/calendar", params={"follow": "/calendar/feed/theme/education.ics"}
    )
    path = "idelos.test/calendar/feed/theme/education.ics?lang=nb"
    assert fields(response) == [f"https://{path}", f"webcal://{path}"]


@pytest.mark.parametrize("follow", ["", "/calendar/feed/region/none.ics", "https://evil.example"])
async def test_the_page_offers_only_what_there_is(client: httpx.AsyncClient, follow: str) -> None:
    response = await client.get("/calendar", params={"follow": follow})
    assert response.status_code == 200
    assert "evil" not in response.text
    assert f"https://idelos.test{REGION}?lang=nb" in response.text


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("nb", "Frister og møter i din egen kalender"),
        ("nn", "Fristar og møte i din eigen kalender"),
        ("sv", "Sista dagar och möten i din egen kalender"),
        ("en", "Deadlines and meetings in your own calendar"),
    ],
)
async def test_the_page_in_each_language(
    client: httpx.AsyncClient, language: str, title: str
) -> None:
    response = await client.get("/calendar", headers={"accept-language": language})
    assert f"<h2>{title}</h2>" in response.text


@pytest.mark.browser
def test_an_address_is_copied_with_one_press(window: Callable[..., Visit]) -> None:
    visit = window(permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    page.get_by_role("link", name="Kalender").click()
    page.locator("[data-copy=webcal]").click()
    page.get_by_role("button", name="Kopiert").wait_for()
    assert page.evaluate("getSelection().toString()") == page.locator("#webcal").input_value()
