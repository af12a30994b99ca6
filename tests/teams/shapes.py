"""Activities as Teams brings them."""

from datetime import datetime, timedelta, timezone
from html import escape
from typing import Any
from uuid import uuid4

from tests.teams.world import BOT, Conversation, Json, Message, Person

_NORWAY = timezone(timedelta(hours=1))


def activity(
    world_url: str, by: Person, where: Conversation, at: datetime, thread: str | None = None
) -> Json:
    """Give what all of them have."""
    return {
        "id": f"f:{uuid4()}",
        "channelId": "msteams",
        "serviceUrl": world_url,
        "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "localTimestamp": at.astimezone(_NORWAY).isoformat(timespec="milliseconds"),
        "localTimezone": "Europe/Oslo",
        "locale": by.locale,
        "from": by.account,
        "recipient": BOT,
        "conversation": conversation(where, thread),
        "entities": [client(by)],
        "channelData": channel_data(where),
    }


def client(by: Person) -> Json:
    return {
        "type": "clientInfo",
        "locale": by.locale,
        "country": by.locale[-2:],
        "platform": "Web",
        "timezone": "Europe/Oslo",
    }


def conversation(where: Conversation, thread: str | None) -> Json:
    id_ = f"{where.id};messageid={thread}" if thread else where.id
    told = {"id": id_, "conversationType": where.kind, "tenantId": where.tenant}
    return told if where.kind == "personal" else told | {"isGroup": True}


def channel_data(where: Conversation) -> Json:
    told: Json = {"tenant": {"id": where.tenant}}
    if where.team:
        told |= {
            "teamsChannelId": where.id,
            "teamsTeamId": where.team,
            "channel": {"id": where.id},
            "team": {"id": where.team},
        }
    return told


def said(text: str, html: str | None = None) -> Json:
    """A message; `text` is what Teams makes of `html`."""
    shown = html or f"<p>{escape(text)}</p>"
    return {
        "type": "message",
        "text": text,
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": shown}],
    }


def mentioned(text: str, name: str = BOT["name"]) -> Json:
    """A message that begins with the bot's name."""
    marked = f"<at>{name}</at>"
    span = (
        '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">'
        f"{escape(name)}</span>"
    )
    html = f"<div><div>{span}&nbsp;{escape(text)}</div></div>"
    mention = {"type": "mention", "mentioned": BOT | {"name": name}, "text": marked}
    return said(f"{marked} {text}", html) | {"mention": mention}


def submitted(message: Message, data: Json) -> Json:
    """A button of the kind Action.Submit was pressed: a message without words."""
    legacy = {"legacy": {"replyToId": f"1:{message.id}"}}
    return {
        "type": "message",
        "replyToId": message.id,
        "value": data,
        "channelData": {"source": {"name": "message"}, **legacy},
    }


def executed(message: Message, action: Json, trigger: str | None = "manual") -> Json:
    """A button of the kind Action.Execute was pressed; without `trigger` the card refreshes."""
    value: Json = {"action": action}
    if trigger:
        value["trigger"] = trigger
    return invoke("adaptiveCard/action", value) | {
        "replyToId": message.id,
        "channelData": {
            "source": {"name": "message"},
            "legacy": {"replyToId": f"1:{message.id}"},
        },
    }


def invoke(name: str, value: Json) -> Json:
    return {"type": "invoke", "name": name, "value": value}


def dialog(name: str, data: Json) -> Json:
    """A dialog is asked for (``task/fetch``) or filled in (``task/submit``)."""
    return invoke(name, {"data": data, "context": {"theme": "default"}})


def message_action(name: str, command: str, on: Message, author: Person, data: Any = None) -> Json:
    """A command upon a message was chosen, or its dialog filled in."""
    content = on.activity.get("attachments", [{}])[0].get("content", f"<p>{escape(on.text)}</p>")
    user = {"userIdentityType": "aadUser", "id": author.aad, "displayName": author.name}
    payload: Json = {
        "id": on.id,
        "replyToId": None,
        "createdDateTime": "2026-11-23T10:58:02.123Z",
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": author.locale.lower(),
        "body": {"contentType": "html", "content": content},
        "from": {"device": None, "conversation": None, "user": user, "application": None},
        "reactions": [],
        "mentions": [],
        "attachments": [],
    }
    value: Json = {
        "commandId": command,
        "commandContext": "message",
        "requestId": uuid4().hex,
        "messagePayload": payload,
        "context": {"theme": "default"},
    }
    return invoke(name, value if data is None else value | {"data": data})


def query(command: str, words: str) -> Json:
    """Somebody searches from where messages are written; nothing is typed yet at first."""
    asked = {"name": "q", "value": words} if words else {"name": "initialRun", "value": "true"}
    return invoke(
        "composeExtension/query",
        {
            "commandId": command,
            "parameters": [asked],
            "queryOptions": {"skip": 0, "count": 25},
        },
    )


def installed(action: str) -> Json:
    """The app was added (``add``, ``add-upgrade``) or taken away (``remove``, …)."""
    return {"type": "installationUpdate", "action": action}


def members(added: list[Json], removed: list[Json], event: str | None = None) -> Json:
    told: Json = {"type": "conversationUpdate"}
    if added:
        told["membersAdded"] = added
    if removed:
        told["membersRemoved"] = removed
    return told | ({"channelData": {"eventType": event}} if event else {})


def happened(event: str) -> Json:
    """Something became of a team or channel: ``teamRenamed``, ``channelDeleted`` …"""
    return {"type": "conversationUpdate", "channelData": {"eventType": event}}


def edited(text: str, event: str = "editMessage") -> Json:
    """A message was written anew, or taken away (``softDeleteMessage``)."""
    kind = "messageDelete" if event == "softDeleteMessage" else "messageUpdate"
    return said(text) | {"type": kind, "channelData": {"eventType": event}}


def reacted(message: Message, reaction: str = "like") -> Json:
    return {
        "type": "messageReaction",
        "replyToId": message.id,
        "reactionsAdded": [{"type": reaction}],
    }
