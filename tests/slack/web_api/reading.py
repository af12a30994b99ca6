"""What a client of the Web API sent: in the query, a form or JSON, with its token in the header."""

import base64
import json

from aiohttp import web

from tests.slack.world import Json

_JSON = ("blocks", "view", "attachments", "metadata", "unfurls", "files", "prompts")


async def read(request: web.Request) -> tuple[Json, str | None]:
    """Give the arguments, together with those for logging in, and the token."""
    given: Json = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        given |= await request.json()
    else:
        given |= await request.post()
    for name in _JSON:
        if isinstance(given.get(name), str):
            given[name] = json.loads(given[name])
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind == "Basic":
        names = base64.b64decode(value).decode().partition(":")
        given |= {"client_id": names[0], "client_secret": names[2]}
    return given, given.pop("token", None) or (value if kind == "Bearer" else None)
