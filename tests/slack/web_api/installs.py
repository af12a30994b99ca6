"""auth.*, oauth.* and apps.*: who may do what, and where sockets are opened."""

from tests.slack.web_api.method import Methods, RefusedError, Request
from tests.slack.world import APP, BOT, BOT_ID, Installation, Json

methods = Methods()
LIFETIME = 43_200
"""Seconds that a token lives which can be renewed."""


@methods.add("auth.test")
def test(request: Request) -> Json:
    team = request.installation.team
    return {
        "url": f"https://{team.lower()}.slack.com/",
        "team": f"Workspace {team}",
        "team_id": team,
        "user": "idelos",
        "user_id": BOT,
        "bot_id": BOT_ID,
        "app_id": APP,
        "is_enterprise_install": False,
    }


@methods.add("auth.revoke")
def revoke(request: Request) -> Json:
    request.installation.refused = "token_revoked"
    return {"revoked": True}


@methods.add("apps.uninstall")
def uninstall(request: Request) -> Json:
    for it in request.world.installations.values():
        if it.team == request.installation.team:
            it.refused = "account_inactive"
    return {}


@methods.add("oauth.v2.access", needs_token=False)
def access(request: Request) -> Json:
    if request["grant_type"] == "refresh_token":
        return _renewed(request)
    team = request.world.codes.pop(request.need("code", "invalid_code"), None)
    if team is None:
        raise RefusedError("invalid_code")
    return _granted(request, Installation(request.world.new("xoxb-"), team))


def _renewed(request: Request) -> Json:
    before = request.world.refreshers.pop(request.need("refresh_token"), None)
    if before is None:
        raise RefusedError("invalid_refresh_token")
    old = request.world.installations[before]
    return _granted(request, Installation(request.world.new("xoxb-"), old.team, old.scopes))


def _granted(request: Request, it: Installation) -> Json:
    request.world.installations[it.token] = it
    return _renewal(request, it) | {
        "access_token": it.token,
        "token_type": "bot",
        "scope": ",".join(sorted(it.scopes or {"chat:write"})),
        "bot_user_id": BOT,
        "app_id": APP,
        "team": {"id": it.team, "name": f"Workspace {it.team}"},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U1"},
    }


def _renewal(request: Request, it: Installation) -> Json:
    if not request.world.rotates:
        return {}
    refresher = request.world.new("xoxe-1-")
    request.world.refreshers[refresher] = it.token
    return {"refresh_token": refresher, "expires_in": LIFETIME}


@methods.add("apps.connections.open")
def connections_open(request: Request) -> Json:
    if not (request.call.token or "").startswith("xapp-"):
        raise RefusedError("not_allowed_token_type")
    address = request.address.replace("http://", "ws://")
    return {"url": f"{address}/link?ticket={request.world.new('ticket')}"}
