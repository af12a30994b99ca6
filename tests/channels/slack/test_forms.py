"""Forms open before whoever asks for them, and are taken once, where nothing is wrong with them."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select

from bot.channels.slack.check import check_view
from bot.conversation.tables import StoredConversation
from tests.channels.slack.house import House
from tests.slack.fake import refused
from tests.slack.world import Json

pytestmark = pytest.mark.with_packs

_TEXT = "Vi vil prøve sensorer som varsler om fall hos beboerne"


async def opened(house: House, user: str = "U1") -> Json:
    """Wait until a modal is open before somebody."""
    await house.slack.until(lambda: house.slack.modal(user) is not None)
    view = house.slack.modal(user)
    assert view
    check_view({name: view[name] for name in ("type", "title", "submit", "close", "blocks")})
    return view


def labels(blocks: Sequence[Json]) -> list[str]:
    return [it["label"]["text"] for it in blocks if it["type"] == "input"]


async def test_the_command_alone_opens_the_form_of_an_idea(house: House) -> None:
    answer = await house.driver.command("U1", "/ide")
    assert (answer.status, answer.body) == (200, None)
    view = await opened(house)
    assert view["title"]["text"] == "Send en idé"
    assert house.slack.messages("U1") == []


async def test_a_form_that_is_filled_in_shows_what_would_be_sent(house: House) -> None:
    await house.driver.command("U1", "/ide")
    await opened(house)
    await house.driver.submit("U1", {"text": _TEXT, "municipality": "Namsos"})
    assert house.slack.modal("U1") is None
    [answer] = await house.answers(house.slack.world.direct("U1").id, to="U1")
    assert _TEXT in answer.text


async def test_faults_stand_in_the_form_at_once_and_nothing_is_kept(house: House) -> None:
    await house.driver.command("U1", "/ide")
    await opened(house)
    before = len(await house.received())
    private = "Eleven Ola Vik har ADHD, og vi vil prøve en app som minner om timene"
    answer = await house.driver.submit("U1", {"text": private, "municipality": "Namsos"})
    assert answer.body["response_action"] == "errors"
    assert list(answer.body["errors"]) == ["text"]
    assert house.slack.modal("U1")
    assert len(await house.received()) == before


async def test_a_form_that_comes_twice_is_taken_once(house: House) -> None:
    await house.driver.command("U1", "/ide")
    await opened(house)
    await house.driver.submit("U1", {"text": _TEXT, "municipality": "Namsos"})
    await house.driver.storm(3)
    place = house.slack.world.direct("U1").id
    await house.answers(place, to="U1")
    await house.say("hei")
    assert len(house.slack.messages(place, "U1")) == 1


async def test_a_form_opened_in_a_channel_is_answered_there_to_its_person_only(
    house: House,
) -> None:
    house.slack.channel("C1", "U1", "U2")
    await house.driver.command("U1", "/ide", channel="C1")
    await opened(house)
    await house.driver.submit("U1", {"text": _TEXT, "municipality": "Namsos"})
    [answer] = await house.answers("C1", to="U1")
    assert _TEXT in answer.text
    assert house.slack.messages("C1") == []


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
async def test_where_it_is_too_late_for_a_form_the_same_is_asked_in_words(
    house: House, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    house.slack.fail("views.open", refused(error))
    await house.driver.command("U1", "/ide")
    [answer] = await house.answers(house.slack.world.direct("U1").id, to="U1")
    assert "hvilken kommune jobber du i?" in answer.text
    assert caplog.records == []


async def test_a_form_that_slack_does_not_take_is_asked_in_words_and_reported(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.slack.fail("views.open", refused("view_too_large"))
    await house.driver.command("U1", "/ide")
    await house.answers(house.slack.world.direct("U1").id, to="U1")
    assert "a form in Slack: idea_form" in caplog.text


async def test_what_was_filled_in_is_not_kept_when_the_modal_is_closed(house: House) -> None:
    await house.driver.command("U1", "/ide")
    await opened(house)
    assert await house.driver.close("U1") is None
    async with house.sessions() as session:
        kept = await session.scalar(select(func.count()).select_from(StoredConversation))
    assert kept == 0


async def test_a_list_too_long_for_a_modal_is_searched(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the shipped places were more than Slack's lists hold."""
    monkeypatch.setattr("bot.channels.slack.modal._MANY", 20)
    monkeypatch.setattr("bot.channels.slack.modal._FEW", 2)
    await house.driver.command("U1", "/ide")
    view = await opened(house)
    answer = await house.driver.seek("U1", view, "municipality", "nams")
    assert [it["text"]["text"] for it in answer.body["options"]] == ["Namsos", "Namsskogan"]
    await house.driver.submit("U1", {"text": _TEXT, "municipality": "namsos"})
    [shown] = await house.answers(house.slack.world.direct("U1").id, to="U1")
    assert _TEXT in shown.text
