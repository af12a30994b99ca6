"""Servers on a free port of this machine: those that stand in for others, and our own."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from aiohttp import web
from starlette.applications import Starlette


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """Let an application listen in the loop of whoever asks, and give its address.

    Who hangs up is noticed at once, and nobody is waited for at the end.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0, handler_cancellation=True)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield "http://{}:{}".format(*runner.addresses[0])
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[str]:
    """Let our own application, which runs already, listen as it does in an installation."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", access_log=False, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve([listener]))
        try:
            yield "http://{}:{}".format(*listener.getsockname())
        finally:
            server.should_exit = True
