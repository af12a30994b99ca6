"""The server of Socket Mode: it greets, sends envelopes, and awaits that each is acknowledged."""

import asyncio
import json
from itertools import count

from aiohttp import WSMsgType, web

from tests.slack.ways import Answer, Delivery
from tests.slack.world import APP, Json

_PATIENCE = 10
"""Seconds until an app that never connects or acknowledges fails a test."""


class SocketMode:
    """Where apps connect; what is delivered goes to the newest of them."""

    def __init__(self) -> None:
        self.connected = 0
        """How often an app has connected."""
        self._sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Answer]] = {}
        self._numbers = count(1)
        self._changed = asyncio.Condition()

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(self._hello())
        await self._count(socket)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(json.loads(message.data))
        finally:
            self._sockets.remove(socket)
        return socket

    def _hello(self) -> Json:
        about = {"host": "applink", "build_number": 1, "approximate_connection_time": 18060}
        app = {"app_id": APP}
        size = len(self._sockets) + 1
        return {
            "type": "hello",
            "num_connections": size,
            "debug_info": about,
            "connection_info": app,
        }

    async def _count(self, socket: web.WebSocketResponse) -> None:
        async with self._changed:
            self.connected += 1
            self._sockets.append(socket)
            self._changed.notify_all()

    def _acknowledge(self, told: Json) -> None:
        waiting = self._waiting.pop(told["envelope_id"], None)
        if waiting and not waiting.done():
            waiting.set_result(Answer(200, told.get("payload") or None))

    async def until_connected(self, times: int = 1) -> None:
        """Wait until an app has connected so often, counted from the beginning."""
        async with asyncio.timeout(_PATIENCE), self._changed:
            await self._changed.wait_for(lambda: self.connected >= times and self._sockets)

    async def deliver(self, delivery: Delivery) -> Answer:
        """Send an envelope, and give what it was acknowledged with."""
        envelope = f"envelope-{next(self._numbers)}"
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = waiting
        told: Json = {
            "type": delivery.kind,
            "envelope_id": envelope,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            told |= {"retry_attempt": delivery.retry, "retry_reason": ""}
            if delivery.retry:
                told["retry_reason"] = delivery.reason
        await self._sockets[-1].send_json(told)
        async with asyncio.timeout(_PATIENCE):
            return await waiting

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the newest app to connect anew: ``warning``, ``refresh_requested`` and so on."""
        told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}}
        await self._sockets[-1].send_json(told)

    async def close(self) -> None:
        for socket in tuple(self._sockets):
            await socket.close()
