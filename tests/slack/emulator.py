"""Vercel's emulator of Slack, which nobody here wrote, made to understand the SDK of Python.

It reads arguments from a body of JSON alone, knows neither the assistant nor Socket Mode, and has
no people who press buttons. What is in front of it here puts all arguments in one body, answers for
the rest, and lets a `Driver` act for people: triggers are exchanged for the emulator's own.
"""

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
from aiohttp import web

from tests.node.programs import running
from tests.slack.fake import FakeSlack, listening
from tests.slack.web_api.method import Call
from tests.slack.web_api.reading import read
from tests.slack.world import APP, BOT, BOT_ID, Channel, Json, Person, Posted

TEAM, TOKEN = "T000000001", "xoxb-T1"
SCOPES = frozenset(
    {
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "files:write",
        "im:history",
        "im:read",
        "im:write",
        "users:read",
    }
)
_LACKED: Mapping[str, Json] = {
    "assistant.threads.setStatus": {},
    "assistant.threads.setSuggestedPrompts": {},
    "assistant.threads.setTitle": {},
    "chat.unfurl": {},
}


class Emulator:
    """The emulator with its people; `slack` tells what they do, and counts the calls."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.slack = FakeSlack()
        self.url = url.replace("localhost", "127.0.0.1")
        self._http = http

    async def call(self, method: str, token: str | None = TOKEN, **arguments: object) -> Json:
        """Call a method of the emulator itself."""
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{self.url}/api/{method}"
        async with self._http.post(url, json=arguments, headers=headers) as answer:
            told: Json = await answer.json()
        return told

    async def messages(self, channel: str) -> list[Posted]:
        """Give the messages that stand in a channel, the oldest first."""
        told = await self.call("conversations.history", channel=channel)
        return [
            Posted(
                TEAM,
                channel,
                it["ts"],
                it["text"],
                self.slack.world.named(it.get("blocks", [])),
                thread=it.get("thread_ts"),
                author=it["user"],
                files=[file["id"] for file in it.get("files", [])],
            )
            for it in reversed(told["messages"])
        ]

    async def api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments, token = await read(request)
        try:
            answer = await self._answer(method, arguments, token)
        finally:
            await self.slack.note(Call(method, arguments, token, TEAM))
        return web.json_response(answer)

    async def _answer(self, method: str, arguments: Json, token: str | None) -> Json:
        if method == "apps.connections.open":
            return {"ok": True, "url": self.slack.address.replace("http", "ws") + "/link"}
        if method in _LACKED:
            return {"ok": True, **_LACKED[method]}
        user = self.slack.world.triggers.pop(arguments.get("trigger_id") or "", None)
        if user:
            arguments = arguments | {"trigger_id": await self._trigger(user, method)}
        answer = await self.call(method, token, **arguments)
        self._follow(method, user or arguments.get("user_id") or "", answer)
        return answer

    async def _trigger(self, user: str, method: str) -> str:
        """Give a trigger of the emulator's, tied to the modal that a push is laid upon."""
        stack = self.slack.world.stacks[user]
        below = {"view_id": stack[-1]} if method == "views.push" and stack else {}
        told = await self.call("views.generateTriggerId", user_id=user, **below)
        return str(told["trigger_id"])

    def _follow(self, method: str, user: str, answer: Json) -> None:
        """Keep what people now see, and add what the emulator does not know of them."""
        world = self.slack.world
        if "view" in answer:
            answer["view"]["blocks"] = world.named(answer["view"]["blocks"])
        if "view" in answer and method == "views.publish":
            world.homes[user] = answer["view"]
        elif "view" in answer:
            world.views[answer["view"]["id"]] = answer["view"]
            if method != "views.update":
                below = world.stacks[user] if method == "views.push" else []
                world.stacks[user] = [*below, answer["view"]["id"]]
        elif method == "users.info" and "user" in answer:
            person = world.people[answer["user"]["id"]]
            answer["user"] |= {"tz": person.tz, "locale": person.locale}

    async def people(self, people: Sequence[Person]) -> None:
        """Know the people and the channels by the ids that the emulator gave them."""
        world, names = self.slack.world, {it.name: it for it in people}
        for told in (await self.call("users.list"))["members"]:
            if told["real_name"] in names:
                person = replace(names[told["real_name"]], id=told["id"], team=TEAM)
                world.people[person.id] = person
                opened = await self.call("conversations.open", users=person.id)
                id_, members = opened["channel"]["id"], [person.id, BOT]
                world.channels[id_] = Channel(id_, team=TEAM, members=members, user=person.id)
        for told in (await self.call("conversations.list"))["channels"]:
            await self.call("conversations.join", channel=told["id"])
            members = [*world.people, BOT]
            world.channels[told["id"]] = Channel(told["id"], told["name"], TEAM, members)


@asynccontextmanager
async def emulated(
    people: Sequence[Person], channels: Sequence[str] = ("ideer",), scopes: Iterable[str] = SCOPES
) -> AsyncIterator[Emulator]:
    """Let it run with these people, found by their names, and with these channels and scopes."""
    about = {
        "people": [{"name": f"person{n}", "real_name": it.name} for n, it in enumerate(people)],
        "channels": list(channels),
        "scopes": sorted(scopes),
        "token": TOKEN,
        "app": APP,
        "bot": BOT_ID,
        "botUser": BOT,
    }
    program = running("slack_emulator.mjs", "emulate", json.dumps(about))
    async with program as told, aiohttp.ClientSession() as http:
        emulator = Emulator(told["url"], http)
        async with listening(emulator.slack, emulator.api):
            await emulator.people(people)
            yield emulator
