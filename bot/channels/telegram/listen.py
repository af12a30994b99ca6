"""Listening: each thing that comes in is cut down and written to the intake.

Nothing is answered here but what needs no thought: that a press arrived, and what is looked up as
somebody types. What is no person's doing, or not meant for us, is passed over.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.channels.locales import spoken
from bot.channels.telegram.addressed import is_addressed, without_name, words
from bot.channels.telegram.at_once import Arrived, AtOnce
from bot.channels.telegram.chat import Chat
from bot.channels.telegram.commands import ACTIONS, START, Command, read_command
from bot.channels.telegram.incoming import INCOMING, Incoming
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.keyboard import TURN
from bot.intake.item import Item

KINDS: Final = ("message", "channel_post", "callback_query", "inline_query", "my_chat_member")
"""What Telegram is asked to bring: nothing that is written again, and nothing of others."""
_OUT: Final = (ChatMember.BANNED, ChatMember.LEFT)


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that is to be answered."""

    incoming: Incoming
    key: str = ""
    """What all its repeats have in common, where that is not the number of the update."""
    stamp: str = ""


class Listener:
    """Takes in everything that Telegram brings; it has been verified before."""

    def __init__(
        self,
        me: Callable[[], Awaitable[User]],
        take: Callable[[Item], Awaitable[bool]],
        inline: Inline,
        clock: Callable[[], datetime],
    ) -> None:
        """`take` keeps an item, and is done once it is safe."""
        self._me = me
        self._take = take
        self._inline = inline
        self._clock = clock

    async def hear(self, update: Update) -> AtOnce | None:
        """Write an update down, and give what is answered at once.

        Raises what `take` raises, and `TryLaterError` where Telegram does not tell whose the token
        is: then it has to be brought again.
        """
        if update.inline_query:
            return self._inline.answer(update.inline_query)
        me = await self._me()
        heard = _read(update, me)
        if heard:
            await self._take(self._item(heard, update, me))
        query = update.callback_query
        return Arrived(query.id) if query else None

    def _item(self, heard: Heard, update: Update, me: User) -> Item:
        return Item(
            "telegram",
            f"{me.id}/{heard.key or update.update_id}",
            heard.incoming.chat.address,
            INCOMING.dump_json(heard.incoming, exclude_defaults=True).decode(),
            self._clock(),
            heard.stamp,
        )


def _read(update: Update, me: User) -> Heard | None:
    """Read one update; None where nothing is to be answered."""
    if update.callback_query:
        return _pressed(update.callback_query)
    if update.my_chat_member:
        return _left(update.my_chat_member)
    message = update.message or update.channel_post
    return _written(message, me) if message else None


def _written(message: Message, me: User) -> Heard | None:
    if message.migrate_to_chat_id:
        moved = Chat(message.chat.id)
        return Heard(Incoming(kind="moved", chat=moved, to=message.migrate_to_chat_id))
    chat = _chat(message)
    if not _is_meant(message, chat, me):
        return None
    text = without_name(words(message), me)
    by = message.from_user
    return Heard(
        Incoming(
            chat=chat,
            message=message.message_id,
            language=_language(by),
            **_said(text),
        )
    )


def _is_meant(message: Message, chat: Chat, me: User) -> bool:
    by = message.from_user
    if (by and by.is_bot) or message.via_bot:
        return False
    return _tells(message) if chat.is_private else is_addressed(message, me)


def _tells(message: Message) -> bool:
    """Whether a person says something by it, in words or not: pinning a message says nothing."""
    return bool(words(message) or message.effective_attachment)


def _said(text: str) -> dict[str, Any]:
    """Tell what a text is: a link followed, a command, words, or none at all."""
    command = read_command(text)
    if command is None:
        return {"kind": "said", "text": text} if text else {"kind": "unread"}
    if command.name == START:
        return {"kind": "started", "payload": command.rest}
    if command.rest:
        return {"kind": "said", "text": f"{_led(command)}{command.rest}"}
    return {"kind": "pressed", "action": ACTIONS[command.name].encode()}


def _led(command: Command) -> str:
    """Give the word that says what is asked about the rest; an idea speaks for itself."""
    return "" if command.name in ("idea", "help") else f"{command.word} "


def _pressed(query: CallbackQuery) -> Heard | None:
    """Read a press; of a message that is too old Telegram tells only where it was."""
    message, data = query.message, query.data
    if message is None or not data:
        return None
    chat = _chat(message) if isinstance(message, Message) else Chat(message.chat.id)
    where: dict[str, Any] = {
        "chat": chat,
        "message": message.message_id,
        "language": _language(query.from_user),
    }
    if data.startswith(TURN):
        page = data.removeprefix(TURN)
        if not page.isdecimal():
            return None
        return Heard(Incoming(kind="turned", page=int(page), **where))
    key = f"{chat.id}/{message.message_id}/{query.from_user.id}/{data}"
    return Heard(Incoming(kind="pressed", action=data, **where), key, query.id)


def _left(change: ChatMemberUpdated) -> Heard | None:
    """Read that the bot is no longer let in; whoever lets it in again will say something."""
    out = change.new_chat_member.status in _OUT
    return Heard(Incoming(kind="left", chat=Chat(change.chat.id))) if out else None


def _chat(message: Message) -> Chat:
    topic = message.message_thread_id if message.is_topic_message else None
    return Chat(message.chat.id, topic)


def _language(user: User | None) -> Any:
    return spoken(user.language_code or "") if user else None
