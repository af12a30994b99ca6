"""Slack under load: how soon events are acknowledged, what is answered, and how fast it all goes.

    python -m benchmarks.slack [--quick] [--json]

First 200 events a second reach the app, direct messages of many people, of which eleven in a
hundred come again under another event id. Then as many as it takes, without repeats, beside the
echo app that Bolt begins its documentation with, in turns; the best of several turns counts, since
other work on the machine only ever slows. That one keeps nothing and understands nothing: it says
back what it hears. Each app is one process, served alike; the people are another and Slack, which
only counts, is a third, all on loopback. The whole path is from the first event sent to the last
answer arrived. The server of the tests syncs nothing to disk. The last line printed is all figures
as JSON.
"""

import argparse
import asyncio
import json
import logging
import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from statistics import quantiles
from typing import Any

import httpx
import psycopg
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app import build
from bot.settings import Settings
from tests.databases import with_packs
from tests.postgresql import postgresql_programs, running_postgresql
from tests.slack.drive import SECRET
from tests.slack.traffic import Acknowledged, Counted, Traffic, channel_of, drive, serve_slack

TOKEN = "xoxb-T1"  # noqa: S105
_processes = multiprocessing.get_context("spawn")

MakeApp = Callable[[], Starlette]


def ours(database: str, api: str) -> Starlette:
    settings = {
        "database_url": database,
        "public_url": "https://idelos.example.org",
        "secret": "s" * 32,
        "slack_bot_token": TOKEN,
        "slack_signing_secret": SECRET,
        "slack_region": "trondelag",
    }
    return build(Settings.model_validate(settings), slack_api=api)


def bolt(api: str) -> Starlette:
    app = AsyncApp(signing_secret=SECRET, client=AsyncWebClient(TOKEN, base_url=api))

    @app.event("message")
    async def echo(event: dict[str, Any], say: Any) -> None:
        await say(event["text"])

    handler = AsyncSlackRequestHandler(app)

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    async def health(request: Request) -> Response:
        del request
        return PlainTextResponse("ok")

    return Starlette(
        routes=[Route("/slack/events", take, methods=["POST"]), Route("/health", health)]
    )


def serve(make: MakeApp, port: int) -> None:
    """Serve as `idelos web` does."""
    uvicorn.run(make(), port=port, access_log=False, log_level="warning", server_header=False)


@dataclass(frozen=True)
class Run:
    """What one run came to."""

    app: str
    events: int
    ack_p50_ms: float
    ack_p99_ms: float
    ack_max_ms: float
    refused: int
    lost: int
    answered_twice: int
    seconds: float
    """From the first event to the last answer."""
    a_second: float


class Bench:
    """An app, a Slack and people, each in a process of its own."""

    def __init__(self, server: str) -> None:
        """`server` is the URL of PostgreSQL, with ``{name}`` where a database's belongs."""
        self._server = server
        self._databases = 0

    def run(self, name: str, traffic: Traffic, patience: float) -> Run:
        """Let the people write, and wait so many seconds for answers that do not come."""
        with self._slack() as (api, counted), self._app(name, api) as url:
            there, here = _processes.Pipe()
            people = _processes.Process(target=drive, args=(url, traffic, there))
            people.start()
            acknowledged: Acknowledged = here.recv()
            people.join()
            found = _settled(counted, traffic.number, patience)
        return _figures(name, traffic, acknowledged, found)

    @contextmanager
    def _slack(self) -> Iterator[tuple[str, Callable[[], Counted]]]:
        port, (there, here) = _free_port(), _processes.Pipe()
        process = _processes.Process(target=serve_slack, args=(port, there))
        process.start()
        here.recv()

        def counted() -> Counted:
            here.send(True)
            found: Counted = here.recv()
            return found

        try:
            yield f"http://127.0.0.1:{port}/api/", counted
        finally:
            process.kill()
            process.join()

    @contextmanager
    def _app(self, name: str, api: str) -> Iterator[str]:
        make = partial(ours, self._database(), api) if name == "ours" else partial(bolt, api)
        port = _free_port()
        process = _processes.Process(target=serve, args=(make, port))
        process.start()
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}/slack/events"
        finally:
            process.kill()
            process.join()

    def _database(self) -> str:
        self._databases += 1
        name = f"slack_{self._databases}"
        with psycopg.connect(self._server.format(name="postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
        asyncio.run(with_packs(self._server.format(name=name)))
        return self._server.format(name=name)


def _settled(counted: Callable[[], Counted], number: int, patience: float) -> Counted:
    """Wait until all is answered or nothing comes any more, and for what comes once too often."""
    found = counted()
    still = time.monotonic()
    while time.monotonic() - still < (patience if len(found.answers) < number else 2):
        time.sleep(0.2)
        before, found = found, counted()
        if sum(found.answers.values()) > sum(before.answers.values()):
            still = time.monotonic()
    return found


def _figures(name: str, traffic: Traffic, acknowledged: Acknowledged, counted: Counted) -> Run:
    answers = [counted.answers.get(channel_of(it), 0) for it in range(traffic.number)]
    seconds = counted.last_at - acknowledged.begun_at
    cuts = quantiles(acknowledged.acks, n=100)
    return Run(
        name,
        len(acknowledged.acks),
        round(cuts[49] * 1000, 1),
        round(cuts[98] * 1000, 1),
        round(acknowledged.acks[-1] * 1000, 1),
        acknowledged.refused,
        answers.count(0),
        sum(it > 1 for it in answers),
        round(seconds, 2),
        round((traffic.number - answers.count(0)) / seconds, 1),
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_until_up(url: str) -> None:
    for _ in range(600):
        try:
            httpx.get(url).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the app did not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the JSON line only")
    options = parser.parse_args()
    logging.disable()
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed")
    seconds, most, turns = (5, 600, 1) if options.quick else (60, 4000, 3)
    steady = Traffic(200 * seconds, 2000, 200, at_once=100, repeated=11)
    flat_out = Traffic(most, 500, None, at_once=32)
    with running_postgresql(programs) as server:
        bench = Bench(server)
        at_200 = bench.run("ours", steady, patience=30)
        runs = [
            bench.run(name, flat_out, patience=30)
            for _ in range(turns)
            for name in ("ours", "bolt")
        ]
    if not options.json:
        for run in (at_200, *runs):
            print("  ".join(f"{name}: {value}" for name, value in asdict(run).items()))
    best = {name: max(it.a_second for it in runs if it.app == name) for name in ("ours", "bolt")}
    print(
        json.dumps(
            {
                "at_200_a_second": asdict(at_200),
                "flat_out_a_second": best,
                "ratio": round(best["ours"] / best["bolt"], 2),
                "runs": [asdict(it) for it in runs],
            }
        )
    )


if __name__ == "__main__":
    main()
