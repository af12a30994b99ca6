"""Our Slack and the emulator, of which neither knows the other, say the same to the same calls."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.emulator import TEAM, TOKEN, emulated
from tests.slack.fake import FakeSlack, running
from tests.slack.interactions import Interactions
from tests.slack.world import Json, Person

_KARI = Person("U1", "Kari Nordmann")
_BLOCKS = [{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "Hei"}}]
_HOME = {"type": "home", "blocks": _BLOCKS}
_MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Idé"},
    "external_id": "idea",
    "blocks": _BLOCKS,
}


@pytest.fixture(params=["fake", pytest.param("emulator", marks=pytest.mark.node)])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[FakeSlack]:
    if request.param == "emulator":
        async with emulated([_KARI]) as emulator:
            yield emulator.slack
    else:
        fake = FakeSlack()
        fake.person("U1", name="Kari Nordmann")
        async with running(fake):
            yield fake


@pytest.fixture
def web(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(TOKEN, base_url=slack.base_url)


@pytest.fixture
def kari(slack: FakeSlack) -> str:
    (id_,) = slack.world.people
    return id_


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": "C9", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "{direct}"}, "no_text"),
        ("chat.postEphemeral", {"channel": "C9", "user": "U9", "text": "x"}, "channel_not_found"),
        ("chat.update", {"channel": "{direct}", "ts": "1.2", "text": "x"}, "message_not_found"),
        ("chat.delete", {"channel": "{direct}", "ts": "1.2"}, "message_not_found"),
        ("conversations.info", {"channel": "C9"}, "channel_not_found"),
        ("conversations.members", {"channel": "C9"}, "channel_not_found"),
        ("conversations.open", {"users": "U9"}, "user_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("users.info", {"user": "U9"}, "user_not_found"),
        ("views.open", {"trigger_id": "1.2.x", "view": _MODAL}, "invalid_trigger_id"),
        ("views.publish", {"user_id": "U9", "view": _HOME}, "user_not_found"),
        ("views.update", {"view_id": "V9", "view": _MODAL}, "not_found"),
        ("files.completeUploadExternal", {"files": [{"id": "F9"}]}, "file_not_found"),
    ],
)
async def test_the_same_is_refused(
    slack: FakeSlack, web: AsyncWebClient, kari: str, method: str, arguments: Json, error: str
) -> None:
    direct = slack.world.direct(kari).id
    given = {name: direct if it == "{direct}" else it for name, it in arguments.items()}
    with pytest.raises(SlackApiError) as caught:
        await web.api_call(method, json=given)
    assert caught.value.response["error"] == error


async def test_messages_are_told_alike(slack: FakeSlack, web: AsyncWebClient, kari: str) -> None:
    sent = await web.chat_postMessage(channel=kari, text="Hei", blocks=_BLOCKS)
    assert sent["channel"] == slack.world.direct(kari).id
    assert (sent["message"]["text"], sent["message"]["blocks"]) == ("Hei", _BLOCKS)
    changed = await web.chat_update(channel=sent["channel"], ts=sent["ts"], text="Ny")
    assert (changed["ts"], changed["text"]) == (sent["ts"], "Ny")
    gone = await web.chat_delete(channel=sent["channel"], ts=sent["ts"])
    assert gone["ts"] == sent["ts"]


async def test_views_are_told_alike(slack: FakeSlack, web: AsyncWebClient, kari: str) -> None:
    trigger = Interactions(slack).trigger
    view = (await web.views_open(trigger_id=trigger(kari), view=_MODAL))["view"]
    assert view["root_view_id"] == view["id"]
    assert view["team_id"] == slack.world.people[kari].team
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await web.views_push(trigger_id=trigger(kari), view=_MODAL)
    unnamed = {name: it for name, it in _MODAL.items() if name != "external_id"}
    for _ in range(2):
        above = (await web.views_push(trigger_id=trigger(kari), view=unnamed))["view"]
    assert above["root_view_id"] == view["id"]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await web.views_push(trigger_id=trigger(kari), view=unnamed)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_update(view_id=view["id"], hash="old", view=_MODAL)
    home = (await web.views_publish(user_id=kari, view=_HOME))["view"]
    assert set(view) >= {"id", "hash", "state", "callback_id", "private_metadata", "external_id"}
    assert (home["type"], home["blocks"]) == ("home", _BLOCKS)


async def test_who_one_is_is_told_alike(web: AsyncWebClient, slack: FakeSlack, kari: str) -> None:
    told = await web.auth_test()
    assert told["team_id"] in ("T1", TEAM)
    assert (told["user_id"], told["bot_id"]) == ("U0IDELOS", "B0IDELOS")
    person = (await web.users_info(user=kari, include_locale=True))["user"]
    assert (person["real_name"], person["tz"], person["deleted"]) == (
        "Kari Nordmann",
        "Europe/Oslo",
        False,
    )
