"""The Teams for tests does what the Teams that Microsoft's own client expects does."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from microsoft_teams.api import Account, MessageActivityInput
from microsoft_teams.api.clients.conversation import ConversationClient, CreateConversationParams
from microsoft_teams.api.models import ConversationResource
from microsoft_teams.cards import AdaptiveCard
from microsoft_teams.common import Client, ClientOptions

from tests.teams.fake import DROPPED, DROPPED_AFTER, FakeTeams, refused, running, throttled
from tests.teams.world import KARI, TENANT, Json

_TOKEN = "e30.e30.s"  # noqa: S105
_CARD: Json = {"type": "AdaptiveCard", "version": "1.5", "body": []}


def _message(*body: Json, **more: Any) -> Json:
    card = _CARD | {"body": list(body)} | more
    AdaptiveCard.model_validate(card)
    kind = "application/vnd.microsoft.card.adaptive"
    return {
        "type": "message",
        "summary": "Hei",
        "attachments": [{"contentType": kind, "content": card}],
    }


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    """One that may complain."""
    async with running(FakeTeams()) as teams:
        yield teams


@pytest.fixture
async def http(teams: FakeTeams) -> AsyncIterator[httpx.AsyncClient]:
    """The bare way to it, for what goes wrong."""
    headers = {"Authorization": f"Bearer {_TOKEN}"}
    async with httpx.AsyncClient(base_url=teams.address, headers=headers) as http:
        yield http


def _activities(teams: FakeTeams) -> str:
    return f"/v3/conversations/{teams.world.personal(KARI).id}/activities"


@pytest.fixture
async def api(teams: FakeTeams) -> AsyncIterator[ConversationClient]:
    """Microsoft's own client."""
    client = Client(ClientOptions(token=_TOKEN))
    yield ConversationClient(teams.address, client)
    await client.http.aclose()


async def test_microsoft_s_client_posts_and_changes(
    teams: FakeTeams, api: ConversationClient
) -> None:
    chat = teams.world.personal(KARI).id
    said = MessageActivityInput(text="Hei")
    sent = await api.create_activity(chat, said)
    await api.update_activity(chat, sent.id, MessageActivityInput(text="Ny"))
    [message] = teams.messages(KARI)
    assert (message.id, message.text) == (sent.id, "Ny")
    assert [it["text"] for it in message.versions] == ["Hei"]


async def test_microsoft_s_client_finds_people(teams: FakeTeams, api: ConversationClient) -> None:
    chat = teams.world.personal(KARI).id
    asked = CreateConversationParams(members=[Account(id=KARI.aad)], tenant_id=TENANT)
    made = await api.create(asked)
    assert isinstance(made, ConversationResource)
    assert (made.id, made.service_url) == (chat, teams.world.service_url)
    member = await api.get_member_by_id(chat, KARI.aad)
    assert (member.aad_object_id, member.given_name) == (KARI.aad, "Kari")


async def test_a_call_without_token_is_refused(teams: FakeTeams, http: httpx.AsyncClient) -> None:
    headers = {"Authorization": "Bearer nothing"}
    answer = await http.post(_activities(teams), json=_message(), headers=headers)
    assert answer.status_code == 401
    assert teams.messages(KARI) == []


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (throttled(7), 429, "Throttled"),
        (refused(412), 412, "Status412"),
        (refused(403, "ConversationBlockedByUser"), 403, "ConversationBlockedByUser"),
        (refused(502), 502, "Status502"),
    ],
)
async def test_calls_are_refused_as_asked(
    teams: FakeTeams, http: httpx.AsyncClient, fault: Any, status: int, code: str
) -> None:
    teams.fail("post", fault)
    answer = await http.post(_activities(teams), json=_message())
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.headers.get("Retry-After") == ("7" if status == 429 else None)
    assert (await http.post(_activities(teams), json=_message())).status_code == 201
    assert len(teams.called("post")) == 2


@pytest.mark.parametrize(("fault", "arrived"), [(DROPPED, 0), (DROPPED_AFTER, 1)])
async def test_a_call_is_broken_off(
    teams: FakeTeams, http: httpx.AsyncClient, fault: Any, arrived: int
) -> None:
    teams.fail("post", fault)
    with pytest.raises(httpx.TransportError):
        await http.post(_activities(teams), json=_message())
    assert len(teams.messages(KARI)) == arrived


async def test_what_is_nowhere_is_not_found(teams: FakeTeams, http: httpx.AsyncClient) -> None:
    answer = await http.post("/v3/conversations/19:x/activities", json=_message())
    assert answer.json()["error"]["code"] == "ConversationNotFound"
    answer = await http.put(f"{_activities(teams)}/1", json=_message())
    assert (answer.status_code, answer.json()["error"]["code"]) == (
        404,
        "ActivityNotFoundInConversation",
    )
    unknown: Json = {"members": [{"id": "x"}], "tenantId": TENANT}
    answer = await http.post("/v3/conversations", json=unknown)
    assert answer.json()["error"]["code"] == "BotNotInConversationRoster"


async def test_what_is_too_big_is_refused(teams: FakeTeams, http: httpx.AsyncClient) -> None:
    body = {"type": "TextBlock", "text": "å" * 50_000}
    assert (await http.post(_activities(teams), json=_message(body))).status_code == 413


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        (_message() | {"text": "Hei"}, "bubble"),
        (_message() | {"summary": ""}, "notification"),
        (_message() | {"entities": [{"type": "mention"}]}, "called"),
        (_message(version="1.6"), "version"),
        (_message({"type": "TextBlock", "text": "a", "id": "x"}) | {"type": "typing"}, "typing"),
        (_message(*[{"type": "Input.Text", "id": "x", "label": "a"}] * 2), "twice"),
        (
            _message(actions=[{"type": "Action.Submit", "title": f"{it}"} for it in range(7)]),
            "7 buttons",
        ),
        (
            _message(actions=[{"type": "Action.Execute", "title": "A", "data": {"a": 1}}]),
            "old apps",
        ),
        (_message({"type": "TextBlock", "text": "å" * 42_000}), "bytes"),
    ],
)
async def test_it_complains(
    teams: FakeTeams, http: httpx.AsyncClient, message: Json, complaint: str
) -> None:
    await http.post(_activities(teams), json=message)
    [told] = teams.complaints
    assert complaint in told
