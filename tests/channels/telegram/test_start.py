"""Links to the bot: what they carry is done once the person has pressed «Start»."""

import re
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.deep_link import LinkError, bot_link, meaning
from bot.ideas.offices import Post, invite
from bot.message import Action
from tests.channels.clock import NOON
from tests.channels.telegram.house import House
from tests.ideas.people import NAMSOS

_FIRST = "Jeg er Idélos, en robot. Telegram er ikke kommunens eget system."


@pytest.mark.parametrize(
    ("payload", "meant"),
    [
        ("f_programme_klimasats", Action("follow", "programme=klimasats")),
        ("f_theme_health_care", Action("follow", "theme=health_care")),
        ("o_abc-_", Action("office_link", "abc-_")),
        ("123456", "123456"),
        ("1234567", Action("intent", "greet")),
        ("", Action("intent", "greet")),
        ("f_", Action("intent", "greet")),
        ("q_", Action("intent", "greet")),
        ("q_!", Action("intent", "greet")),
        ("q_gICA", Action("intent", "greet")),
        ("noe annet", Action("intent", "greet")),
    ],
)
def test_what_a_payload_means(payload: str, meant: Action | str) -> None:
    assert meaning(payload) == meant


@given(st.text(max_size=64))
def test_any_payload_means_something(payload: str) -> None:
    assert meaning(payload)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60))
def test_a_question_comes_back_or_is_refused(question: str) -> None:
    if len(urlsafe_b64encode(question.encode()).rstrip(b"=")) > 62:
        with pytest.raises(LinkError):
            bot_link("idelos_bot", question=question)
        return
    link = bot_link("idelos_bot", question=question)
    found = re.fullmatch(r"https://t\.me/idelos_bot\?start=([A-Za-z0-9_-]{1,64})", link)
    assert found
    assert meaning(found[1]) == (question.strip() or Action("intent", "greet"))


def test_a_link_follows_what_it_names() -> None:
    link = bot_link("idelos_bot", "programme=klimasats")
    assert link == "https://t.me/idelos_bot?start=f_programme_klimasats"
    assert bot_link("idelos_bot") == "https://t.me/idelos_bot"
    with pytest.raises(LinkError):
        bot_link("idelos_bot", "programme=æ")


@pytest.mark.with_packs
async def test_a_subscription_is_followed_and_can_be_taken_back(house: House) -> None:
    answer = await house.say("/start f_programme_klimasats")
    assert answer.text.startswith(_FIRST)
    assert "Klimasats" in answer.text
    assert await house.doors() == [("telegram", "81", None)]
    undone = await house.press(answer, "Angre")
    assert "Klimasats" not in (await house.say("/varsler")).text
    assert undone.text


@pytest.mark.with_packs
async def test_the_question_of_a_poster_is_answered(house: House) -> None:
    link = bot_link("idelos_bot", question="Hvem tar imot ideer i Namsos?")
    answer = await house.say(f"/start {link.partition('=')[2]}")
    assert answer.text.startswith(_FIRST)
    assert "namsos" in answer.text.lower()


@pytest.mark.with_packs
async def test_an_invitation_makes_the_holder(house: House) -> None:
    async with house.sessions.begin() as session:
        secret = await invite(session, Post("contact", NAMSOS, "trondelag"), NOON)
    answer = await house.say(f"/start o_{secret}")
    assert "FoUI-kontakt" in answer.text
    again = await house.say(f"/start o_{secret}", 82)
    assert "FoUI-kontakt" not in again.text.partition("her.")[2]


@pytest.mark.with_packs
@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("nb", "Telegram er ikke kommunens eget system. Skriv ikke om pasienter"),
        ("nn", "Telegram er ikkje kommunen sitt eige system. Skriv ikkje om pasientar"),
        ("sv", "Telegram är inte kommunens eget system. Skriv inte om patienter"),
    ],
)
async def test_it_is_said_first_whose_system_this_is(house: House, code: str, says: str) -> None:
    house.telegram.world.languages[81] = code
    first, second, *_ = (await house.say("/start")).text.split("\n")
    assert "Idélos" in first
    assert second.startswith(says)


@pytest.mark.with_packs
async def test_it_is_said_in_english_too(house: House) -> None:
    await house.say("in English, please")
    answer = await house.say("/start")
    assert "Telegram is not the municipality's own system." in answer.text
