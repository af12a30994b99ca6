"""telegram-test-api, which nobody here wrote, made to understand the library of Python.

It says too little of itself, gives dates in milliseconds and `null` for yes, knows no long poll, no
offset and no secret, and leaves what a webhook's response asks for undone. What is in front of it
here makes up for that and for nothing else: texts, keyboards and edits are its own.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import httpx
from aiohttp import web

from tests.node.programs import running
from tests.served import served
from tests.telegram.world import ME, TOKEN, Json

_PATIENCE = 10
_STUBS = ("setMyCommands", "answerInlineQuery")


@dataclass
class Peer:
    """The server, and a person who writes in it."""

    url: str
    http: aiohttp.ClientSession
    app: Any = None
    """Where the webhook leads."""
    address: str = ""
    secret: str = ""
    brought: list[Json] = field(default_factory=list)
    """Updates that wait to be asked for no more."""
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def say(self, text: str, user: int = 81) -> None:
        await self._act("sendMessage", _by(user) | {"text": text})

    async def command(self, text: str, user: int = 81) -> None:
        length = len(text.split(maxsplit=1)[0])
        entities = [{"type": "bot_command", "offset": 0, "length": length}]
        await self._act("sendCommand", _by(user) | {"text": text, "entities": entities})

    async def press(self, message: Json, label: str, user: int = 81) -> None:
        data = next(it["callback_data"] for it in buttons(message) if it["text"] == label)
        by = _by(user)
        pressed = {"chat": by["chat"], "message_id": message["messageId"], "date": by["date"]}
        await self._act("sendCallback", by | {"message": pressed, "data": data})

    async def messages(self, user: int = 81) -> list[Json]:
        """Give the bot's messages to somebody."""
        told = await self.post("/getUpdatesHistory", {"token": TOKEN})
        return [
            it
            for it in told["result"]
            if "chat_id" in it.get("message", {}) and int(it["message"]["chat_id"]) == user
        ]

    async def until(self, holds: Callable[[list[Json]], object]) -> list[Json]:
        """Wait until something holds of the bot's messages that only its calls bring about."""
        async with asyncio.timeout(_PATIENCE), self.changed:
            while not holds(found := await self.messages()):
                await self.changed.wait()
        return found

    async def post(self, path: str, body: Json) -> Json:
        async with self.http.post(f"{self.url}{path}", json=body) as answer:
            told: Json = await answer.json()
        return told

    async def api(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], dict(await request.post())
        return web.json_response({"ok": True, "result": await self.call(method, given)})

    async def call(self, method: str, given: Json) -> Any:
        if method == "getUpdates":
            return await self._updates(int(given.get("offset") or 0))
        if method in _STUBS:
            return True
        if method == "setWebhook":
            self.secret = given["secret_token"]
            given = {"url": f"{self.address}/hook"}
        told = await self.post(f"/bot{TOKEN}/{method}", given)
        async with self.changed:
            self.changed.notify_all()
        result = True if told["result"] is None else told["result"]
        return ME | {"id": 4711} if method == "getMe" else _mended(result)

    async def hook(self, request: web.Request) -> web.Response:
        """Bring an update as Telegram does, and do what the response asks for."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="https://idelos.test") as http:
            update = _whole(await request.json())
            answer = await http.post("/telegram/updates", json=update, headers=headers)
        answer.raise_for_status()
        asked = answer.json()
        if asked:
            await self.call(asked.pop("method"), asked)
        return web.Response()

    async def _act(self, path: str, what: Json) -> None:
        await self.post(f"/{path}", what)
        async with self.changed:
            self.changed.notify_all()

    async def _updates(self, offset: int) -> list[Json]:
        """Answer a long poll; what is asked for again comes again."""
        async with self.changed:
            while True:
                told = await self.post(f"/bot{TOKEN}/getUpdates", {})
                self.brought += map(_whole, told["result"])
                self.brought = [it for it in self.brought if it["update_id"] >= offset]
                if self.brought:
                    return self.brought
                await self.changed.wait()


def buttons(message: Json) -> list[Json]:
    rows = message["message"].get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _by(user: int) -> Json:
    person = {"id": user, "first_name": "Kari", "is_bot": False, "language_code": "nb"}
    chat = {"id": user, "first_name": "Kari", "type": "private"}
    return {"botToken": TOKEN, "date": 1_790_000_000, "from": person, "chat": chat}


def _whole(update: Json) -> Json:
    if "callback_query" in update:
        update["callback_query"]["chat_instance"] = "1"
    return update


def _mended(result: Any) -> Any:
    if isinstance(result, dict) and "message_id" in result:
        told = {key: result[key] for key in ("message_id", "text", "chat")}
        return told | {"date": result["date"] // 1000, "from": ME}
    return result


@asynccontextmanager
async def peer() -> AsyncIterator[Peer]:
    """Let the server run, with what makes up for it in front."""
    program = running("telegram_server.mjs", "telegram-test-api")
    async with program as told, aiohttp.ClientSession() as http:
        found = Peer(told["url"], http)
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", found.api)
        app.router.add_post("/hook", found.hook)
        async with served(app) as found.address:
            yield found
