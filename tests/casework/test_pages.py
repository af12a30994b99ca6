"""The page of whoever sent an idea, and the inbox of whoever holds a seat."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.web.visitor import place
from bot.ideas.tables import StoredIdea
from bot.notices.tables import Person
from tests.casework.relayed import Relayed, relayed
from tests.ideas.people import NAMSOS, holder

Sessions = async_sessionmaker[AsyncSession]
TOKEN = "a" * 22


@pytest.fixture
async def relay(sessions: Sessions) -> AsyncIterator[Relayed]:
    async with relayed(sessions) as relay:
        yield relay


async def be_contact(relay: Relayed) -> None:
    """Let this browser belong to somebody who holds the seat of Namsos."""
    async with relay.sessions.begin() as session:
        await holder(session, place(TOKEN).conversation, NAMSOS)
    relay.client.cookies.set("idelos_conversation", TOKEN)


async def test_the_secret_opens_the_idea_with_what_has_happened(relay: Relayed) -> None:
    own = await relay.hand_over()
    page = (await relay.client.get(own)).text
    assert "IDE-2026-0001 fra Namsos" in page
    assert "«Vi i hjemmetjenesten i Namsos vil teste sensorer»" in page
    assert "sendt til Namsos" in page
    assert f'href="{own}/withdraw"' in page
    assert f"{own}/accept" not in page, "that is for whoever has it"


async def test_add_change_share_and_withdraw(relay: Relayed) -> None:
    own = await relay.hand_over()
    for act, given, said in (
        ("add", {"text": "Vi er tolv."}, "Det er lagt til."),
        ("change", {"text": "Vi vil teste fallsensorer."}, "Teksten er endret."),
        ("share", {}, "Ideen vises nå for andre med samme behov."),
        ("unshare", {}, "Ideen vises ikke lenger for andre."),
        ("withdraw", {}, "Saken er trukket."),
    ):
        seen = str(len(await relay.steps()))
        done = await relay.client.post(f"{own}/{act}", data={**given, "seen": seen})
        assert said in done.text
    page = (await relay.client.get(own)).text
    assert "«Vi vil teste fallsensorer.»" in page
    assert "Lagt til: «Vi er tolv.»" in page
    assert f"{own}/add" not in page, "it has ended"


async def test_a_double_click_is_one_step_and_another_text_another(relay: Relayed) -> None:
    own = await relay.hand_over()
    for text in ("Vi er tolv.", "Vi er tolv.", "Vi er tretten."):
        await relay.client.post(f"{own}/add", data={"text": text, "seen": "1"})
    assert await relay.steps() == ["sent", "added", "added"]


@pytest.mark.parametrize("act", ["accept", "ask", "pass", "decline", "outcome"])
async def test_who_sent_it_cannot_act_for_the_receiver(relay: Relayed, act: str) -> None:
    own = await relay.hand_over()
    given = {"text": "x", "choice": "dialogue" if act == "outcome" else "not_ours"}
    await relay.client.post(f"{own}/{act}", data=given)
    assert await relay.steps() == ["sent"]


async def test_a_clients_case_is_stopped_before_it_is_kept(relay: Relayed) -> None:
    own = await relay.hand_over()
    text = "Kari Nordmann har kreft og trenger hjelp."
    answer = await relay.client.post(f"{own}/add", data={"text": text})
    assert answer.status_code == 422
    assert "Teksten ser ut til å gjelde én person: navn og helse." in answer.text
    assert text in answer.text, "it stays in the field"
    assert await relay.steps() == ["sent"]


async def test_a_secret_that_is_guessed_or_dead_opens_nothing(relay: Relayed) -> None:
    own = await relay.hand_over()
    for path in ("/case/aaaa", f"{own}x", "/case/aaaa/withdraw", f"{own}/burn"):
        for method in ("GET", "POST") if path.count("/") > 2 else ("GET",):
            assert (await relay.client.request(method, path)).status_code == 404
    async with relay.sessions.begin() as session:
        await session.execute(update(StoredIdea).values(person_id=None))
    assert (await relay.client.get(own)).status_code == 404


async def test_the_page_speaks_the_language_of_its_reader(relay: Relayed) -> None:
    own = await relay.hand_over()
    async with relay.sessions.begin() as session:
        await session.execute(update(Person).values(language="sv"))
    page = (await relay.client.get(own)).text
    assert '<html lang="sv">' in page
    assert "Det som har hänt" in page


async def test_the_inbox_of_a_seat(relay: Relayed) -> None:
    await be_contact(relay)
    await relay.hand_over()
    page = (await relay.client.get("/inbox")).text
    assert "Venter på svar fra dere (1)" in page
    taken = await relay.client.post("/inbox/IDE-2026-0001/accept", data={"seen": "1"})
    assert "Dere har tatt saken." in taken.text
    page = (await relay.client.get("/inbox")).text
    assert "Venter på svar" not in page
    assert "Ligger hos dere (1)" in page
    await relay.client.post(
        "/inbox/IDE-2026-0001/pass", data={"choice": "sekretariatet-distriktforsk", "seen": "2"}
    )
    assert "Ellers fra kommunen (1)" in (await relay.client.get("/inbox")).text
    assert await relay.steps() == ["sent", "accepted", "passed_on"]


async def test_a_question_waits_for_whoever_sent_the_idea_and_is_told_so_to_others(
    relay: Relayed,
) -> None:
    own = await relay.hand_over()
    await be_contact(relay)
    await relay.client.post("/inbox/IDE-2026-0001/ask", data={"text": "Hvor mange?", "seen": "1"})
    seen = (await relay.client.get("/inbox/IDE-2026-0001")).text
    assert "Spørsmål ute, klokka står" in seen
    assert "venter på svar fra deg" in (await relay.client.get(own)).text


async def test_nobody_else_finds_it_in_theirs(relay: Relayed) -> None:
    await relay.hand_over()
    for token in (None, "b" * 22):
        if token:
            relay.client.cookies.set("idelos_conversation", token)
        assert "Her er ingen saker." in (await relay.client.get("/inbox")).text
        answer = await relay.client.get("/inbox/IDE-2026-0001")
        assert answer.status_code == 403
        assert "sensorer" not in answer.text
    assert (await relay.client.get("/inbox/IDE-2026-9999")).status_code == 403
