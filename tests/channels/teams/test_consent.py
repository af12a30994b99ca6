"""A colleague's message becomes an idea only once that colleague said yes."""

from dataclasses import replace

import pytest

from tests.channels.teams.house import House
from tests.channels.teams.told import acknowledged, dialog, in_place
from tests.teams import shapes
from tests.teams.drive import Answer
from tests.teams.fake import refused, throttled
from tests.teams.reading import Card
from tests.teams.world import KARI, OLA, Conversation, Message, Person

pytestmark = pytest.mark.with_packs

WORDS = "Vi burde ha <b>sensorer</b> & [lys](https://x.test) i hjemmetjenesten"
PER = Person("Per")


async def ask(house: House) -> tuple[Conversation, Message, Message]:
    """Let Ola ask for a message of Kari's; give where, what she is asked, and what he is told."""
    group = house.teams.world.group(KARI, OLA)
    message = house.driver.write(KARI, shapes.said(WORDS), group)
    await house.driver.choose(OLA, message, KARI, "idea")
    [question] = await house.answers(KARI)
    [told] = await house.answers(OLA)
    return group, question, told


async def test_the_colleague_is_asked_alone_with_their_words(house: House) -> None:
    group, question, told = await ask(house)
    text = Card(question.card).text
    assert text.startswith("Ola Nordmann vil lage en idé av meldingen din")
    assert WORDS in text
    assert "Jeg har spurt" in Card(told.card).text or "Eg har spurt" in Card(told.card).text
    assert WORDS not in Card(told.card).text
    assert not house.teams.messages(group.id)


async def test_after_a_yes_the_form_has_the_words(house: House) -> None:
    _, question, _ = await ask(house)
    assert acknowledged(await house.driver.press(KARI, question, "Ja, bruk den"))
    [permission] = await house.answers(OLA)
    assert WORDS in Card(permission.card).text
    opened = await house.driver.press(OLA, permission, "Skriv ideen")
    assert dialog(opened).inputs["field_text"]["value"].startswith(WORDS)
    await house.until_done(2)
    assert Card(question.card).text.startswith("Du sa ja.")
    assert KARI.name not in Card(permission.card).text


async def test_an_old_app_answers_too(house: House) -> None:
    _, question, _ = await ask(house)
    assert await house.driver.submit_plainly(KARI, question, "Ja, bruk den") == Answer(200)
    [permission] = await house.answers(OLA)
    assert WORDS in Card(permission.card).text


async def test_after_a_no_nobody_has_them(house: House) -> None:
    _, question, _ = await ask(house)
    await house.driver.press(KARI, question, "Nei")
    [told] = await house.answers(OLA)
    assert WORDS not in Card(told.card).text
    await house.until_done(2)
    assert Card(question.card).text.startswith("Du sa nei.")
    assert dialog(await house.driver.press(OLA, told, Card(told.card).labels[0]))


async def test_the_first_answer_counts(house: House) -> None:
    _, question, _ = await ask(house)
    card = replace(question)
    await house.driver.press(KARI, card, "Nei")
    await house.driver.press(KARI, card, "Ja, bruk den")
    await house.driver.again(3)
    await house.answers(OLA)
    await house.until_done(2)
    assert len(house.teams.messages(OLA)) == 2


async def test_a_double_click_asks_once(house: House) -> None:
    group = house.teams.world.group(KARI, OLA)
    message = house.driver.write(KARI, shapes.said(WORDS), group)
    for _ in range(3):
        await house.driver.choose(OLA, message, KARI, "idea")
    await house.answers(OLA)
    await house.say("hei", OLA)
    assert len(house.teams.messages(KARI)) == 1


async def test_put_off_by_teams_the_colleague_is_asked_later(house: House) -> None:
    group = house.teams.world.group(KARI, OLA)
    message = house.driver.write(KARI, shapes.said(WORDS), group)
    house.teams.fail("post", throttled(3))
    await house.driver.choose(OLA, message, KARI, "idea")
    await house.until_waiting()
    assert not house.teams.messages(KARI)
    house.clock.pass_(5)
    [question] = await house.answers(KARI)
    assert WORDS in Card(question.card).text
    await house.answers(OLA)


async def test_of_the_words_nothing_is_kept(house: House) -> None:
    await ask(house)
    assert {it.payload for it in await house.until_done(1)} == {""}


async def test_nobody_answers_for_somebody_else(house: House) -> None:
    _, question, _ = await ask(house)
    [yes] = [it for it in Card(question.card).actions if it["title"] == "Ja, bruk den"]
    forged = shapes.executed(question, {k: yes[k] for k in ("type", "verb", "data")})
    told = acknowledged(await house.driver.act(OLA, forged))
    assert "Bare den som skrev" in told or "Berre den som skreiv" in told
    assert len(await house.received()) == 1


async def test_where_the_asker_is_gone_the_colleague_is_not_told_otherwise(house: House) -> None:
    _, question, _ = await ask(house)
    house.teams.world.personal(OLA).refused = (403, "MessageWritesBlocked")
    await house.driver.press(KARI, question, "Ja, bruk den")
    await house.until_done(2)
    assert Card(question.card).text.startswith("Du sa ja, men jeg når ikke")


async def test_put_off_by_teams_the_answer_is_told_once(house: House) -> None:
    _, question, _ = await ask(house)
    house.teams.fail("post", throttled(3))
    await house.driver.press(KARI, question, "Ja, bruk den")
    await house.until_waiting()
    house.clock.pass_(5)
    await house.answers(OLA)
    await house.until_done(2)
    assert len(house.teams.messages(OLA)) == 2
    assert Card(question.card).text.startswith("Du sa ja. ")


@pytest.mark.parametrize("sealed", [None, "", "x", 7, ["x"], "eyJhIjoxfQ.abc"])
@pytest.mark.parametrize("verb", ["consent", "consent_look"])
async def test_what_was_not_sealed_here_means_nothing(
    house: House, sealed: object, verb: str
) -> None:
    message = house.driver.write(KARI, shapes.said("x"))
    data = {"consent": sealed, "answer": "yes"}
    forged = shapes.executed(message, {"type": "Action.Execute", "verb": verb, "data": data})
    assert await house.driver.act(KARI, forged) == Answer(200)
    assert not await house.received()


async def ask_there(house: House) -> tuple[Conversation, Message, Message]:
    """The same where Kari can't be written to, and the bot is in the chat."""
    world = house.teams.world
    channel = world.channel(KARI, OLA, PER)
    await house.mention(channel, "hei", OLA)
    await house.say("hei", OLA)
    world.personal(KARI).refused = (403, "ForbiddenOperationException")
    message = house.driver.write(KARI, shapes.said(WORDS), channel)
    await house.driver.choose(OLA, message, KARI, "idea")
    [notice] = await house.answers(channel)
    [told] = await house.answers(OLA)
    assert notice.thread == message.thread
    return channel, notice, told


async def test_whom_the_bot_can_not_write_to_is_asked_where_the_message_is(house: House) -> None:
    _, notice, told = await ask_there(house)
    assert WORDS not in Card(notice.card).text
    assert OLA.name not in Card(notice.card).text
    assert "spurt" in Card(told.card).text
    theirs = in_place(await house.driver.see(KARI, notice))
    assert WORDS in theirs.text
    assert set(theirs.labels) == {"Ja, bruk den", "Nei"}
    for other in (OLA, PER):
        shown = in_place(await house.driver.see(other, notice))
        assert WORDS not in shown.text
        assert not {"Ja, bruk den", "Nei"} & set(shown.labels)
    assert "Bare den som" in acknowledged(await house.driver.press(PER, notice, "Svar"))
    assert WORDS in in_place(await house.driver.press(KARI, notice, "Svar")).text


async def test_answered_there_it_is_closed_for_all(house: House) -> None:
    _, notice, _ = await ask_there(house)
    mine = in_place(await house.driver.see(KARI, notice))
    seen = replace(notice, activity={"attachments": [_attached(mine)]})
    assert acknowledged(await house.driver.press(KARI, seen, "Ja, bruk den"))
    [permission] = await house.answers(OLA)
    assert WORDS in Card(permission.card).text
    await house.until_done(4)
    assert Card(notice.card).text == "Den som skrev meldingen, har svart."


async def test_whom_nobody_can_ask_is_not_asked(house: House) -> None:
    group = house.teams.world.group(KARI, OLA)
    message = house.driver.write(KARI, shapes.said(WORDS), group)
    await house.say("hei", OLA)
    house.teams.fail("create", refused(403, "ForbiddenOperationException"))
    await house.driver.choose(OLA, message, KARI, "idea")
    [told] = await house.answers(OLA)
    assert "når ikkje den som" in Card(told.card).text or "når ikke den som" in Card(told.card).text
    assert not house.teams.messages(group.id)


def _attached(card: Card) -> dict[str, object]:
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": card.json}
