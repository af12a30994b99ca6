"""An administrator's invitation, followed in a browser."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.offices import VALID, Post, invite
from tests.casework.relayed import Relayed, relayed
from tests.ideas.people import MONDAY, NAMSOS

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def relay(sessions: Sessions) -> AsyncIterator[Relayed]:
    async with relayed(sessions) as relay:
        yield relay


async def invited(relay: Relayed) -> str:
    async with relay.sessions.begin() as session:
        return f"/office/{await invite(session, Post('contact', NAMSOS, 'trondelag'), MONDAY)}"


async def test_whoever_follows_it_gets_the_ideas_of_the_office(relay: Relayed) -> None:
    path = await invited(relay)
    for _ in range(2):
        page = await relay.client.get(path)
        assert "FoUI-kontakten i Namsos kommune" in page.text, "to look uses nothing up"
    assert "Rollen er din" in (await relay.client.post(path)).text
    await relay.hand_over()
    assert "Venter på svar fra dere (1)" in (await relay.client.get("/inbox")).text
    assert await relay.letters() == [], "the mailbox is not written to when somebody holds the seat"


async def test_it_works_once_and_for_a_week(relay: Relayed) -> None:
    path, late = await invited(relay), await invited(relay)
    await relay.client.post(path)
    relay.client.cookies.clear()
    for method in ("GET", "POST"):
        answer = await relay.client.request(method, path)
        assert answer.status_code == 404
        assert "Denne invitasjonen virker ikke lenger." in answer.text
    relay.clock.move(seconds=(VALID + timedelta(seconds=1)).total_seconds())
    assert (await relay.client.post(late)).status_code == 404
    assert (await relay.client.get("/office/guessed")).status_code == 404


async def test_another_site_cannot_accept_it(relay: Relayed) -> None:
    path = await invited(relay)
    answer = await relay.client.post(path, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "FoUI-kontakten" in (await relay.client.get(path)).text
