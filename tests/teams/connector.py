"""The calls of the Bot Framework's connector that the bot makes, and what Teams refuses of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.teams.reading import Card
from tests.teams.world import APP, BOT, Conversation, Json, Message, Person, World

_ADVISED, _MOST = 80_000, 100_000
"""Bytes of a message in UTF-16: what Microsoft advises, and about where Teams refuses it."""


class RefusedError(Exception):
    """What Teams says no with."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.told = {"error": {"code": code, "message": message or code}}


@dataclass(frozen=True)
class Call:
    """One call of the bot."""

    method: str
    """``post``, ``update``, ``create``, ``members`` or ``member``."""
    conversation: str
    body: Json = field(default_factory=dict)
    id: str = ""
    """Of the message or person that it is about."""


def carry_out(world: World, call: Call, complaints: list[str]) -> Json:
    """Do what a call asks for. Raises `RefusedError`."""
    return _METHODS[call.method](world, call, complaints)


def _post(world: World, call: Call, complaints: list[str]) -> Json:
    where, thread = _found(world, call)
    _check(call.body, complaints)
    if thread and world.message(where.id, thread) is None:
        raise RefusedError(404, "ActivityNotFoundInConversation")
    id_ = world.next()
    rooted = thread or (id_ if where.kind == "channel" else None)
    world.messages.append(Message(id_, where.id, call.body, BOT["id"], rooted))
    return {"id": id_}


def _update(world: World, call: Call, complaints: list[str]) -> Json:
    where, _ = _found(world, call)
    _check(call.body, complaints)
    message = world.message(where.id, call.id)
    if message is None:
        raise RefusedError(404, "ActivityNotFoundInConversation")
    if message.by != BOT["id"]:
        raise RefusedError(403, "BotNotAuthorOfActivity")
    message.versions.append(message.activity)
    message.activity = call.body
    return {"id": message.id}


def _create(world: World, call: Call, complaints: list[str]) -> Json:
    """Give the conversation with one person, which there may be already."""
    [member] = call.body["members"]
    tenant = call.body.get("tenantId") or call.body["channelData"]["tenant"]["id"]
    if call.body.get("isGroup") or call.body.get("bot", BOT)["id"] != BOT["id"]:
        complaints.append("a conversation with one person is no group, and ours")
    for person in _people(world):
        if member["id"] in (person.aad, person.id) and person.tenant == tenant:
            where = world.personal(person)
            _refuse(where)
            return {"id": where.id, "serviceUrl": world.service_url}
    raise RefusedError(403, "BotNotInConversationRoster", "The bot is not installed for them.")


def _members(world: World, call: Call, complaints: list[str]) -> Json:
    where, _ = _found(world, call)
    return {"members": [_member(it) for it in where.people]}


def _one(world: World, call: Call, complaints: list[str]) -> Json:
    where, _ = _found(world, call)
    for person in where.people:
        if call.id in (person.aad, person.id):
            return _member(person)
    raise RefusedError(404, "MemberNotFoundInConversation")


_METHODS: Final[dict[str, Callable[[World, Call, list[str]], Json]]] = {
    "post": _post,
    "update": _update,
    "create": _create,
    "members": _members,
    "member": _one,
}


def _found(world: World, call: Call) -> tuple[Conversation, str | None]:
    id_, _, thread = call.conversation.partition(";messageid=")
    where = world.conversations.get(id_)
    if where is None:
        raise RefusedError(404, "ConversationNotFound", "Conversation not found.")
    _refuse(where)
    return where, thread or None


def _refuse(where: Conversation) -> None:
    if where.refused:
        raise RefusedError(*where.refused)


def _people(world: World) -> list[Person]:
    return [person for it in list(world.conversations.values()) for person in it.people]


def _member(person: Person) -> Json:
    given, _, surname = person.name.partition(" ")
    about = {"givenName": given, "surname": surname, "tenantId": person.tenant, "userRole": "user"}
    return person.account | {"objectId": person.aad} | about


def _check(activity: Json, complaints: list[str]) -> None:
    """Refuse what Teams does, and complain of what people would not like."""
    if not activity.get("text") and not activity.get("attachments"):
        raise RefusedError(400, "BadSyntax", "Activity must include non empty text or attachments")
    size = len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
    if size > _MOST:
        raise RefusedError(413, "MessageSizeTooBig", "Message size too large.")
    if size > _ADVISED:
        complaints.append(f"{size} bytes")
    complaints.extend(_faults(activity))


def _faults(activity: Json) -> list[str]:
    faults = []
    attached = activity.get("attachments", [])
    if activity.get("type") != "message":
        faults.append(f"{activity.get('type')} is no message")
    if attached and activity.get("text"):
        faults.append("a text beside a card stands in a bubble of its own")
    if attached and not activity.get("summary"):
        faults.append("without a summary a notification says nothing")
    if any(it.get("type") == "mention" for it in activity.get("entities", [])):
        faults.append("somebody is called")
    return faults + [fault for it in attached for fault in _faults_of(it)]


def _faults_of(attachment: Json) -> list[str]:
    if attachment["contentType"] != "application/vnd.microsoft.card.adaptive":
        return [f"{attachment['contentType']} is no card"]
    return Card(attachment["content"]).faults


def is_token(header: str) -> bool:
    """Whether it says who calls; a token of development parses as one and says nothing."""
    kind, _, token = header.partition(" ")
    return kind == "Bearer" and token.count(".") == 2


def granted() -> dict[str, Any]:
    """Give a token of Microsoft Entra, which parses as one."""
    return {"token_type": "Bearer", "expires_in": 3600, "access_token": f"{APP}.e30.signed"}
