"""The emulator behind the shim, reached by the SDK that the product uses."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.slack.drive import SECRET, Driver, Http
from tests.slack.emulator import SCOPES, TOKEN, Emulator, emulated
from tests.slack.world import BOT, Json, Person

pytestmark = pytest.mark.node

_KARI = Person("", "Kari Nordmann", locale="nn-NO")
_BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Mer"}, "action_id": "more"}
_BLOCKS = [{"type": "actions", "block_id": "b", "elements": [_BUTTON]}]


def _modal(title: str) -> Json:
    return {"type": "modal", "title": {"type": "plain_text", "text": title}, "blocks": _BLOCKS}


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with emulated([_KARI]) as running:
        yield running


@pytest.fixture
def web(emulator: Emulator) -> AsyncWebClient:
    return AsyncWebClient(TOKEN, base_url=emulator.slack.base_url)


@pytest.fixture
def kari(emulator: Emulator) -> str:
    (id_,) = emulator.slack.world.people
    return id_


async def test_who_one_is_and_who_others_are(web: AsyncWebClient, kari: str) -> None:
    assert (await web.auth_test())["user_id"] == BOT
    told = (await web.users_info(user=kari, include_locale=True))["user"]
    assert (told["real_name"], told["locale"], told["tz"]) == (
        "Kari Nordmann",
        "nn-NO",
        "Europe/Oslo",
    )


async def test_messages_are_sent_and_changed(
    web: AsyncWebClient, emulator: Emulator, kari: str
) -> None:
    place = emulator.slack.world.direct(kari).id
    assert (await web.conversations_open(users=kari))["channel"]["id"] == place
    sent = await web.chat_postMessage(channel=place, text="Hei", blocks=_BLOCKS)
    await web.chat_update(channel=place, ts=sent["ts"], text="Hei igjen", blocks=_BLOCKS)
    (posted,) = await emulator.messages(place)
    assert (posted.text, posted.blocks, posted.author) == ("Hei igjen", _BLOCKS, BOT)


async def test_modals_are_opened_laid_upon_each_other_and_changed(
    web: AsyncWebClient, emulator: Emulator, kari: str
) -> None:
    trigger = Driver(emulator.slack.sockets, emulator.slack).word.trigger
    first = trigger(kari)
    await web.views_open(trigger_id=first, view=_modal("En"))
    second = (await web.views_push(trigger_id=trigger(kari), view=_modal("To")))["view"]
    await web.views_update(view_id=second["id"], view=_modal("Ny"))
    shown = emulator.slack.modal(kari)
    assert shown
    assert shown["title"]["text"] == "Ny"
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await web.views_open(trigger_id=first, view=_modal("En"))
    await web.views_publish(user_id=kari, view={"type": "home", "blocks": _BLOCKS})
    assert emulator.slack.world.homes[kari]["blocks"] == _BLOCKS


async def test_files_arrive(web: AsyncWebClient, emulator: Emulator, kari: str) -> None:
    place = emulator.slack.world.direct(kari).id
    content = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    done = await web.files_upload_v2(channel=place, filename="frist.ics", content=content)
    (posted,) = await emulator.messages(place)
    assert posted.files == [done["file"]["id"]]


async def test_a_scope_that_was_not_asked_for_is_missed() -> None:
    async with emulated([_KARI], scopes=SCOPES - {"files:write"}) as emulator:
        web = AsyncWebClient(TOKEN, base_url=emulator.slack.base_url)
        with pytest.raises(SlackApiError, match="'needed': 'files:write'"):
            await web.files_getUploadURLExternal(filename="frist.ics", length=9)


async def test_what_the_emulator_lacks_is_answered(
    web: AsyncWebClient, emulator: Emulator, kari: str
) -> None:
    place = emulator.slack.world.direct(kari).id
    await web.assistant_threads_setStatus(channel_id=place, thread_ts="1.2", status="leser …")
    socket = await web.apps_connections_open(app_token="xapp-1")  # noqa: S106
    assert socket["url"].startswith("ws://127.0.0.1:")


async def test_people_act_upon_it(web: AsyncWebClient, emulator: Emulator, kari: str) -> None:
    app = AsyncApp(client=web, signing_secret=SECRET, process_before_response=True)

    @app.event("message")
    async def answer(event: Json, say: Any) -> None:
        await say(text=f"Du skrev: {event['text']}", blocks=_BLOCKS)

    @app.action("more")
    async def more(ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=_modal("Mer"))

    handler = AsyncSlackRequestHandler(app)

    async def receive(request: Request) -> Response:
        return await handler.handle(request)

    routes = [Route("/slack/events", receive, methods=["POST"])]
    driver = Driver(Http(Starlette(routes=routes)), emulator.slack)
    assert (await driver.say(kari, "hei")).status == 200
    (posted,) = await emulator.messages(emulator.slack.world.direct(kari).id)
    assert posted.text == "Du skrev: hei"
    await driver.press(kari, posted, "Mer")
    assert emulator.slack.modal(kari)
