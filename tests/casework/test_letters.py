"""A municipality without the chat: it gets the idea as a letter, and acts by the links there."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from hypothesis import assume, given
from hypothesis.strategies import characters, integers
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.tables import Office, StoredStep
from bot.links import LinkError, Links
from bot.message import Action
from bot.notices.tables import Person
from tests.casework.relayed import MONDAY, NAMSOS, Relayed, link, plain, relayed
from tests.mail.letters import SECRET

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def relay(sessions: Sessions) -> AsyncIterator[Relayed]:
    async with relayed(sessions) as relay:
        yield relay


async def test_an_idea_reaches_the_mailbox_and_the_answer_comes_back(relay: Relayed) -> None:
    own = await relay.hand_over()
    [letter] = await relay.letters()
    assert letter["To"] == NAMSOS
    assert "«Vi i hjemmetjenesten i Namsos vil teste sensorer»" in plain(letter)

    path = link(letter, "Spør tilbake")
    page = await relay.client.get(path)
    assert page.status_code == 200
    assert "Hva vil dere vite?" in page.text
    assert "FoUI-kontakten i Namsos kommune" in page.text, "whom the link is for"
    assert await relay.steps() == ["sent"], "to look does nothing"

    done = await relay.client.post(path, data={"text": "Har dere valgt leverandør?"})
    assert "Spørsmålet er sendt." in done.text
    asked = await relay.client.get(own)
    assert "«Har dere valgt leverandør?»" in asked.text
    answered = await relay.client.post(f"{own}/answer", data={"text": "nei, ikke ennå"})
    assert "Svaret er sendt." in answered.text
    assert await relay.steps() == ["sent", "asked", "answered"]

    _, answer = await relay.letters()
    assert "«nei, ikke ennå»" in plain(answer)
    taken = await relay.client.post(link(answer, "Ta saken"))
    assert "Dere har tatt saken." in taken.text
    assert (await relay.steps())[-1] == "accepted"


async def test_whoever_sent_it_answers_from_a_letter_too(relay: Relayed) -> None:
    await relay.hand_over(channel="email")
    [letter] = await relay.letters()
    await relay.client.post(link(letter, "Spør tilbake"), data={"text": "Hvor mange?"})
    _, asked = await relay.letters()
    assert asked["To"] == "nurse@example.org"
    assert "«Hvor mange?»" in plain(asked)
    path = link(asked, "Svar")
    assert "den som sendte saken" in (await relay.client.get(path)).text
    done = await relay.client.post(path, data={"text": "Tolv."})
    assert "Svaret er sendt." in done.text
    assert await relay.steps() == ["sent", "asked", "answered"]


async def test_pressed_many_times_at_once_it_is_one_step(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    path = link(letter, "Ta saken")
    answers = await asyncio.gather(*(relay.client.post(path) for _ in range(5)))
    assert {it.status_code for it in answers} == {200}
    assert await relay.steps() == ["sent", "accepted"]


async def test_forms_come_at_the_pace_of_people(relay: Relayed) -> None:
    own = await relay.hand_over()
    for number in range(120):
        await relay.client.post(f"{own}/add", data={"text": "", "seen": f"{number}"})
    answer = await relay.client.post(f"{own}/add", data={"text": "Vi er tolv."})
    assert answer.status_code == 429
    assert await relay.steps() == ["sent"]


@given(at=integers(0, 10_000), sign=characters(codec="ascii"))
def test_a_link_changed_anywhere_is_none(at: int, sign: str) -> None:
    links = Links("https://idelos.example.org", SECRET)
    whole = links.to(7, Action("idea_accept", "1.1"), MONDAY)
    assert whole
    token = whole.rpartition("/")[2]
    at %= len(token) - 1  # the last one has bits that mean nothing
    changed = token[:at] + sign + token[at + 1 :]
    assume(changed != token)
    with pytest.raises(LinkError):
        links.read_step(changed, MONDAY)


async def test_letters_about_one_idea_stand_together(relay: Relayed) -> None:
    own = await relay.hand_over()
    [first] = await relay.letters()
    await relay.client.post(link(first, "Spør tilbake"), data={"text": "Hvor mange?"})
    await relay.client.post(f"{own}/answer", data={"text": "tolv stykker"})
    _, second = await relay.letters()
    assert first["References"] == second["References"] == first["In-Reply-To"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


async def test_a_link_acts_once(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    path = link(letter, "Spør tilbake")
    await relay.client.post(path, data={"text": "Hvor mange?"})
    again = await relay.client.post(path, data={"text": "Og når?"})
    assert "Denne lenken er brukt." in again.text
    assert "Denne lenken er brukt." in (await relay.client.get(path)).text
    assert await relay.steps() == ["sent", "asked"]


async def test_scanners_that_follow_every_link_change_nothing(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    for address in re.findall(r"https://idelos\.example\.org(/\S+)", plain(letter)):
        for method in ("GET", "HEAD"):
            answer = await relay.client.request(method, address)
            assert answer.status_code == 200
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["referrer-policy"] == "same-origin"
    assert await relay.steps() == ["sent"]


async def test_a_form_with_something_missing_keeps_the_rest(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    path = link(letter, "Avslå")
    page = await relay.client.post(path, data={"text": "Spør Overhalla."})
    assert page.status_code == 422
    assert page.text.count("Velg en grunn.") == 2, "on top, and beside the field"
    assert "Spør Overhalla." in page.text
    done = await relay.client.post(path, data={"choice": "not_ours", "text": "Spør Overhalla."})
    assert "Saken er avslått." in done.text
    assert await relay.steps() == ["sent", "declined"]


async def test_passing_on_offers_only_whom_the_bot_can_reach(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    path = link(letter, "Send videre")
    page = (await relay.client.get(path)).text
    assert 'value="sekretariatet-distriktforsk"' in page
    assert 'value="foui-kontakt@osen"' not in page, "its address is not verified"
    nowhere = await relay.client.post(path, data={"choice": "foui-kontakt@osen"})
    assert nowhere.status_code == 422
    done = await relay.client.post(path, data={"choice": "sekretariatet-distriktforsk"})
    assert "Saken er sendt videre." in done.text
    _, onward = await relay.letters()
    assert onward["To"] == "postmottak@trondelagfylke.no"
    assert await relay.steps() == ["sent", "passed_on"]
    late = await relay.client.post(link(letter, "Ta saken"))
    assert "Saken har gått videre i mellomtiden og ligger ikke hos deg lenger." in late.text


@pytest.mark.parametrize(
    ("given", "details"),
    [
        ({"choice": "parked", "until": "2027-02-01"}, {"until": "2027-02-01"}),
        ({"choice": "parked", "programme": "distriktforsk"}, {"record": "programme:distriktforsk"}),
        ({"choice": "application", "programme": ""}, {}),
        ({"choice": "project", "until": "2027-02-01", "text": "I gang."}, {"text": "I gang."}),
    ],
)
async def test_outcomes(relay: Relayed, given: dict[str, str], details: dict[str, str]) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    done = await relay.client.post(link(letter, "Merk utfall"), data=given)
    assert "Utfallet er lagret." in done.text
    async with relay.sessions() as session:
        last = (await session.scalars(select(StoredStep).order_by(StoredStep.seq.desc()))).first()
    assert last
    assert last.details == {"outcome": given["choice"], **details}


@pytest.mark.parametrize("until", ["", "2026-11-23", "i morgen", "9999-99-99"])
async def test_what_is_parked_wakes_some_day(relay: Relayed, until: str) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    path = link(letter, "Merk utfall")
    answer = await relay.client.post(path, data={"choice": "parked", "until": until})
    assert answer.status_code == 422
    assert "Velg en dag etter i dag" in answer.text


@pytest.mark.parametrize(
    ("token", "status", "said"),
    [
        ("forged", 404, "Denne lenken virker ikke."),
        ("WzEsImlkZWFfYWNjZXB0OjEuMSIsOTk5OTk5OTk5OTld.AAAA", 404, "Denne lenken virker ikke."),
        ("%3Cscript%3E", 404, "Denne lenken virker ikke."),
    ],
)
async def test_a_guessed_link_opens_nothing(
    relay: Relayed, token: str, status: int, said: str
) -> None:
    for method in ("GET", "POST"):
        answer = await relay.client.request(method, f"/step/{token}")
        assert answer.status_code == status
        assert said in answer.text


async def test_a_link_of_another_kind_or_for_another_idea_opens_nothing(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    links = Links("https://idelos.example.org", SECRET)
    stop = links.to(1, Action("stop", "all"), MONDAY)
    assert stop
    token = stop.rpartition("/")[2]
    assert (await relay.client.get(f"/step/{token}")).status_code == 404
    token = link(letter, "Ta saken").rpartition("/")[2]
    assert (await relay.client.get(f"/letter/{token}")).status_code == 404
    async with relay.sessions() as session:
        mailbox = await session.scalar(select(Office.person_id))
    assert mailbox
    for argument in ("7.1", "1", ""):
        other = links.to(mailbox, Action("idea_accept", argument), MONDAY)
        assert other
        answer = await relay.client.get(other.removeprefix(links.base_url))
        assert answer.status_code == 404
    assert await relay.steps() == ["sent"]


async def test_an_old_link_says_so(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    relay.clock.move(days=61)
    answer = await relay.client.post(link(letter, "Ta saken"))
    assert answer.status_code == 410
    assert "Denne lenken er for gammel." in answer.text
    assert await relay.steps() == ["sent"]


async def test_whoever_holds_the_seat_no_more_opens_nothing(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    async with relay.sessions.begin() as session:
        await session.execute(update(Office).values(until=MONDAY))
    answer = await relay.client.post(link(letter, "Ta saken"))
    assert answer.status_code == 403
    assert "Denne saken er åpen for den som sendte den, og for mottakeren." in answer.text
    assert "sensorer" not in answer.text
    async with relay.sessions.begin() as session:
        await session.execute(delete(Office))
        await session.execute(delete(Person).where(Person.channel == "email"))
    assert (await relay.client.get(link(letter, "Ta saken"))).status_code == 404


async def test_another_site_cannot_press_it(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    headers = {"sec-fetch-site": "cross-site"}
    answer = await relay.client.post(link(letter, "Ta saken"), headers=headers)
    assert answer.status_code == 403
    assert await relay.steps() == ["sent"]


async def test_words_are_shown_as_they_were_written(relay: Relayed) -> None:
    await relay.hand_over()
    [letter] = await relay.letters()
    words = '<script>alert("1")</script> & «hei»'
    done = await relay.client.post(link(letter, "Spør tilbake"), data={"text": words})
    assert "<script>alert" not in done.text
    assert "&lt;script&gt;alert" in done.text
