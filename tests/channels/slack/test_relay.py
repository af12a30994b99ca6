"""Two people in Slack talk about the same idea, through the relay and its notices."""

import pytest

from bot.ideas.tables import Office
from bot.message import Place
from bot.notices.desk.people import Profile, make_person
from tests.channels.clock import NOON
from tests.channels.slack.house import House
from tests.ideas.people import NAMSOS

pytestmark = pytest.mark.with_packs

IDEA = "Vi i hjemmetjenesten i Namsos vil teste sensorer"


@pytest.fixture
async def contact(house: House) -> str:
    """The contact in Namsos, who is U2."""
    house.slack.person("U2")
    async with house.sessions.begin() as session:
        profile, place = Profile("nb", "trondelag", "namsos"), Place("slack", "T1/U2")
        person = await make_person(session, place, profile, NOON, reachable=True)
        seat = {"role": "contact", "seat": NAMSOS.key, "region": "trondelag", "proof": "code"}
        session.add(Office(person_id=person, since=NOON, **seat))
    return "U2"


async def test_an_idea_goes_to_its_contact_and_the_answer_comes_back(
    house: House, contact: str
) -> None:
    asked = await house.say(f"{IDEA}, hvor går jeg med ideen?")
    preview = await house.press(asked, "Send ideen videre")
    assert IDEA in preview.text
    sent = await house.press(preview, "Send")
    assert "IDE-2026-0001" in sent.text

    await house.notices()
    [came] = await house.answers(contact)
    assert f"«{IDEA}»" in came.text
    await house.driver.press(contact, came, "Spør tilbake")
    await house.slack.until(lambda: house.slack.modal(contact))
    await house.driver.submit(contact, {"text": "har dere valgt leverandør?"})
    [asked_back] = await house.answers(contact)
    assert "sendt" in asked_back.text

    house.clock.pass_(60)
    await house.notices()
    [asks] = await house.answers("U1")
    assert "«har dere valgt leverandør?»" in asks.text
    assert "«nei»" in (await house.say("nei")).text

    house.clock.pass_(60)
    await house.notices()
    [told] = await house.answers(contact)
    assert "«nei»" in told.text
    taken = await house.press(came, "Ta saken", contact)
    assert "din sak" in taken.text


async def test_peoples_own_words_stay_words(house: House, contact: str) -> None:
    wicked = "teste <!channel> *sensorer* <https://evil.test|her> &amp; `kode` i Namsos"
    escaped = wicked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    asked = await house.say(f"Vi i hjemmetjenesten vil {escaped}, hvor går jeg med ideen?")
    await house.press(await house.press(asked, "Send ideen videre"), "Send")
    await house.notices()
    [came] = await house.answers(contact)
    assert "&lt;!channel&gt; *sensorer* &lt;https://evil.test|her&gt; &amp;amp; `kode`" in came.text
    assert "<!channel>" not in came.text


async def test_one_who_left_is_reached_another_way(house: House, contact: str) -> None:
    asked = await house.say(f"{IDEA}, hvor går jeg med ideen?")
    await house.press(await house.press(asked, "Send ideen videre"), "Send")
    house.slack.world.people[contact].deleted = True
    await house.notices()
    assert house.slack.messages(contact) == []
    assert ("T1/U2", "slack user_disabled") in await house.doors()
