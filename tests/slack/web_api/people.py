"""users.* and conversations.*"""

from typing import Any

from tests.slack.web_api.method import Methods, RefusedError, Request
from tests.slack.world import Channel, Json, Person

methods = Methods()
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


def person_of(request: Request, id_: Any) -> Person:
    found = request.world.people.get(id_)
    if found is None or found.team != request.installation.team:
        raise RefusedError("user_not_found")
    return found


def channel_of(request: Request, id_: Any) -> Channel:
    """Find a channel; a person's id leads to the direct messages with them."""
    if id_ in request.world.people:
        return request.world.direct(person_of(request, id_).id)
    found = request.world.channels.get(id_)
    if found is None or found.team != request.installation.team:
        raise RefusedError("channel_not_found")
    return found


@methods.add("users.info", "users:read")
def users_info(request: Request) -> Json:
    it = person_of(request, request.need("user"))
    profile = {"real_name": it.name, "display_name": it.name.split()[0]}
    scopes = request.installation.scopes
    if it.email and (scopes is None or "users:read.email" in scopes):
        profile["email"] = it.email
    told = {
        "id": it.id,
        "team_id": it.team,
        "name": it.name.lower().replace(" ", "."),
        "real_name": it.name,
        "tz": it.tz,
        "profile": profile,
        "is_bot": it.is_bot,
        "deleted": it.deleted,
        "is_restricted": False,
    }
    return {"user": told | ({"locale": it.locale} if request.is_set("include_locale") else {})}


@methods.add("conversations.open", "im:write", "mpim:write")
def conversations_open(request: Request) -> Json:
    users = request.need("users", "users_list_not_supplied")
    users = users.split(",") if isinstance(users, str) else users
    people = [person_of(request, user) for user in users]
    if any(person.deleted for person in people):
        raise RefusedError("user_disabled")
    if len(people) != 1:
        raise RefusedError("invalid_user_combination")
    return {"channel": {"id": request.world.direct(people[0].id).id}}


@methods.add("conversations.info", *_READ)
def conversations_info(request: Request) -> Json:
    it = channel_of(request, request.need("channel", "channel_not_found"))
    told: Json = {"id": it.id, "is_archived": it.is_archived, "is_im": it.user is not None}
    if it.user:
        return {"channel": told | {"user": it.user}}
    kinds = {"is_channel": not it.is_private, "is_group": it.is_private, "is_mpim": False}
    return {
        "channel": told
        | kinds
        | {"name": it.name, "is_private": it.is_private, "is_ext_shared": it.is_shared}
    }


@methods.add("conversations.members", *_READ)
def conversations_members(request: Request) -> Json:
    """Page by page; a cursor is the number of members that were told before."""
    it = channel_of(request, request.need("channel", "channel_not_found"))
    begin, most = int(request["cursor"] or 0), int(request["limit"] or 100)
    after = begin + most
    cursor = str(after) if after < len(it.members) else ""
    return {"members": it.members[begin:after], "response_metadata": {"next_cursor": cursor}}


@methods.add("conversations.replies", *_HISTORY)
def conversations_replies(request: Request) -> Json:
    channel = channel_of(request, request.need("channel", "channel_not_found")).id
    thread = request.need("ts")
    found = [
        it.payload
        for it in request.world.messages
        if it.channel == channel and not it.deleted and thread in (it.ts, it.thread)
    ]
    return {"messages": found, "has_more": False}
