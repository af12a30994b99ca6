"""Whatever stands in an activity, it is read, passed over or refused, and never a fault of ours."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.channels.teams.activity import Activity
from bot.channels.teams.consent import Consent
from bot.channels.teams.consent_card import Seal
from bot.channels.teams.extension import Extension
from bot.channels.teams.forms import Forms
from bot.channels.teams.home import Homes
from bot.channels.teams.incoming import INCOMING
from bot.channels.teams.listen import Listener
from bot.channels.teams.own import OwnConversations
from bot.channels.teams.surfaces import Surfaces
from bot.form import Form
from bot.home import Home
from bot.intake.item import Item
from bot.message import Action, Message
from tests.channels.clock import NOON, Clock
from tests.teams import shapes
from tests.teams.world import BOT, KARI, SERVICE, Json, World

_PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
_NAMES = st.sampled_from(
    [
        "action",
        "verb",
        "data",
        "carried",
        "commandId",
        "messagePayload",
        "body",
        "content",
        "from",
        "user",
        "id",
        "parameters",
        "name",
        "value",
        "queryOptions",
        "skip",
        "consent",
        "text",
    ]
)
_WORDS = st.sampled_from(["idea", "search", "words", "consent", "idea_form", "refresh", "press"])
_ANY = st.recursive(
    _PLAIN | _WORDS,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(_NAMES, part, max_size=4),
    max_leaves=12,
)
_CHANGED = st.dictionaries(
    st.sampled_from(
        [
            "type",
            "id",
            "from",
            "recipient",
            "conversation",
            "text",
            "textFormat",
            "entities",
            "attachments",
            "channelData",
            "replyToId",
            "timestamp",
            "locale",
            "membersRemoved",
        ]
    ),
    _ANY,
    max_size=3,
)
_INVOKES = st.sampled_from(
    [
        "adaptiveCard/action",
        "task/fetch",
        "task/submit",
        "composeExtension/fetchTask",
        "composeExtension/submitAction",
        "composeExtension/query",
        "another",
    ]
)


async def _form(message: Message) -> Form:
    return Form(message.action or Action("idea_form"), "nb", "Ny idé", (), "Send")


async def _page(*_: Any) -> Home:
    return Home("nb", ())


def _surfaces(never: Callable[..., Awaitable[Any]]) -> Surfaces:
    own = OwnConversations(never, never)  # type: ignore[arg-type] # all is in a personal chat
    forms = Forms({"idea_form"}, _form, lambda _: {}, own, Clock(), {})
    extension = Extension(lambda *_: (), forms, own, "https://idelos.test")
    consent = Consent(own, never, Seal("s" * 32))
    return Surfaces(forms, extension, consent, Homes(_page, "https://idelos.test", Clock(), {}))


async def _hear(told: Json) -> list[Item]:
    async def never(*_: Any) -> Any:
        pytest.fail("nothing is looked up")

    kept: list[Item] = []

    async def take(item: Item) -> bool:
        kept.append(item)
        return True

    try:
        activity = Activity.model_validate(told)
    except ValidationError:
        return []
    surfaces = _surfaces(never)
    await Listener(take, Clock(), surfaces.at_once()).hear(activity)
    for item in kept:
        incoming = INCOMING.validate_json(item.payload)
        assert incoming.kind in surfaces.handlers()
        assert incoming.place.conversation
    return kept


def _base() -> Json:
    return shapes.activity(SERVICE, KARI, World().personal(KARI), NOON)


@given(_CHANGED)
async def test_any_message(changed: Json) -> None:
    assert len(await _hear(_base() | shapes.said("hei") | changed)) <= 1


@given(_INVOKES, _ANY)
async def test_any_invoke(name: str, value: Any) -> None:
    assert len(await _hear(_base() | shapes.invoke(name, value))) <= 1


@given(st.sampled_from(["task/fetch", "task/submit", "adaptiveCard/action"]), _ANY)
async def test_any_data_of_a_button(name: str, data: Any) -> None:
    value = {"data": data} if name.startswith("task") else {"action": data}
    assert len(await _hear(_base() | shapes.invoke(name, value))) <= 1


@given(st.sampled_from(["add", "remove", "x", ""]), _CHANGED)
async def test_any_coming_and_going(action: str, changed: Json) -> None:
    assert len(await _hear(_base() | shapes.installed(action) | changed)) <= 1
    removed = shapes.members([], [BOT]) | changed
    assert len(await _hear(_base() | removed)) <= 1
