"""Whether the bot is meant by what is written in a group, and what is left without its name."""

import re

from telegram import Message, User
from telegram.constants import MessageEntityType

from bot.channels.telegram.commands import read_command


def is_addressed(message: Message, me: User) -> bool:
    """Tell whether somebody in a group speaks to the bot: names it, answers it, commands it."""
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == me.id:
        return True
    command = read_command(words(message))
    return command.bot == _name(me) if command else _is_named(message, me)


def words(message: Message) -> str:
    """Give what was written, under a picture or a file too."""
    return message.text or message.caption or ""


def without_name(text: str, me: User) -> str:
    """Leave the bot's own name out."""
    plain = re.sub(rf"@{re.escape(_name(me))}\b", " ", text, flags=re.IGNORECASE)
    return re.sub(r"[^\S\n]+", " ", plain).strip()


def _is_named(message: Message, me: User) -> bool:
    kinds: list[str | None] = [MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION]
    found = message.parse_entities(kinds) | message.parse_caption_entities(kinds)
    return any(
        text.lower() == f"@{_name(me)}" or bool(entity.user and entity.user.id == me.id)
        for entity, text in found.items()
    )


def _name(me: User) -> str:
    return (me.username or "").lower()
