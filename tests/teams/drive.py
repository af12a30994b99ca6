"""People in a Teams: what they write, press and fill in reaches the bot as Teams brings it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from tests.teams import shapes
from tests.teams.fake import FakeTeams
from tests.teams.keys import now
from tests.teams.reading import Card
from tests.teams.world import BOT, Conversation, Json, Message, Person

PATH = "/teams/messages"


@dataclass(frozen=True)
class Answer:
    """What the bot answered in the response."""

    status: int
    body: Json | None = None

    @property
    def card(self) -> Card:
        """The card that a dialog or a card in place shows by it."""
        body = self.body or {}
        task = body.get("task", {}).get("value", {})
        return Card(task["card"]["content"] if task else body["value"])


@dataclass
class Way:
    """Brings activities to the bot over HTTP, with the tokens of the Bot Framework."""

    http: httpx.AsyncClient
    """To where the bot listens."""
    teams: FakeTeams
    now: Callable[[], datetime] = now
    signed: bool = True

    async def deliver(self, activity: Json, **claims: Any) -> Answer:
        """Bring one; `claims` change those of the token."""
        given = {"serviceurl": activity["serviceUrl"]} | claims
        token = self.teams.keys.token(self.now(), **given)
        return await self.post(
            {"Authorization": f"Bearer {token}"} if self.signed else {}, activity
        )

    async def post(self, headers: Mapping[str, str], activity: Json | bytes) -> Answer:
        """Send any body with any headers."""
        body = {"content": activity} if isinstance(activity, bytes) else {"json": activity}
        answer = await self.http.post(PATH, headers=dict(headers), **body)
        told = answer.json() if answer.content else None
        return Answer(answer.status_code, told)


class Driver:
    """Acts for the people of a Teams."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.teams = way.teams
        self.last: Json = {}

    async def act(
        self, by: Person, what: Json, where: Conversation | None = None, thread: str | None = None
    ) -> Answer:
        """Bring something that somebody did, to the bot alone or in a conversation."""
        world = self.teams.world
        place = where or world.personal(by)
        base = shapes.activity(world.service_url, by, place, self.way.now(), thread)
        what = dict(what)
        mention = what.pop("mention", None)
        self.last = base | what
        self.last["channelData"] = base["channelData"] | what.get("channelData", {})
        if mention:
            self.last["entities"] = [mention, *base["entities"]]
        return await self.way.deliver(self.last)

    async def again(self, times: int = 1) -> list[Answer]:
        """Bring the last thing once more, so many times at once."""
        return await asyncio.gather(*(self.way.deliver(self.last) for _ in range(times)))

    def write(
        self, by: Person, said: Json, where: Conversation | None = None, thread: str | None = None
    ) -> Message:
        """Leave a message in a conversation, without telling the bot."""
        world = self.teams.world
        place, id_ = where or world.personal(by), world.next()
        rooted = thread or (id_ if place.kind == "channel" else None)
        message = Message(id_, place.id, said, by.id, rooted)
        world.messages.append(message)
        return message

    async def say(self, by: Person, text: str, **more: Any) -> Answer:
        """Write to the bot alone."""
        said = shapes.said(text) | more
        message = self.write(by, said)
        return await self.act(by, said | {"id": message.id})

    async def mention(
        self, by: Person, where: Conversation, text: str, thread: str | None = None
    ) -> Answer:
        """Write to the bot where others read along; in a channel in a thread, or a new one."""
        said = shapes.mentioned(text)
        message = self.write(by, said, where, thread)
        return await self.act(by, said | {"id": message.id}, where, message.thread)

    async def press(
        self, by: Person, message: Message, label: str, fields: Json | None = None
    ) -> Answer:
        """Press a button of a card, with what was filled in; a dialog is given as it opens."""
        button = Card(message.card).button(label)
        data = {**button.get("data", {}), **(fields or {})}
        return await self.act(by, _pressed(message, button, data), *self._place(message))

    async def submit_plainly(self, by: Person, message: Message, label: str) -> Answer:
        """Press a button in an app that knows Action.Execute not, but what it falls back to."""
        button = Card(message.card).button(label)["fallback"]
        return await self.act(by, shapes.submitted(message, button["data"]), *self._place(message))

    async def see(self, by: Person, message: Message) -> Answer:
        """Let a card come into view that refreshes; the answer is what stands there then."""
        refresh = message.card["refresh"]
        assert by.id in refresh.get("userIds", [by.id])
        told = shapes.executed(message, _action(refresh["action"], {}), trigger=None)
        return await self.act(by, told, *self._place(message))

    async def submit(self, by: Person, dialog: Answer, fields: Json, label: str = "") -> Answer:
        """Fill in the dialog that is open, and send it by its button."""
        card = dialog.card
        button = card.button(label) if label else card.actions[0]
        return await self.act(by, shapes.dialog("task/submit", filled(card, button, fields)))

    async def choose(self, by: Person, message: Message, author: Person, command: str) -> Answer:
        """Choose a command on a message, whoever wrote it; the answer is its dialog."""
        told = shapes.message_action("composeExtension/fetchTask", command, message, author)
        return await self.act(by, told, *self._place(message))

    async def send_chosen(
        self, by: Person, message: Message, author: Person, command: str, data: Json
    ) -> Answer:
        """Fill in the dialog of such a command."""
        name = "composeExtension/submitAction"
        told = shapes.message_action(name, command, message, author, data)
        return await self.act(by, told, *self._place(message))

    async def search(self, by: Person, words: str, command: str = "search") -> list[Json]:
        """Search from where messages are written, and give what is found."""
        answer = await self.act(by, shapes.query(command, words))
        assert answer.status == 200
        assert answer.body
        found: list[Json] = answer.body["composeExtension"].get("attachments", [])
        return found

    async def install(self, by: Person, where: Conversation | None = None) -> Answer:
        """Add the bot, to somebody's own chats or to a conversation."""
        await self.act(by, shapes.members([BOT], []), where)
        return await self.act(by, shapes.installed("add"), where)

    async def remove(self, by: Person, where: Conversation | None = None) -> Answer:
        """Take the bot away; nothing can be written to there any more."""
        place = where or self.teams.world.personal(by)
        place.refused = (403, "BotNotInConversationRoster")
        return await self.act(by, shapes.installed("remove"), place)

    def _place(self, message: Message) -> tuple[Conversation, str | None]:
        return self.teams.world.conversations[message.conversation], message.thread


def filled(card: Card, button: Json, fields: Json) -> Json:
    """Give what a dialog sends: what stands in its inputs, and what its button says."""
    given = {id_: it.get("value", "") for id_, it in card.inputs.items()} | fields
    assert set(fields) <= set(card.inputs), "there is no such input"
    return {**button.get("data", {}), **given}


def _pressed(message: Message, button: Json, data: Json) -> Json:
    if data.get("msteams", {}).get("type") == "task/fetch":
        return shapes.dialog("task/fetch", data)
    if button["type"] == "Action.Submit":
        return shapes.submitted(message, data)
    return shapes.executed(message, _action(button, data))


def _action(button: Json, data: Json) -> Json:
    told = {"type": "Action.Execute", "data": button.get("data", {}) | data}
    told |= {name: button[name] for name in ("id", "title", "verb") if name in button}
    return told
