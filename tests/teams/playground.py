"""Microsoft's Agents Playground, which nobody here wrote: a Teams on one's own machine.

It knows no tokens, no dialogs and no cards that refresh by themselves; all else is its own. What it
does for its page is asked for as its page asks, so that it is held to one version. Its page is for
browsers.
"""

import asyncio
import json
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import aiohttp
import yaml

from tests.node.programs import node, package
from tests.teams.reading import Card
from tests.teams.world import TENANT, Json

PACKAGE: Final = "@microsoft/m365agentsplayground"
PERSONAL, GROUP, CHANNEL = "a:kari", "19:gruppe@thread.v2", "19:ideer@thread.tacv2"
_BOT: Final = {"id": "28:idelos", "name": "Idélos"}
_ME: Final = "29:kari"
_PATIENCE: Final = 30
"""Seconds until something that never comes fails a test."""


@dataclass
class Shown:
    """A message of the bot, as the page shows it."""

    id: str
    where: str
    """The conversation, or the thread of a channel."""
    card: Card
    text: str

    @classmethod
    def of(cls, action: Json) -> "Shown":
        message = action["message"]
        where = message.get("postConversationId") or action["actionConversationId"]
        [content] = [it["content"] for it in message["attachments"]] or [{}]
        return cls(message["messageId"], where, Card(content), message.get("text", ""))


@dataclass
class Playground:
    """What it shows, and one person in it."""

    url: str
    http: aiohttp.ClientSession
    shown: list[Shown] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    heard: int = 0

    async def say(self, text: str, where: str = PERSONAL) -> str:
        """Write to the bot, and give the conversation: in a channel, that of the new thread."""
        name = f"<at>{_BOT['name']}</at>"
        mentions = [] if where == PERSONAL else [{"mentioned": _BOT, "text": name}]
        told = await self._post(
            f"/_conversation/v1/conversations/{where}/messages",
            {
                "from": {"id": _ME},
                "text": f"{name} {text}" if mentions else text,
                "textFormat": "plain",
                "mentions": mentions,
            },
        )
        return str(told.get("postConversationId", where))

    async def press(self, message: Shown, label: str) -> Json:
        """Press a button, and give what comes in its response."""
        button = message.card.button(label)
        action = {name: button[name] for name in ("type", "verb", "title", "data")}
        value = {"action": action, "trigger": "manual"}
        return await self.invoke(message, "adaptiveCard/action", value)

    async def invoke(self, message: Shown, name: str, value: Json) -> Json:
        """Ask the bot for something from a message, and give what comes in its response."""
        return await self._act(message, "invoke", name=name, value=value)

    async def submit(self, message: Shown, label: str) -> None:
        """Press it in an app that knows only what it falls back to."""
        data = message.card.button(label)["fallback"]["data"]
        await self._act(message, "submit", value=data)

    async def bring(self, kind: str, where: str = PERSONAL) -> None:
        """Bring what happens around a conversation: ``install``, ``botAdded`` …"""
        asked = {"conversationId": where, "type": kind}
        path = f"{self.url}/_internal/v1/customActivities/template"
        async with self.http.get(path, params=asked) as answer:
            activity = await answer.json()
        await self._post("/_internal/v1/customActivities", activity)

    async def next(self) -> Shown:
        """Give the next message of the bot, once it has come."""
        self.heard += 1
        await self.until(lambda: len(self.shown) >= self.heard)
        return self.shown[self.heard - 1]

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that only messages bring about."""
        async with asyncio.timeout(_PATIENCE), self.changed:
            await self.changed.wait_for(holds)

    async def read(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        """Read what is shown, until it ends."""
        async for told in stream:
            async with self.changed:
                self._show(json.loads(told.data))
                self.changed.notify_all()

    def _show(self, action: Json) -> None:
        if action["action"] == "createMessage":
            self.shown.append(Shown.of(action))
        if action["action"] == "updateMessage":
            now = Shown.of(action)
            before = next(it for it in self.shown if it.id == now.id)
            before.card, before.text = now.card, now.text

    async def _act(self, message: Shown, path: str, **what: Any) -> Json:
        by = {"conversation": {"id": message.where}, "from": {"id": _ME}, "replyToId": message.id}
        return await self._post(f"/_conversation/v1/{path}", by | what)

    async def _post(self, path: str, body: Json) -> Json:
        async with self.http.post(f"{self.url}{path}", json=body) as answer:
            answer.raise_for_status()
            told = await answer.text()
        read: Json = json.loads(told) if told else {}
        return read


@asynccontextmanager
async def playground(app: str, folder: Path) -> AsyncIterator[Playground]:
    """Let it run beside a bot that listens at the address `app`; `folder` is for its files."""
    async with _running(f"{app}/teams/messages", folder) as url, aiohttp.ClientSession() as http:
        stream = f"{url}/_ws_conversation/v1/conversations/stream"
        async with http.get(f"{url}/_internal/v1/config") as answer:
            answer.raise_for_status()
        async with http.ws_connect(stream) as shown, asyncio.TaskGroup() as group:
            found = Playground(url, http)
            reading = group.create_task(found.read(shown))
            try:
                yield found
            finally:
                reading.cancel()


@asynccontextmanager
async def _running(endpoint: str, folder: Path) -> AsyncIterator[str]:
    """Run the program for loopback alone, and give where it listens."""
    config = folder / "playground.yml"
    config.write_text(yaml.safe_dump(_config(), allow_unicode=True), encoding="utf-8")
    only_here = Path(__file__).parents[1] / "node" / "only_here.cjs"
    told = {
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
    }
    process = await asyncio.create_subprocess_exec(
        node(PACKAGE),
        *("--require", str(only_here), str(package(PACKAGE) / "cli.js")),
        *("-e", endpoint, "-c", "msteams", "-p", "0", "--disable-telemetry"),
        cwd=folder,
        env=os.environ | told,
        stdin=DEVNULL,
        stdout=PIPE,
    )
    try:
        yield f"http://127.0.0.1:{await _port(process)}"
    finally:
        process.terminate()
        await process.communicate()


async def _port(process: Process) -> int:
    assert process.stdout
    async with asyncio.timeout(_PATIENCE):
        line = (await process.stdout.readline()).decode()
    assert line.startswith("Listening on "), line or "it ended before it was ready"
    return int(line.split()[-1])


def _config() -> Json:
    kari, *others = (_person(it) for it in ("Kari", "Ola", "Anne", "Per", "Eva", "Jon"))
    team = {"id": "19:kommunen@thread.tacv2", "name": "Namsos kommune", "aadGroupId": _guid(9)}
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": _BOT,
        "currentUser": kari,
        "users": others,
        "personalChat": {"id": PERSONAL},
        "groupChat": {"id": GROUP, "name": "Hjemmetjenesten"},
        "team": team | {"channels": [{"id": CHANNEL, "name": "Ideer"}]},
    }


def _person(given: str) -> Json:
    small = given.lower()
    mail = f"{small}@namsos.example"
    return {
        "id": f"29:{small}",
        "name": f"{given} Nordmann",
        "userPrincipleName": mail,
        "aadObjectId": _guid(sum(map(ord, small))),
        "givenName": given,
        "surname": "Nordmann",
        "email": mail,
    }


def _guid(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"
