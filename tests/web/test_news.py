"""Notices on the page: to visitors who come back, and while it is open."""

from collections.abc import Callable

import httpx
import pytest

from bot.channels.web.visitor import place
from tests.web.scripted_notices import REMINDER, ScriptedNotices
from tests.web.visit import Visit

COOKIE = "idelos_conversation"


async def follow(client: httpx.AsyncClient, notices: ScriptedNotices) -> httpx.Response:
    """Begin a conversation from which something is followed; give the answer of its next turn."""
    await client.post("/turn", data={"text": "Minn meg på Klimasats"})
    notices.followers.add(place(client.cookies[COOKIE]))
    return await client.post("/turn", data={"text": "takk"})


async def test_a_visitor_who_comes_back_is_told_once(
    client: httpx.AsyncClient, notices: ScriptedNotices
) -> None:
    await follow(client, notices)
    notices.waiting = [REMINDER]
    page = await client.get("/")
    assert "To uker igjen: Klimasats stenger" in page.text
    assert 'value="stop:programme=klimasats"' in page.text, "with its buttons"
    assert "To uker igjen" not in (await client.get("/")).text


async def test_who_follows_nothing_is_told_nothing(
    client: httpx.AsyncClient, notices: ScriptedNotices
) -> None:
    notices.waiting = [REMINDER]
    await client.post("/turn", data={"text": "hei"})
    assert "To uker igjen" not in (await client.get("/")).text
    assert (await client.post("/news")).status_code == 204
    assert notices.waiting == [REMINDER]


async def test_the_cookie_lives_on_only_for_those_who_follow_something(
    client: httpx.AsyncClient, notices: ScriptedNotices
) -> None:
    first = await client.post("/turn", data={"text": "hei"})
    assert "max-age" not in first.headers["set-cookie"].split(COOKIE)[1].split(",")[0].lower()
    for answer in (await follow(client, notices), await client.get("/")):
        cookie = next(it for it in answer.headers.get_list("set-cookie") if it.startswith(COOKIE))
        assert "Max-Age=15724800" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie


async def test_an_open_page_asks_for_what_is_new(
    client: httpx.AsyncClient, notices: ScriptedNotices
) -> None:
    await follow(client, notices)
    assert (await client.post("/news")).status_code == 204
    notices.waiting = [REMINDER]
    news = await client.post("/news")
    assert news.status_code == 200
    assert "<html" not in news.text
    assert "To uker igjen" in news.text


@pytest.mark.browser
def test_a_notice_comes_while_the_page_is_open_and_stays(
    window: Callable[..., Visit], notices: ScriptedNotices
) -> None:
    visit = window(reduced_motion="reduce")
    page = visit.page
    page.clock.install()
    page.goto(visit.address)
    visit.ask("Minn meg på Klimasats")
    token = next(it["value"] for it in page.context.cookies() if it["name"] == COOKIE)
    notices.followers.add(place(token))
    notices.waiting = [REMINDER]
    page.clock.run_for(61_000)
    page.get_by_text("To uker igjen").wait_for()
    page.reload()
    notices.waiting = [REMINDER]
    page.goto(visit.address)
    page.locator("#log .turn").nth(3).wait_for()
    said = page.locator("#log .turn").all_inner_texts()
    assert "Minn meg på Klimasats" in said[0], "what was said before comes first"
    assert [it.count("To uker igjen") for it in said] == [0, 0, 1, 1]
