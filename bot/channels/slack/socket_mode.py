"""Socket Mode: the app opens the way itself, where Slack can't reach it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.channels.slack.client import Connection, told


@asynccontextmanager
async def connected(app: AsyncApp, token: str, connection: Connection) -> AsyncIterator[None]:
    """Let the app take in over a socket during the block; it connects anew whenever it has to.

    Raises what `client.told` does where the first connection is refused: those after it are
    tried for until there is one.
    """
    client = connection.client(token)
    address = await told("apps.connections.open", client.apps_connections_open(app_token=token))
    handler = AsyncSocketModeHandler(app, token, web_client=client)
    handler.client.wss_uri = address["url"]
    try:
        await handler.client.connect()  # type: ignore[no-untyped-call]
        yield
    finally:
        await handler.client.close()  # type: ignore[no-untyped-call]
