"""People in a Telegram: what they write and press reaches the bot as Telegram brings it."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from tests.telegram.fake import FakeTelegram
from tests.telegram.methods import RefusedError
from tests.telegram.world import ME, Json, Message

SECRET = "s3cret_-" * 4


class Way(Protocol):
    """How an update reaches the bot."""

    async def deliver(self, update: Json) -> int:
        """Bring it, and give the status of HTTP."""
        ...


@dataclass(frozen=True)
class Webhook:
    """Brings updates to an ASGI app, and does what its response asks for.

    Whether that is refused, as it is for a press that was answered before, Telegram tells nobody.
    """

    app: Any
    telegram: FakeTelegram
    secret: str | None = SECRET

    async def deliver(self, update: Json) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        answer = await self.post(headers, json=update)
        if answer.status_code == 200 and answer.json():
            given = answer.json()
            with suppress(RefusedError):
                await self.telegram.carry_out(given.pop("method"), given)
        return answer.status_code

    async def post(self, headers: dict[str, str], **body: Any) -> httpx.Response:
        """Send any body with any headers."""
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="https://idelos.test") as http:
            return await http.post("/telegram/updates", headers=headers, **body)


@dataclass(frozen=True)
class Fetched:
    """Lets updates wait until the bot fetches them."""

    telegram: FakeTelegram

    async def deliver(self, update: Json) -> int:
        await self.telegram.bring(update)
        return 200


class Driver:
    """Acts for the people of a Telegram."""

    def __init__(self, way: Way, telegram: FakeTelegram) -> None:
        self.way = way
        self.telegram = telegram
        self.last: Json = {}

    async def update(self, **what: Json) -> int:
        self.last = {"update_id": self.telegram.world.next(), **what}
        return await self.way.deliver(self.last)

    async def again(self, times: int = 1) -> list[int]:
        """Bring the last update once more, so many times at once."""
        return await asyncio.gather(*(self.way.deliver(self.last) for _ in range(times)))

    def wrote(self, user: int, text: str, chat: int | None = None, **more: Any) -> Json:
        """Let somebody write a message, and give it as Telegram tells of it."""
        world = self.telegram.world
        message = Message(world.next(), chat or user, text, user)
        world.messages.append(message)
        return world.shown(message) | {"entities": list(_entities(text))} | more

    async def say(self, user: int, text: str, chat: int | None = None, **more: Any) -> int:
        return await self.update(message=self.wrote(user, text, chat, **more))

    async def answer(self, user: int, to: Message, text: str) -> int:
        """Answer a message in its chat."""
        shown = self.telegram.world.shown(to)
        return await self.say(user, text, to.chat, reply_to_message=shown)

    async def press(self, user: int, message: Message, label: str) -> int:
        return await self.send_press(user, message, message.button(label)["callback_data"])

    async def send_press(self, user: int, message: Message, data: str) -> int:
        world = self.telegram.world
        query = {
            "id": str(world.next()),
            "from": world.user(user),
            "chat_instance": "1",
            "message": world.shown(message),
            "data": data,
        }
        return await self.update(callback_query=query)

    async def look_up(self, user: int, words: str) -> list[Json]:
        """Type words after the bot's name, and give what is offered."""
        world = self.telegram.world
        id_ = str(world.next())
        query = {"id": id_, "from": world.user(user), "query": words, "offset": ""}
        await self.update(inline_query=query)
        await self.telegram.until(lambda: id_ in world.answered)
        return world.answered[id_] or []

    async def block(self, user: int) -> int:
        """Let somebody block the bot."""
        self.telegram.world.refused[user] = "bot was blocked by the user"
        return await self.member(user, "kicked")

    async def member(self, chat: int, status: str, by: int | None = None) -> int:
        world = self.telegram.world
        bot = world.user(ME["id"])
        old = {"user": bot, "status": "member"}
        new = {"user": bot, "status": status, "until_date": 0}
        return await self.update(
            my_chat_member={
                "chat": world.chat(chat),
                "from": world.user(by or abs(chat)),
                "date": 1_790_000_000,
                "old_chat_member": old,
                "new_chat_member": new,
            }
        )

    async def become_supergroup(self, group: int, supergroup: int, by: int = 81) -> int:
        self.telegram.world.moved[group] = supergroup
        message = self.wrote(by, "", group, migrate_to_chat_id=supergroup)
        return await self.update(message=message)


def _entities(text: str) -> Any:
    """Find names and commands as Telegram does, counted in units of UTF-16."""
    for kind, pattern in (("mention", r"(?<!\w)@\w+"), ("bot_command", r"(?<![\w/])/[\w@]+")):
        for found in re.finditer(pattern, text):
            before, inside = text[: found.start()], found[0]
            yield {
                "type": kind,
                "offset": len(before.encode("utf-16-le")) // 2,
                "length": len(inside.encode("utf-16-le")) // 2,
            }
