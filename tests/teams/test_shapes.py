"""What the driver brings is what Microsoft's own models of Teams take it for."""

from datetime import UTC, datetime
from typing import Any

import pytest
from microsoft_teams.api import (
    AdaptiveCardInvokeActivity,
    ConversationUpdateActivity,
    InstalledActivity,
    MessageActivity,
    MessageDeleteActivity,
    MessageExtensionFetchTaskInvokeActivity,
    MessageExtensionQueryInvokeActivity,
    MessageExtensionSubmitActionInvokeActivity,
    MessageReactionActivity,
    MessageUpdateActivity,
    TaskFetchInvokeActivity,
    TaskSubmitInvokeActivity,
    UninstalledActivity,
)
from microsoft_teams.api.activities import ActivityTypeAdapter

from tests.teams import shapes
from tests.teams.world import BOT, KARI, OLA, TENANT, Json, Message, World

_AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
_MESSAGE = Message("1795431600001", "a:1", shapes.said("Vi vil teste <sensorer>"), OLA.id)
_DATA = {"action": "why"}


def _read(what: Json, kind: str = "personal", thread: str | None = None) -> Any:
    world = World()
    where = {
        "personal": lambda: world.personal(KARI),
        "groupChat": lambda: world.group(KARI, OLA),
        "channel": lambda: world.channel(KARI, OLA),
    }[kind]()
    base = shapes.activity(world.service_url, KARI, where, _AT, thread)
    data = base["channelData"] | what.get("channelData", {})
    return ActivityTypeAdapter.validate_python(base | what | {"channelData": data})


@pytest.mark.parametrize(
    ("what", "model"),
    [
        (shapes.said("hei"), MessageActivity),
        (shapes.submitted(_MESSAGE, _DATA), MessageActivity),
        (
            shapes.executed(_MESSAGE, {"type": "Action.Execute", "data": _DATA}),
            AdaptiveCardInvokeActivity,
        ),
        (
            shapes.executed(_MESSAGE, {"type": "Action.Execute", "data": _DATA}, None),
            AdaptiveCardInvokeActivity,
        ),
        (shapes.dialog("task/fetch", _DATA), TaskFetchInvokeActivity),
        (shapes.dialog("task/submit", _DATA), TaskSubmitInvokeActivity),
        (
            shapes.message_action("composeExtension/fetchTask", "idea", _MESSAGE, OLA),
            MessageExtensionFetchTaskInvokeActivity,
        ),
        (
            shapes.message_action("composeExtension/submitAction", "idea", _MESSAGE, OLA, _DATA),
            MessageExtensionSubmitActionInvokeActivity,
        ),
        (shapes.query("search", "varme"), MessageExtensionQueryInvokeActivity),
        (shapes.query("search", ""), MessageExtensionQueryInvokeActivity),
        (shapes.installed("add"), InstalledActivity),
        (shapes.installed("remove"), UninstalledActivity),
        (shapes.members([BOT], []), ConversationUpdateActivity),
        (shapes.members([], [BOT], "teamMemberRemoved"), ConversationUpdateActivity),
        (shapes.happened("channelDeleted"), ConversationUpdateActivity),
        (shapes.edited("hei igjen"), MessageUpdateActivity),
        (shapes.edited("", "softDeleteMessage"), MessageDeleteActivity),
        (shapes.reacted(_MESSAGE), MessageReactionActivity),
    ],
)
def test_every_shape_is_known(what: Json, model: type) -> None:
    assert type(_read(what)) is model


@pytest.mark.parametrize("kind", ["personal", "groupChat", "channel"])
def test_it_says_where_and_by_whom_it_was_done(kind: str) -> None:
    read = _read(shapes.said("hei"), kind)
    assert read.conversation.conversation_type == kind
    assert read.conversation.tenant_id == read.channel_data.tenant.id == TENANT
    assert read.from_.aad_object_id == KARI.aad
    assert read.recipient.id == BOT["id"]
    assert (read.channel_data.team is not None) == (kind == "channel")


def test_a_channel_is_named_with_its_thread() -> None:
    read = _read(shapes.said("hei"), "channel", "1795431600001")
    assert read.conversation.id == "19:kanal@thread.tacv2;messageid=1795431600001"
    assert read.channel_data.channel.id == "19:kanal@thread.tacv2"


def test_a_mention_is_one() -> None:
    what = shapes.mentioned("hei")
    mention = what.pop("mention")
    read = _read(what | {"entities": [mention]})
    assert read.is_recipient_mentioned
    assert read.strip_mentions_text().text.strip() == "hei"


def test_a_message_that_a_command_is_about_says_who_wrote_it() -> None:
    chosen = shapes.message_action("composeExtension/fetchTask", "idea", _MESSAGE, OLA)
    payload = _read(chosen).value.message_payload
    assert payload.from_.user.id == OLA.aad
    assert "&lt;sensorer&gt;" in payload.body.content


@pytest.mark.parametrize("data", [_DATA, {}])
def test_what_was_pressed_is_given(data: Json) -> None:
    assert _read(shapes.submitted(_MESSAGE, data)).value == data
