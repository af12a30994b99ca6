"""People in a Slack: what they write, press and fill in reaches the app as Slack brings it."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.slack import events
from tests.slack.fake import FakeSlack
from tests.slack.filled import Filled, is_empty
from tests.slack.interactions import Interactions
from tests.slack.limits import faults_of_view
from tests.slack.ways import Answer, Delivery, Way
from tests.slack.web_api.chat import respond
from tests.slack.web_api.views import changed, pushed
from tests.slack.world import BOT, Channel, Json, Posted, Response

SECRET = "signing-secret"  # noqa: S105


def sign(body: bytes, at: int, secret: str) -> dict[str, str]:
    """Give the headers that Slack signs a body with; `at` in seconds since 1970."""
    base = b"v0:%d:%s" % (at, body)
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


@dataclass(frozen=True)
class Http:
    """Brings things to an ASGI app by signed requests; without a secret they are not signed."""

    app: Any
    secret: str | None = SECRET
    path: str = "/slack/events"
    age: int = 0
    """Seconds since it was signed."""
    now: Callable[[], float] = time.time

    async def deliver(self, delivery: Delivery) -> Answer:
        kind, body = _body(delivery)
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0"}
        if self.secret is not None:
            headers |= sign(body, int(self.now()) - self.age, self.secret)
        if delivery.retry:
            reason = {"X-Slack-Retry-Reason": delivery.reason}
            headers |= {"X-Slack-Retry-Num": str(delivery.retry)} | reason
        return await self.post(body, headers)

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Send any bytes with any headers."""
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="https://idelos.test") as http:
            answer = await http.post(self.path, content=body, headers=headers)
        if answer.headers.get("content-type", "").startswith("application/json"):
            return Answer(answer.status_code, answer.json())
        return Answer(answer.status_code, answer.text or None)


def _body(delivery: Delivery) -> tuple[str, bytes]:
    if delivery.kind == "events_api":
        return "application/json", json.dumps(delivery.payload).encode()
    one = {"payload": json.dumps(delivery.payload)}
    form = delivery.payload if delivery.kind == "slash_commands" else one
    return "application/x-www-form-urlencoded", urlencode(form).encode()


class Driver:
    """Acts for the people of a Slack, and gives what the app answered at once."""

    def __init__(self, way: Way, slack: FakeSlack) -> None:
        self.way = way
        self.slack = slack
        self.word = Interactions(slack)
        self.last: Delivery | None = None

    async def deliver(self, delivery: Delivery) -> Answer:
        self.last = delivery
        return await self.way.deliver(delivery)

    async def again(self, retry: int, *, renamed: bool = False) -> Answer:
        """Bring the last thing once more, as Slack does; `renamed` under another event id."""
        assert self.last
        payload = self.last.payload
        if renamed:
            payload = payload | {"event_id": self.slack.world.new("Ev")}
        return await self.way.deliver(replace(self.last, payload=payload, retry=retry))

    async def storm(self, times: int, *, renamed: bool = False) -> list[Answer]:
        """Bring the last thing so many times more, all at once."""
        repeats = (self.again(retry, renamed=renamed) for retry in range(1, times + 1))
        return await asyncio.gather(*repeats)

    async def verify_address(self, challenge: str = "challenge") -> Answer:
        return await self.deliver(Delivery("events_api", events.verification(challenge)))

    async def event(self, inner: Json, team: str = "T1") -> Answer:
        payload = events.callback(inner, team, self.slack.world.new("Ev"))
        return await self.deliver(Delivery("events_api", payload))

    async def say(self, user: str, text: str, *, thread: str | None = None) -> Answer:
        """Write to the app alone; in the assistant every message has its `thread`."""
        channel = self.slack.world.direct(user)
        said = self.write(user, channel.id, text, thread)
        return await self.event(events.message(said, channel), said.team)

    async def mention(
        self, user: str, channel: str, text: str, *, thread: str | None = None
    ) -> Answer:
        """Write to the app in a channel."""
        said = self.write(user, channel, f"<@{BOT}> {text}", thread)
        return await self.event(events.mention(said), said.team)

    def write(self, user: str, channel: str, text: str, thread: str | None = None) -> Posted:
        """Leave a message in a channel, without telling the app."""
        world = self.slack.world
        team = world.people[user].team
        said = Posted(team, channel, world.ts(), text, thread=thread, author=user)
        world.messages.append(said)
        return said

    async def open_home(self, user: str, tab: str = "home") -> Answer:
        world = self.slack.world
        channel, view = world.direct(user), world.homes.get(user)
        inner = events.home_opened(user, channel.id, world.ts(), view, tab)
        return await self.event(inner, channel.team)

    async def open_assistant(self, user: str, beside: str | None = None) -> str:
        """Open a thread of the assistant and give its name."""
        world = self.slack.world
        channel, thread = world.direct(user), world.ts()
        inner = events.thread_started(user, channel.team, channel.id, thread, beside)
        await self.event(inner, channel.team)
        return thread

    async def share_link(self, user: str, channel: str, url: str) -> Answer:
        place, said = self.slack.world.channels[channel], self.write(user, channel, f"<{url}>")
        domain, unfurl = httpx.URL(url).host, self.slack.world.new("unfurl")
        inner = events.link_shared(said, url, domain, unfurl, member=_is_member(place))
        return await self.event(inner, said.team)

    async def uninstall(self, team: str = "T1") -> Answer:
        """Throw the app out of a workspace."""
        self._refuse(team, "account_inactive")
        return await self.event(events.uninstalled(), team)

    async def revoke(self, team: str = "T1", *users: str) -> Answer:
        """Take back the tokens of a workspace."""
        self._refuse(team, "token_revoked")
        return await self.event(events.revoked(*users), team)

    def _refuse(self, team: str, error: str) -> None:
        for it in self.slack.world.installations.values():
            if it.team == team and it.token.startswith("xoxb-"):
                it.refused = error

    async def command(
        self, user: str, command: str, text: str = "", *, channel: str | None = None
    ) -> Answer:
        """Give a slash command, without a channel to the app alone; show what it says at once."""
        place = channel or self.slack.world.direct(user).id
        payload = self.word.command(user, command, text, place)
        answer = await self.deliver(Delivery("slash_commands", payload))
        if answer.status == 200 and answer.body:
            said = {"text": answer.body} if isinstance(answer.body, str) else answer.body
            where = Response(payload["team_id"], place, user)
            respond(self.slack.world, where, said, self.slack.complaints)
        return answer

    async def press(
        self, user: str, source: Posted | Json, named: str, chosen: Filled | None = None
    ) -> Answer:
        """Press or choose, in a message or view, what has this label or action_id."""
        return await self._interact(self.word.pressed(user, source, named, chosen))

    async def shortcut(self, user: str, callback: str) -> Answer:
        return await self._interact(self.word.shortcut(user, callback))

    async def message_shortcut(self, user: str, callback: str, said: Posted) -> Answer:
        return await self._interact(self.word.on_message(user, callback, said))

    async def seek(self, user: str, view: Json, action: str, typed: str) -> Answer:
        """Type where options come from the app."""
        return await self._interact(self.word.sought(user, view, action, typed))

    async def _interact(self, payload: Json) -> Answer:
        return await self.deliver(Delivery("interactive", payload))

    async def submit(self, user: str, fields: Mapping[str, Filled] | None = None) -> Answer:
        """Fill in the open modal, by block_id or action_id, and submit it; see what it becomes."""
        view = self._open(user)
        payload = self.word.submitted(user, view, fields or {})
        for block in payload["view"]["blocks"]:
            if block["type"] == "input" and not block.get("optional"):
                state = payload["view"]["state"]["values"][block["block_id"]]
                assert not any(map(is_empty, state.values())), f"{block['block_id']} is required"
        answer = await self._interact(payload)
        if answer.status == 200:
            self._show(user, view, answer.body or {})
        return answer

    async def close(self, user: str) -> Answer | None:
        """Close the modal that is open; the app hears of it where it asked to."""
        view = self._open(user)
        self._remove(user)
        if not view.get("notify_on_close"):
            return None
        return await self._interact(self.word.closed(user, view))

    def _open(self, user: str) -> Json:
        view = self.slack.modal(user)
        assert view, f"no modal is open before {user}"
        return view

    def _remove(self, user: str) -> None:
        world = self.slack.world
        world.views.pop(world.stacks[user].pop())

    def _show(self, user: str, view: Json, answer: Json) -> None:
        """Do what the app answered to a submitted view."""
        world, action = self.slack.world, answer.get("response_action")
        if action == "errors":
            asked = {it["block_id"] for it in view["blocks"] if it["type"] == "input"}
            odd = sorted(set(answer["errors"]) - asked)
            self.slack.complaints.extend(f"errors of {it}, which asks nothing" for it in odd)
        elif action in ("update", "push"):
            self.slack.complaints.extend(faults_of_view(answer["view"], "modal"))
            if action == "update":
                changed(world, view, answer["view"])
            else:
                pushed(world, view["team_id"], user, answer["view"])
        else:
            for _ in range(len(world.stacks[user]) if action == "clear" else 1):
                self._remove(user)


def _is_member(channel: Channel) -> bool:
    return BOT in channel.members
