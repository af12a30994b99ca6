"""Two people who never share a channel talk about one idea, and the web shows it as one case."""

import re
from collections.abc import AsyncIterator
from html import unescape

import httpx
import pytest

from bot.ideas.tables import Office
from bot.message import Place
from bot.notices.desk.people import Profile, make_person
from tests.casework.relayed import NAMSOS as MAILBOX
from tests.casework.relayed import link, plain
from tests.channels.town import Town, opened
from tests.ideas.people import MONDAY, NAMSOS
from tests.slack.conftest import slack
from tests.slack.fake import FakeSlack
from tests.slack.world import Posted
from tests.teams.conftest import teams
from tests.teams.fake import FakeTeams
from tests.teams.reading import Card
from tests.teams.world import KARI as KARI_IN_TEAMS
from tests.teams.world import OLA, Person
from tests.teams.world import Message as TeamsMessage
from tests.telegram.conftest import telegram
from tests.telegram.fake import FakeTelegram
from tests.telegram.world import Message

__all__ = ["slack", "teams", "telegram"]
pytestmark = pytest.mark.with_packs

KARI, CONTACT = 81, "U2"
IDEA, ASKED, ANSWERED = (
    "Vi i hjemmetjenesten i Namsos vil teste sensorer",
    "Har dere valgt leverandør?",
    "nei, ikke ennå",
)
STORY = ("sendt til Namsos", f"spurte: «{ASKED}»", f"«{ANSWERED}»", "tok saken")


@pytest.fixture
async def town(
    database: str, slack: FakeSlack, teams: FakeTeams, telegram: FakeTelegram
) -> AsyncIterator[Town]:
    async with opened(database, slack, teams, telegram) as town:
        telegram.world.languages[KARI] = "nb"
        yield town


@pytest.fixture
async def contact(town: Town) -> str:
    """The contact in Namsos, who is in Slack alone."""
    town.slack.person(CONTACT)
    await _appoint(town, Place("slack", f"T1/{CONTACT}"))
    return CONTACT


@pytest.fixture
async def contact_in_teams(town: Town) -> Person:
    """The contact in Namsos, who is in Teams alone."""
    await town.in_teams.install(OLA)
    await town.from_teams(OLA)
    await _appoint(town, Place("teams", town.teams.world.personal(OLA).id))
    return OLA


async def _appoint(town: Town, place: Place) -> None:
    async with town.sessions.begin() as session:
        profile = Profile("nb", "trondelag", "namsos")
        person = await make_person(session, place, profile, MONDAY, reachable=True)
        seat = {"role": "contact", "seat": NAMSOS.key, "region": "trondelag", "proof": "code"}
        session.add(Office(person_id=person, since=MONDAY, **seat))


async def test_from_telegram_to_slack_and_back(town: Town, contact: str) -> None:
    receipt = await _send_from_telegram(town)
    came = await _ask_in_slack(town)

    await town.notices()
    assert f"«{ASKED}»" in (await town.from_telegram(KARI)).text
    await _say(town, ANSWERED)
    await town.notices()
    assert f"«{ANSWERED}»" in (await town.from_slack(contact)).text
    await _take_in_slack(town, came)
    await town.notices()
    assert "har tatt IDE-2026-0001" in (await town.from_telegram(KARI)).text

    async with town.browser() as browser:
        await _be_known(town, browser)
        assert IDEA in (await browser.get("/inbox")).text
        _is_one_story(_read(await browser.get("/inbox/IDE-2026-0001")))
    _is_one_story((await _press(town, receipt, "Se saken")).text)
    await _nothing_more(town)


async def test_from_telegram_to_a_mailbox_and_back(town: Town) -> None:
    receipt = await _send_from_telegram(town)
    await town.notices()
    [letter] = town.letters(MAILBOX)
    assert f"«{IDEA}»" in plain(letter)
    async with town.browser() as browser:
        for _ in range(2):
            await browser.post(link(letter, "Spør tilbake"), data={"text": ASKED})

        await town.notices()
        assert f"«{ASKED}»" in (await town.from_telegram(KARI)).text
        await _say(town, ANSWERED)
        await town.notices()
        _, answer = town.letters(MAILBOX)
        assert f"«{ANSWERED}»" in plain(answer)
        taken = await browser.post(link(answer, "Ta saken"))
        assert "Dere har tatt saken." in taken.text
        _is_one_story(_read(taken))
        _is_one_story(_read(await browser.get(link(answer, "Se saken"))))

    await town.notices()
    assert "har tatt IDE-2026-0001" in (await town.from_telegram(KARI)).text
    _is_one_story((await _press(town, receipt, "Se saken")).text)
    await _nothing_more(town)
    assert len(town.letters(MAILBOX)) == 2


async def test_from_teams_to_slack_and_back(town: Town, contact: str) -> None:
    receipt = await _send_from_teams(town)
    came = await _ask_in_slack(town)

    await town.notices()
    assert f"«{ASKED}»" in _text(await town.from_teams(KARI_IN_TEAMS))
    await _write(town, ANSWERED)
    await town.notices()
    assert f"«{ANSWERED}»" in (await town.from_slack(contact)).text
    await _take_in_slack(town, came)
    await town.notices()
    assert "har tatt IDE-2026-0001" in _text(await town.from_teams(KARI_IN_TEAMS))
    _is_one_story(_text(await _press_in_teams(town, KARI_IN_TEAMS, receipt, "Se saken")))
    await _nothing_more(town)


async def test_from_telegram_to_teams_and_back(town: Town, contact_in_teams: Person) -> None:
    receipt = await _send_from_telegram(town)
    await town.notices()
    came = await town.from_teams(contact_in_teams)
    assert f"«{IDEA}»" in _text(came)
    asking = await town.in_teams.press(contact_in_teams, came, "Spør tilbake")
    await town.in_teams.submit(contact_in_teams, asking, {"field_text": ASKED})
    assert "sendt" in _text(await town.from_teams(contact_in_teams))

    await town.notices()
    assert f"«{ASKED}»" in (await town.from_telegram(KARI)).text
    await _say(town, ANSWERED)
    await town.notices()
    assert f"«{ANSWERED}»" in _text(await town.from_teams(contact_in_teams))
    taken = await _press_in_teams(town, contact_in_teams, came, "Ta saken")
    assert "din sak" in _text(taken)
    await town.notices()
    assert "har tatt IDE-2026-0001" in (await town.from_telegram(KARI)).text
    _is_one_story((await _press(town, receipt, "Se saken")).text)
    await _nothing_more(town)


async def test_from_the_web_to_slack_and_back(town: Town, contact: str) -> None:
    async with town.browser() as browser:
        own = await _send_from_the_web(browser)
        came = await _ask_in_slack(town)
        answered = await browser.post(f"{own}/answer", data={"text": ANSWERED, "seen": "2"})
        assert "Svaret er sendt." in answered.text
        await town.notices()
        assert f"«{ANSWERED}»" in (await town.from_slack(contact)).text
        await _take_in_slack(town, came)
        _is_one_story(_read(await browser.get(own)))
    await _nothing_more(town)


async def _say(town: Town, text: str) -> Message:
    """Let Kari write, and Telegram bring it twice more; give the answer."""
    await town.in_telegram.say(KARI, text)
    assert await town.in_telegram.again(2) == [200, 200]
    return await town.from_telegram(KARI)


async def _press(town: Town, message: Message, label: str) -> Message:
    await town.in_telegram.press(KARI, message, label)
    assert await town.in_telegram.again(2) == [200, 200]
    return await town.from_telegram(KARI)


async def _write(town: Town, text: str) -> TeamsMessage:
    """Let Kari write in Teams, which brings it twice more; give the answer."""
    await town.in_teams.say(KARI_IN_TEAMS, text)
    await town.in_teams.again(2)
    return await town.from_teams(KARI_IN_TEAMS)


async def _press_in_teams(
    town: Town, by: Person, message: TeamsMessage, label: str
) -> TeamsMessage:
    await town.in_teams.press(by, message, label)
    await town.in_teams.again(2)
    return await town.from_teams(by)


def _text(message: TeamsMessage) -> str:
    return Card(message.card).text


async def _send_from_teams(town: Town) -> TeamsMessage:
    """Send the idea, and give the receipt."""
    answer = await _write(town, f"{IDEA}, hvor går jeg med ideen?")
    preview = await _press_in_teams(town, KARI_IN_TEAMS, answer, "Send ideen videre")
    assert f"«{IDEA}»" in _text(preview)
    receipt = await _press_in_teams(town, KARI_IN_TEAMS, preview, "Send")
    assert "IDE-2026-0001" in _text(receipt)
    return receipt


async def _send_from_telegram(town: Town) -> Message:
    """Send the idea, and give the receipt."""
    await _say(town, "/start")
    answer = await _say(town, f"{IDEA}, hvor går jeg med ideen?")
    preview = await _press(town, answer, "Send ideen videre")
    assert f"«{IDEA}»" in preview.text
    receipt = await _press(town, preview, "Send")
    assert "IDE-2026-0001" in receipt.text
    return receipt


async def _send_from_the_web(browser: httpx.AsyncClient) -> str:
    """Send the idea by the form, and give the page that its secret opens."""
    filled = {"text": IDEA, "municipality": "namsos", "wish": "advice", "aim": "practice"}
    await browser.post("/idea", data=filled)
    preview = (await browser.get("/idea/preview")).text
    sent = await browser.post(
        "/idea/preview", data={"seal": _found('name="seal" value="', preview)}
    )
    return "/case/" + _found("https://idelos.test/case/", sent.text)


def _found(before: str, text: str) -> str:
    found = re.search(f'{re.escape(before)}([^"]+)"', text)
    assert found
    return found[1]


async def _ask_in_slack(town: Town) -> Posted:
    """Let the contact ask about the idea that came; give the message that brought it."""
    await town.notices()
    came = await town.from_slack(CONTACT)
    assert f"«{IDEA}»" in came.text
    await town.in_slack.press(CONTACT, came, "Spør tilbake")
    await town.slack.until(lambda: town.slack.modal(CONTACT))
    await town.in_slack.submit(CONTACT, {"text": ASKED})
    await town.in_slack.storm(2)
    assert "sendt" in (await town.from_slack(CONTACT)).text
    return came


async def _take_in_slack(town: Town, came: Posted) -> None:
    await town.in_slack.press(CONTACT, came, "Ta saken")
    await town.in_slack.storm(2)
    assert "din sak" in (await town.from_slack(CONTACT)).text


async def _be_known(town: Town, browser: httpx.AsyncClient) -> None:
    """Let Kari prove one address in Telegram and in a browser, so that both are hers."""
    address = "kari@namsos.example"
    for text in ("bare e-post", address):
        await _say(town, text)
    assert "Koden stemmer." in (await _say(town, await town.code(address))).text
    for text in ("bare e-post", address):
        await browser.post("/turn", data={"text": text})
    proved = await browser.post("/turn", data={"text": await town.code(address)})
    assert "Koden stemmer." in proved.text


def _read(page: httpx.Response) -> str:
    """Give what stands on a page."""
    assert page.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def _is_one_story(text: str) -> None:
    """See that all that happened is told, in order and once."""
    assert [text.count(it) for it in (f"«{IDEA}»", ASKED, ANSWERED, "tok saken")] == [1] * 4
    places = [text.find(it) for it in STORY]
    assert -1 not in places
    assert places == sorted(places)


async def _nothing_more(town: Town) -> None:
    """See that nobody was told anything twice, and that nothing waits to be told."""
    await town.until_quiet()
    await town.notices()
    assert len(town.telegram.messages(KARI)) == town.heard[KARI]
    for person in (KARI_IN_TEAMS, OLA):
        assert len(town.teams.messages(person)) == town.heard[person.id]
    if CONTACT in town.slack.world.people:
        assert len(town.slack.messages(CONTACT)) == town.heard[CONTACT]
