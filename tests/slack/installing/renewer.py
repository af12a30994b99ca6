"""A process that asks for tokens when it is told to: ``python renewer.py DATABASE API TEAMS``."""

import asyncio
import sys
from datetime import timedelta

from bot.channels.slack.client import Connection
from bot.database import make_engine, make_sessions
from tests.slack.installing.parts import installations
from tests.web.visit import Clock


async def main(database: str, api: str, teams: list[str]) -> None:
    """Say that it is ready, wait for a line, and print the token that each workspace has then."""
    clock = Clock()
    clock.time += timedelta(hours=11)
    engine = make_engine(database)
    connection = Connection(api)
    stored = installations(make_sessions(engine), connection, clock)
    print("ready", flush=True)
    sys.stdin.readline()
    found = await asyncio.gather(*(stored.find(team) for team in teams))
    print(*(it.bot_token for it in found if it), flush=True)
    await connection.aclose()
    await engine.dispose()


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3].split(",")))
