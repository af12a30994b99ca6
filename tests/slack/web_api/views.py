"""views.*: modals in stacks of three at most, and a home for each person."""

from typing import Any

from tests.slack.limits import faults_of_view
from tests.slack.web_api.method import Methods, RefusedError, Request
from tests.slack.web_api.people import person_of
from tests.slack.world import APP, BOT_ID, Json, World

methods = Methods()


def _view(request: Request, kind: str) -> Json:
    view: Json = request.need("view")
    faults = tuple(faults_of_view(view, kind))
    if faults:
        request.complaints.extend(faults)
        raise RefusedError("invalid_arguments", *faults)
    return view


def _unique(world: World, view: Json, own: str | None = None) -> None:
    named = view.get("external_id")
    others = (it for it in world.views.values() if it["id"] != own)
    if named and any(it["external_id"] == named for it in others):
        raise RefusedError("duplicate_external_id")


def kept(world: World, team: str, view: Json, **more: Any) -> Json:
    """Keep a view with what Slack adds to it."""
    _unique(world, view, more.get("id"))
    told: Json = {
        "id": world.new("V"),
        "team_id": team,
        "app_id": APP,
        "bot_id": BOT_ID,
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "state": {"values": {}},
        "previous_view_id": None,
        **view,
        "blocks": world.named(view["blocks"]),
        "hash": world.ts(),
        **more,
    }
    told.setdefault("root_view_id", told["id"])
    world.views[told["id"]] = told
    return told


def _user_of(request: Request) -> str:
    trigger = request.need("trigger_id")
    if trigger not in request.world.triggers:
        raise RefusedError("invalid_trigger_id")
    user = request.world.triggers[trigger]
    if user is None:
        raise RefusedError("expired_trigger_id")
    request.world.triggers[trigger] = None
    return user


@methods.add("views.open")
def open_(request: Request) -> Json:
    view, user = _view(request, "modal"), _user_of(request)
    for closed in request.world.stacks.pop(user, ()):
        del request.world.views[closed]
    told = kept(request.world, request.installation.team, view)
    request.world.stacks[user] = [told["id"]]
    return {"view": told}


def pushed(world: World, team: str, user: str, view: Json) -> Json:
    """Lay a view upon the others."""
    stack = world.stacks[user]
    if len(stack) >= 3:
        raise RefusedError("push_limit_reached")
    above = {"previous_view_id": stack[-1], "root_view_id": stack[0]} if stack else {}
    told = kept(world, team, view, **above)
    stack.append(told["id"])
    return told


@methods.add("views.push")
def push(request: Request) -> Json:
    view, user = _view(request, "modal"), _user_of(request)
    if not request.world.stacks[user]:
        raise RefusedError("no_open_view")
    return {"view": pushed(request.world, request.installation.team, user, view)}


def _standing(request: Request) -> Json:
    by_id = request.world.views.get(request["view_id"] or "")
    named = [it for it in request.world.views.values() if it["external_id"]]
    found = by_id or next((it for it in named if it["external_id"] == request["external_id"]), None)
    if found is None or found["team_id"] != request.installation.team:
        raise RefusedError("not_found")
    if request["hash"] and request["hash"] != found["hash"]:
        raise RefusedError("hash_conflict")
    return found


def changed(world: World, standing: Json, view: Json) -> Json:
    """Put a view in the place of another."""
    same = {key: standing[key] for key in ("id", "root_view_id", "previous_view_id")}
    return kept(world, standing["team_id"], view, **same)


@methods.add("views.update")
def update(request: Request) -> Json:
    view = _view(request, "modal")
    return {"view": changed(request.world, _standing(request), view)}


@methods.add("views.publish")
def publish(request: Request) -> Json:
    user = person_of(request, request.need("user_id", "user_not_found")).id
    view = _view(request, "home")
    before = request.world.homes.get(user)
    if request["hash"] and before and before["hash"] != request["hash"]:
        raise RefusedError("hash_conflict")
    same = {"id": before["id"]} if before else {}
    told = kept(request.world, request.installation.team, view, **same)
    request.world.homes[user] = told
    return {"view": told}
