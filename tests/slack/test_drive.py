"""What people do in a Slack reaches an app of Bolt's, and its answers are seen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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

from tests.slack import events
from tests.slack.drive import SECRET, Driver, Http
from tests.slack.fake import FakeSlack
from tests.slack.world import Json


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


_IDEA = {
    "type": "modal",
    "callback_id": "idea",
    "title": _plain("Send en idé"),
    "submit": _plain("Send"),
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": _plain("Tittel"),
            "element": {"type": "plain_text_input", "action_id": "line"},
        },
        {
            "type": "input",
            "block_id": "theme",
            "optional": True,
            "label": _plain("Tema"),
            "element": {"type": "external_select", "action_id": "theme", "min_query_length": 1},
        },
    ],
}
_BUTTONS = {
    "type": "actions",
    "elements": [
        {"type": "button", "text": _plain("Hvorfor?"), "action_id": "why", "value": "rule-1"},
        {
            "type": "overflow",
            "action_id": "more",
            "options": [{"text": _plain("Kalender"), "value": "ics"}],
        },
    ],
}


@dataclass
class Echo:
    """An app that says what it heard, and notes it."""

    slack: FakeSlack
    heard: list[Json] = field(default_factory=list)
    headers: list[Mapping[str, Any]] = field(default_factory=list)

    def app(self) -> AsyncApp:
        client = AsyncWebClient("xoxb-T1", base_url=self.slack.base_url)
        app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)
        for kind in ("message", "app_mention", "app_home_opened", "link_shared"):
            app.event(kind)(self.event)
        for kind in ("app_uninstalled", "tokens_revoked", "assistant_thread_started"):
            app.event(kind)(self.event)
        app.command("/ide")(self.command)
        for action in ("why", "more"):
            app.action(action)(self.action)
        app.shortcut("make-idea")(self.shortcut)
        app.options("theme")(self.options)
        app.view("idea")(self.submitted)
        app.view_closed("idea")(self.interaction)
        return app

    async def event(self, body: Json, request: Any) -> None:
        self.heard.append(body)
        self.headers.append(request.headers)

    async def interaction(self, ack: Any, body: Json) -> None:
        await ack()
        self.heard.append(body)

    async def command(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack(text="Skriv her")
        self.heard.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=_IDEA)

    async def shortcut(self, ack: Any, body: Json, client: AsyncWebClient) -> None:
        await ack()
        self.heard.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=_IDEA)

    async def action(self, ack: Any, body: Json, respond: Any) -> None:
        await ack()
        self.heard.append(body)
        await respond(text="Fordi regelen sier det", replace_original=True)

    async def options(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        await ack(options=[{"text": _plain("Klima"), "value": "climate"}])

    async def submitted(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        title = body["view"]["state"]["values"]["title"]["line"]["value"]
        if len(title) < 3:
            await ack(response_action="errors", errors={"title": "For kort"})
        else:
            await ack()


@pytest.fixture
def echo(slack: FakeSlack) -> Echo:
    return Echo(slack)


@pytest.fixture
def http(echo: Echo) -> Http:
    handler = AsyncSlackRequestHandler(echo.app())

    async def receive(request: Request) -> Response:
        return await handler.handle(request)

    return Http(Starlette(routes=[Route("/slack/events", receive, methods=["POST"])]))


@pytest.fixture
def driver(http: Http, slack: FakeSlack) -> Driver:
    return Driver(http, slack)


async def test_an_address_is_verified(driver: Driver) -> None:
    assert (await driver.verify_address("ord")).body == {"challenge": "ord"}


async def test_only_what_is_signed_now_and_by_slack_is_taken(http: Http, slack: FakeSlack) -> None:
    ways = (
        http,
        replace(http, secret="another"),  # noqa: S106
        replace(http, secret=None),
        replace(http, age=301),
        replace(http, age=299),
    )
    answers = [await Driver(way, slack).say("U1", "Hei") for way in ways]
    assert [answer.status for answer in answers] == [200, 401, 401, 401, 200]


async def test_events_are_told(driver: Driver, echo: Echo, slack: FakeSlack) -> None:
    slack.channel("C1", "U1")
    await driver.say("U1", "Hei")
    await driver.mention("U1", "C1", "hvem?", thread="1.2")
    await driver.open_home("U1")
    await driver.share_link("U1", "C1", "https://idelos.test/idea/1")
    thread = await driver.open_assistant("U1", beside="C1")
    inner = [it["event"] for it in echo.heard]
    assert [it["type"] for it in inner] == [
        "message",
        "app_mention",
        "app_home_opened",
        "link_shared",
        "assistant_thread_started",
    ]
    assert inner[1]["thread_ts"] == "1.2"
    assert inner[3]["links"] == [{"domain": "idelos.test", "url": "https://idelos.test/idea/1"}]
    assert inner[4]["assistant_thread"]["thread_ts"] == thread
    assert len({it["event_id"] for it in echo.heard}) == 5


async def test_what_is_no_message_of_a_person_is_told_too(
    driver: Driver, echo: Echo, slack: FakeSlack
) -> None:
    channel = slack.channel("C1", "U1")
    said, ts = driver.write("U1", "C1", "Hei"), slack.world.ts()
    for inner in (
        events.edited(said, channel, "Hallo", ts),
        events.removed(said, channel, ts),
        events.joined("U1", channel, ts),
        events.from_bot("pip", channel, ts),
    ):
        assert (await driver.event(inner)).status == 200
    kinds = [it["event"].get("subtype") for it in echo.heard]
    assert kinds == ["message_changed", "message_deleted", "channel_join", "bot_message"]


async def test_bolt_itself_passes_over_what_the_app_wrote(
    driver: Driver, echo: Echo, slack: FakeSlack
) -> None:
    client = AsyncWebClient("xoxb-T1", base_url=slack.base_url)
    await client.chat_postMessage(channel="U1", text="Hei")
    (posted,) = slack.messages("U1")
    await driver.event(events.own(posted, slack.world.direct("U1")))
    assert echo.heard == []


async def test_what_was_not_acknowledged_comes_again(driver: Driver, echo: Echo) -> None:
    await driver.say("U1", "Hei")
    await driver.storm(3)
    await driver.storm(7, renamed=True)
    assert len(echo.heard) == 11
    assert {it["event"]["ts"] for it in echo.heard} == {echo.heard[0]["event"]["ts"]}
    assert sorted(Counter(it["event_id"] for it in echo.heard).values()) == [*[1] * 7, 4]
    told = [it.get("x-slack-retry-num") for it in echo.headers]
    assert sorted(it[0] for it in told if it) == sorted("1231234567")


async def test_a_command_opens_a_modal_that_is_filled_in(
    driver: Driver, echo: Echo, slack: FakeSlack
) -> None:
    assert (await driver.command("U1", "/ide", "varmepumpe")).body == "Skriv her"
    assert [it.text for it in slack.messages("U1", to="U1")] == ["Skriv her"]
    view = slack.modal("U1")
    assert view
    found = await driver.seek("U1", view, "theme", "kl")
    assert found.body["options"][0]["value"] == "climate"
    wrong = await driver.submit("U1", {"title": "a"})
    assert wrong.body["errors"] == {"title": "For kort"}
    assert slack.modal("U1")
    await driver.submit("U1", {"title": "Varmepumpe", "theme": "climate"})
    assert slack.modal("U1") is None
    kinds = [it.get("type", "command") for it in echo.heard]
    assert kinds == ["command", "block_suggestion", "view_submission", "view_submission"]
    values = echo.heard[-1]["view"]["state"]["values"]
    assert values["theme"]["theme"]["selected_option"]["value"] == "climate"


async def test_what_is_required_is_not_submitted_empty(driver: Driver, slack: FakeSlack) -> None:
    await driver.command("U1", "/ide")
    with pytest.raises(AssertionError, match="title is required"):
        await driver.submit("U1")


async def test_a_modal_is_closed(driver: Driver, echo: Echo, slack: FakeSlack) -> None:
    await driver.shortcut("U1", "make-idea")
    await driver.close("U1")
    assert slack.modal("U1") is None
    assert [it["type"] for it in echo.heard] == ["shortcut", "view_closed"]


async def test_a_message_of_a_person_is_taken_up(
    driver: Driver, echo: Echo, slack: FakeSlack
) -> None:
    slack.channel("C1", "U1")
    said = driver.write("U1", "C1", "Vi burde dele varmepumper")
    await driver.message_shortcut("U1", "make-idea", said)
    assert echo.heard[0]["message"]["text"] == "Vi burde dele varmepumper"


@pytest.mark.parametrize(
    ("named", "chosen", "told"), [("Hvorfor?", None, "why"), ("more", "Kalender", "more")]
)
async def test_a_button_is_pressed_and_its_message_changes(
    driver: Driver,
    echo: Echo,
    slack: FakeSlack,
    named: str,
    chosen: str | None,
    told: str,
) -> None:
    client = AsyncWebClient("xoxb-T1", base_url=slack.base_url)
    await client.chat_postMessage(channel="U1", text="Spør økonomi", blocks=[_BUTTONS])
    (posted,) = slack.messages("U1")
    await driver.press("U1", posted, named, chosen)
    assert echo.heard[0]["actions"][0]["action_id"] == told
    assert slack.messages("U1")[0].text == "Fordi regelen sier det"


async def test_the_app_is_thrown_out(driver: Driver, echo: Echo, slack: FakeSlack) -> None:
    client = AsyncWebClient("xoxb-T1", base_url=slack.base_url)
    for act, error in (driver.revoke, "token_revoked"), (driver.uninstall, "account_inactive"):
        await act()
        with pytest.raises(SlackApiError, match=error):
            await client.auth_test()
    kinds = [it["event"]["type"] for it in echo.heard]
    assert kinds == ["tokens_revoked", "app_uninstalled"]
