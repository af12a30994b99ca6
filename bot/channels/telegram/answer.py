"""Answering what came in: each kind has its handler."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from telegram import User

from bot.channels.telegram.chat import Chat
from bot.channels.telegram.deep_link import GREETING, bot_link, meaning
from bot.channels.telegram.errors import GoneError, MovedError
from bot.channels.telegram.incoming import INCOMING, Incoming, Kind
from bot.channels.telegram.posting import Posting
from bot.intake.item import Item, Work
from bot.message import Action, Language, Message, Place, Reply
from bot.notices.notice import RefusedError
from bot.speech.catalogue import catalogue
from bot.speech.lines import one_line

Move: TypeAlias = Callable[[Place, Place], Awaitable[None]]
"""Lets all that is kept of a place hold for another: its conversation and its door."""
Speaks: TypeAlias = Callable[[Message], Awaitable[Language]]
"""Gives the language of a conversation."""


@dataclass(frozen=True, slots=True)
class Answering:
    """One thing that is being answered, and what its handler works with."""

    incoming: Incoming
    item: Item
    posting: Posting
    language: Speaks
    move: Move
    region: str | None
    """Where the people work whom this bot serves, if its operator said so."""
    alone: str | None
    """The link that opens the bot, where others read along."""

    def message(self, said: Action | str | None = None) -> Message:
        """Give what was said or pressed, or what it comes to."""
        it = self.incoming
        said = said or (Action.decode(it.action) if it.action else it.text or "")
        return Message(
            it.chat.place,
            self.item.at,
            text=said if isinstance(said, str) else None,
            action=said if isinstance(said, Action) else None,
            language=it.language,
            region=self.region,
            public=not it.chat.is_private,
            alone=self.alone,
        )

    async def send(self, reply: Reply) -> None:
        """Answer where it was said: in a group as the answer to that message.

        A group that has another id by now is followed there.
        """
        chat = self.incoming.chat
        answers = None if chat.is_private else self.incoming.message
        try:
            await self.posting.post(reply, chat, answers)
        except MovedError as moved:
            now = Chat(moved.chat)
            await self.move(chat.place, now.place)
            await self.posting.post(reply, now)

    async def say(self, key: str, **values: str) -> None:
        """Answer with one sentence."""
        say = catalogue(await self.language(self.message()))
        await self.send(Reply(say.language, (say.line(key, **values),)))


Handler: TypeAlias = Callable[[Answering, Work], Awaitable[None]]
"""Answers one kind. Raises as `Answerer.answer` does."""


async def take_turn(answering: Answering, work: Work) -> None:
    """Answer a text or a press by the turn it is."""
    await answering.send(await work.turn(answering.message()))


async def start(answering: Answering, work: Work) -> None:
    """Answer what a link to the bot means, and say first whose system this is."""
    said = meaning(answering.incoming.payload)
    reply = await work.turn(answering.message(said))
    say = catalogue(reply.language)
    robot, whose = say.line("telegram.robot"), say.line("telegram.whose")
    if said == GREETING:  # which says who speaks
        lines = (*reply.lines[:1], whose, *reply.lines[1:])
    else:
        lines = (one_line(robot, whose), *reply.lines)
    await answering.send(replace(reply, lines=lines))


async def turn_keyboard(answering: Answering, _: Work) -> None:
    """Turn the buttons under a message to another page."""
    it = answering.incoming
    with suppress(GoneError, MovedError):
        await answering.posting.turn(it.chat, it.message or 0, it.page)


async def read_nothing(answering: Answering, _: Work) -> None:
    """Say that only words are read."""
    await answering.say("telegram.unread")


async def leave(_: Answering, __: Work) -> None:
    """Close the door to whoever blocked the bot, or threw it out."""
    raise RefusedError("telegram blocked")


async def move(answering: Answering, _: Work) -> None:
    """Follow a group to the id that it has now."""
    it = answering.incoming
    if it.to:
        await answering.move(it.chat.place, Chat(it.to).place)


HANDLERS: Final[Mapping[Kind, Handler]] = {
    "said": take_turn,
    "pressed": take_turn,
    "started": start,
    "turned": turn_keyboard,
    "unread": read_nothing,
    "left": leave,
    "moved": move,
}


class TelegramAnswerer:
    """Telegram as the workers of the intake see it."""

    channel = "telegram"

    def __init__(
        self,
        posting: Posting,
        language: Speaks,
        move: Move,
        region: str | None,
        me: Callable[[], Awaitable[User]],
    ) -> None:
        """`region` is where the people work whom the bot serves, if that was said."""
        self._posting = posting
        self._me = me
        self._language = language
        self._move = move
        self._region = region

    async def answer(self, work: Work) -> None:
        """Answer one thing. Raises as `Answerer.answer` says."""
        answering = await self._answering(work.item)
        await HANDLERS[answering.incoming.kind](answering, work)

    async def apologise(self, item: Item, error: str) -> None:
        """Say that it failed, with the id that the log has."""
        await (await self._answering(item)).say("telegram.failed", error=error)

    async def _answering(self, item: Item) -> Answering:
        incoming = INCOMING.validate_json(item.payload)
        alone = None if incoming.chat.is_private else bot_link((await self._me()).username or "")
        return Answering(
            incoming, item, self._posting, self._language, self._move, self._region, alone
        )
