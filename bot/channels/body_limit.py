"""How much is read of a request."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Stop reading a request body when it grows past `limit` bytes, announced or not."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; whoever reads too much of its body gets HTTPException 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Request(scope).headers.get("content-length", "0")
        # Twelve digits tell enough; a longer number may be an attack on the conversion itself.
        announced_size = int(announced[:12]) if announced.isdecimal() else 0
        size = announced_size if announced_size > self._limit else 0

        async def receive_some() -> Message:
            nonlocal size
            if size <= self._limit:
                message = await receive()
                size += len(message.get("body", b""))
            if size > self._limit:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_some, send)
