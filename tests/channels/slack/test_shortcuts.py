"""Ideas that begin by a shortcut; a colleague's message becomes one only where they agree."""

import pytest

from bot.intake.tables import Received
from tests.channels.slack.house import House
from tests.channels.slack.test_forms import opened
from tests.slack.fake import refused
from tests.slack.world import Json, Posted

pytestmark = pytest.mark.with_packs

_WORDS = "Vi burde prøve sensorer som varsler om fall hos beboerne"


def value(view: Json, field: str) -> str:
    [block] = [it for it in view["blocks"] if it["block_id"] == field]
    return str(block["element"].get("initial_value", ""))


async def test_a_new_idea_is_begun_anywhere(house: House) -> None:
    await house.driver.shortcut("U1", "new_idea")
    view = await opened(house)
    assert value(view, "text") == ""


async def test_ones_own_message_stands_in_the_form(house: House) -> None:
    house.slack.channel("C1", "U1", "U2")
    house.slack.person("U2", name="Per <Hansen>")
    said = house.driver.write("U1", "C1", "<@U2> hva om vi gjør &lt;dette&gt; &amp; ser?")
    await house.driver.message_shortcut("U1", "make_idea", said)
    view = await opened(house)
    assert value(view, "text") == "@Per Hansen hva om vi gjør <dette> & ser?"


async def test_where_it_is_too_late_for_the_form_the_message_is_taken_as_said(
    house: House,
) -> None:
    house.slack.channel("C1", "U1")
    house.slack.fail("views.open", refused("expired_trigger_id"))
    said = house.driver.write("U1", "C1", f"{_WORDS} i Namsos")
    await house.driver.message_shortcut("U1", "make_idea", said)
    [answer] = await house.answers("C1", to="U1")
    assert "FoUI-kontakten i Namsos" in answer.text


@pytest.fixture
async def asked(house: House) -> tuple[House, Posted]:
    """U1 wants to make an idea of what U2 wrote, and U2 is asked."""
    house.slack.channel("C1", "U1", "U2")
    house.slack.person("U2", name="Per Hansen", locale="sv-SE")
    said = house.driver.write("U2", "C1", _WORDS)
    await house.driver.message_shortcut("U1", "make_idea", said)
    [question] = await house.answers("U2")
    [told] = await house.answers("C1", to="U1")
    assert "Jeg har spurt den som skrev meldingen" in told.text
    return house, question


async def kept(house: House) -> list[Received]:
    await house.until_done(len(await house.received()))
    return await house.received()


async def test_the_author_is_asked_alone_and_nothing_is_kept(
    asked: tuple[House, Posted],
) -> None:
    house, question = asked
    assert _WORDS in question.text
    assert "Kari Nordmann" in question.text
    assert house.slack.modal("U1") is None
    assert house.slack.messages("U1") == house.slack.messages("C1") == []
    assert [it.payload for it in await kept(house)] == [""]


async def test_a_yes_gives_the_text_to_who_asked_without_a_name(
    asked: tuple[House, Posted],
) -> None:
    house, question = asked
    await house.driver.press("U2", question, "consent:yes")
    [letter] = await house.answers("U1")
    assert _WORDS in letter.text
    assert "Hansen" not in letter.text
    await house.driver.press("U1", letter, "quoted:0")
    view = await opened(house)
    text = f"{_WORDS}\n\n(Etter en melding fra en kollega, som har sagt ja til det.)"
    assert value(view, "text") == text
    await kept(house)
    assert [it for it in question.blocks if it["type"] == "actions"] == []


async def test_a_no_gives_nothing_and_is_told_kindly(asked: tuple[House, Posted]) -> None:
    house, question = asked
    await house.driver.press("U2", question, "consent:no")
    [letter] = await house.answers("U1")
    assert "vil ikke at den blir en idé" in letter.text
    assert _WORDS not in letter.text
    await house.driver.press("U1", letter, "Bruk egne ord")
    assert value(await opened(house), "text") == ""
    await kept(house)
    assert _WORDS not in question.text


async def test_the_first_answer_counts(asked: tuple[House, Posted]) -> None:
    house, question = asked
    blocks = list(question.blocks)
    await house.driver.press("U2", question, "consent:no")
    await house.answers("U1")
    await kept(house)
    house.clock.pass_(60)
    question.blocks = blocks  # an app of Slack that did not hear of it yet
    await house.driver.press("U2", question, "consent:yes")
    await kept(house)
    assert len(house.slack.messages("U1")) == 1


async def test_an_author_who_cannot_be_reached_is_not_waited_for(house: House) -> None:
    house.slack.channel("C1", "U1", "U2")
    house.slack.person("U2")
    house.slack.fail("chat.postMessage", refused("user_not_found"))
    said = house.driver.write("U2", "C1", _WORDS)
    await house.driver.message_shortcut("U1", "make_idea", said)
    [told] = await house.answers("C1", to="U1")
    assert "Jeg når ikke den som skrev meldingen" in told.text
    await kept(house)
    assert await house.doors() == []


async def test_what_an_app_wrote_needs_nobodys_consent(house: House) -> None:
    house.slack.channel("C1", "U1")
    await house.driver.mention("U1", "C1", "når er fristen for Klimasats?")
    [said] = await house.answers("C1")
    await house.driver.message_shortcut("U1", "make_idea", said)
    assert "15. februar" in value(await opened(house), "text")
