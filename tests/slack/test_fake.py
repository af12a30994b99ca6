"""The Slack of the tests, reached by the SDK that the product uses."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.fake import BROKEN, DROPPED, FakeSlack, limited, refused
from tests.slack.interactions import Interactions
from tests.slack.world import Json

_BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Ja"}, "action_id": "yes"}
_BLOCKS = [{"type": "actions", "elements": [_BUTTON]}]


def _modal(title: str = "Send en idé") -> Json:
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": _BLOCKS}


@pytest.fixture
def web(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient("xoxb-T1", base_url=slack.base_url, retry_handlers=[])


async def _error(call: object) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call  # type: ignore[misc]
    return str(caught.value.response["error"])


async def test_messages_are_kept_as_they_stand(slack: FakeSlack, web: AsyncWebClient) -> None:
    first = await web.chat_postMessage(channel="U1", text="Hei", blocks=_BLOCKS)
    await web.chat_postMessage(channel=first["channel"], text="Borte", thread_ts=first["ts"])
    assert [it.text for it in slack.messages("U1")] == ["Hei", "Borte"]
    assert slack.messages("U1")[1].thread == first["ts"]
    await web.chat_update(channel=first["channel"], ts=first["ts"], text="Hei igjen")
    await web.chat_delete(channel=first["channel"], ts=slack.messages("U1")[1].ts)
    assert [it.text for it in slack.messages("U1")] == ["Hei igjen"]
    assert slack.called("chat.postMessage")[0].arguments["blocks"] == _BLOCKS
    assert slack.called("chat.update")[0].team == "T1"


async def test_one_person_alone_sees_what_is_said_to_them(
    slack: FakeSlack, web: AsyncWebClient
) -> None:
    slack.channel("C1", "U1")
    await web.chat_postEphemeral(channel="C1", user="U1", text="Bare du")
    assert slack.messages("C1") == []
    assert [it.text for it in slack.messages("C1", to="U1")] == ["Bare du"]


async def test_people_and_channels_are_told(slack: FakeSlack, web: AsyncWebClient) -> None:
    slack.person("U2", name="Märta Fjällström", locale="sv-SE", tz="Europe/Stockholm")
    slack.channel("C1", "U1", "U2", name="ideer")
    told = (await web.users_info(user="U2", include_locale=True))["user"]
    assert (told["locale"], told["tz"]) == ("sv-SE", "Europe/Stockholm")
    assert "locale" not in (await web.users_info(user="U2"))["user"]
    assert (await web.conversations_open(users="U2"))["channel"]["id"] == "D2"
    assert (await web.conversations_info(channel="D2"))["channel"]["is_im"]
    page = await web.conversations_members(channel="C1", limit=2)
    rest = await web.conversations_members(
        channel="C1", cursor=page["response_metadata"]["next_cursor"]
    )
    assert page["members"] == ["U1", "U2"]
    assert len(rest["members"]) == 1


async def test_who_is_unknown_gone_or_elsewhere_is_refused(
    slack: FakeSlack, web: AsyncWebClient
) -> None:
    slack.person("U2", deleted=True)
    slack.person("U3", team="T2")
    slack.channel("C1", is_archived=True)
    slack.channel("C2", bot=False)
    slack.channel("C3", bot=False, is_private=True)
    assert await _error(web.users_info(user="U9")) == "user_not_found"
    assert await _error(web.users_info(user="U3")) == "user_not_found"
    assert await _error(web.conversations_open(users="U2")) == "user_disabled"
    for channel, error in {
        "C1": "is_archived",
        "C2": "not_in_channel",
        "C3": "channel_not_found",
        "C9": "channel_not_found",
    }.items():
        assert await _error(web.chat_postMessage(channel=channel, text="x")) == error
    assert await _error(web.chat_postMessage(channel="U1", text="x" * 40_001)) == "msg_too_long"


async def test_tokens_are_held_against_what_they_allow(slack: FakeSlack) -> None:
    narrow = AsyncWebClient(slack.install("T2", "users:read"), base_url=slack.base_url)
    assert (await narrow.auth_test())["team_id"] == "T2"
    assert await _error(narrow.chat_postMessage(channel="U1", text="x")) == "missing_scope"
    nobody = AsyncWebClient("xoxb-nobody", base_url=slack.base_url)
    assert await _error(nobody.auth_test()) == "invalid_auth"
    await narrow.auth_revoke()
    assert await _error(narrow.auth_test()) == "token_revoked"
    assert slack.scopes_used() == {frozenset({"chat:write"})}


async def test_a_token_is_renewed_once_by_its_refresh_token(slack: FakeSlack) -> None:
    slack.world.rotates = True
    web = AsyncWebClient(base_url=slack.base_url)
    secrets = {"client_id": "1.2", "client_secret": "hemmelig"}
    given = await web.oauth_v2_access(**secrets, code=slack.code("T2"))
    assert (given["team"]["id"], given["expires_in"]) == ("T2", 43_200)
    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    renewed = await web.oauth_v2_access(**secrets, **refresh)
    assert (await web.auth_test(token=renewed["access_token"]))["team_id"] == "T2"
    assert await _error(web.oauth_v2_access(**secrets, **refresh)) == "invalid_refresh_token"
    assert slack.called("oauth.v2.access")[0].arguments["client_id"] == "1.2"


@pytest.mark.parametrize("error", ["ratelimited", "token_revoked", "is_archived", "fatal_error"])
async def test_only_the_next_calls_go_wrong(
    slack: FakeSlack, web: AsyncWebClient, error: str
) -> None:
    slack.fail("chat.postMessage", refused(error), BROKEN)
    assert await _error(web.chat_postMessage(channel="U1", text="1")) == error
    assert await _error(web.chat_postMessage(channel="U1", text="2")) == "internal_error"
    await web.chat_postMessage(channel="U1", text="3")
    assert [it.text for it in slack.messages("U1")] == ["3"]
    assert len(slack.called("chat.postMessage")) == 3


async def test_a_limit_says_when_to_come_again(slack: FakeSlack) -> None:
    again = AsyncRateLimitErrorRetryHandler(max_retry_count=1)
    web = AsyncWebClient("xoxb-T1", base_url=slack.base_url, retry_handlers=[again])
    slack.fail("chat.postMessage", limited(retry_after=0))
    await web.chat_postMessage(channel="U1", text="Hei")
    assert len(slack.called("chat.postMessage")) == 2
    assert len(slack.messages("U1")) == 1


async def test_a_connection_is_lost(slack: FakeSlack, web: AsyncWebClient) -> None:
    slack.fail("chat.postMessage", DROPPED)
    with pytest.raises(aiohttp.ClientError):
        await web.chat_postMessage(channel="U1", text="Hei")
    assert len(slack.called("chat.postMessage")) == 1
    assert slack.messages("U1") == []


async def test_modals_are_opened_once_a_trigger_and_lie_three_deep(
    slack: FakeSlack, web: AsyncWebClient
) -> None:
    trigger = Interactions(slack).trigger
    first = trigger("U1")
    opened = (await web.views_open(trigger_id=first, view=_modal()))["view"]
    assert await _error(web.views_open(trigger_id=first, view=_modal())) == "expired_trigger_id"
    await web.views_push(trigger_id=trigger("U1"), view=_modal("To"))
    pushed = (await web.views_push(trigger_id=trigger("U1"), view=_modal("Tre")))["view"]
    assert pushed["root_view_id"] == opened["id"]
    fourth = web.views_push(trigger_id=trigger("U1"), view=_modal("Fire"))
    assert await _error(fourth) == "push_limit_reached"
    await web.views_update(view_id=pushed["id"], hash=pushed["hash"], view=_modal("Ny"))
    assert slack.modal("U1")["title"]["text"] == "Ny"  # type: ignore[index]
    late = web.views_update(view_id=pushed["id"], hash=pushed["hash"], view=_modal())
    assert await _error(late) == "hash_conflict"


async def test_a_home_is_kept_for_each_person(slack: FakeSlack, web: AsyncWebClient) -> None:
    await web.views_publish(user_id="U1", view={"type": "home", "blocks": _BLOCKS})
    assert slack.world.homes["U1"]["blocks"][0]["elements"] == [_BUTTON]


async def test_a_file_comes_whole_into_its_channel(slack: FakeSlack, web: AsyncWebClient) -> None:
    channel = slack.world.direct("U1").id
    content = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    await web.files_upload_v2(
        channel=channel, filename="frist.ics", content=content, initial_comment="Fristen"
    )
    (posted,) = slack.messages("U1")
    file = slack.world.files[posted.files[0]]
    assert (file.name, file.content) == ("frist.ics", content.encode())
    assert posted.text == "Fristen"


async def test_an_interaction_is_answered_five_times(slack: FakeSlack) -> None:
    slack.channel("C1", "U1")
    url = Interactions(slack).response_url("U1", "C1")
    async with aiohttp.ClientSession() as http:
        for kind in ("ephemeral", "in_channel", "ephemeral", "ephemeral", "ephemeral"):
            await http.post(url, json={"text": kind, "response_type": kind})
        late = await http.post(url, json={"text": "for sent"})
        assert (await late.json())["error"] == "used_url"
    assert [it.text for it in slack.messages("C1")] == ["in_channel"]
    assert len(slack.messages("C1", to="U1")) == 4
    assert len(slack.called("response_url")) == 6


async def test_the_assistant_is_driven(slack: FakeSlack, web: AsyncWebClient) -> None:
    where: Json = {"channel_id": slack.world.direct("U1").id, "thread_ts": "1.2"}
    await web.assistant_threads_setStatus(**where, status="leser …")
    await web.assistant_threads_setTitle(**where, title="Frister")
    prompts = [{"title": "Frister", "message": "Når er neste frist?"}]
    await web.assistant_threads_setSuggestedPrompts(**where, prompts=prompts)
    (call,) = slack.called("assistant.threads.setSuggestedPrompts")
    assert call["prompts"] == prompts


async def test_what_a_real_slack_would_not_take_is_complained_of(
    slack: FakeSlack, web: AsyncWebClient
) -> None:
    loud = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    bad = web.chat_postMessage(channel="U1", text="x", blocks=[loud])
    assert await _error(bad) == "invalid_blocks"
    assert await _error(web.api_call("chat.nothing")) == "unknown_method"
    assert slack.complaints == [
        "blocks[0](section).text(mrkdwn).text: 3001 characters, not 1 to 3000",
        "chat.nothing is not known",
    ]
    slack.complaints.clear()


async def test_a_test_waits_for_a_call(slack: FakeSlack, web: AsyncWebClient) -> None:
    waiting = asyncio.create_task(slack.until_called("chat.postMessage", 2))
    await web.chat_postMessage(channel="U1", text="1")
    await web.chat_postMessage(channel="U1", text="2")
    assert [it["text"] for it in await waiting] == ["1", "2"]
