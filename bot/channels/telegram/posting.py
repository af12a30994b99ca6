"""Posting and changing messages."""

from dataclasses import dataclass
from typing import Any, Protocol

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.channels.telegram.chat import Chat
from bot.channels.telegram.check import LimitError, check
from bot.channels.telegram.draw import Drawn, draw
from bot.channels.telegram.errors import DrawnWrongError, told
from bot.channels.telegram.keyboard import Key, Keyboard, Page
from bot.faults import report
from bot.message import Place, Reply


class Keyboards(Protocol):
    """Where the pages of keyboards are kept that a message can turn to."""

    async def keep(self, place: Place, message: int, pages: str) -> None:
        """Keep them for a message that was posted."""
        ...

    async def find(self, place: Place, message: int) -> str | None:
        """Give those of a message; None where they are no longer kept."""
        ...


@dataclass(frozen=True, slots=True)
class Posting:
    """Posts replies as the bot."""

    bot: ExtBot[int]
    keyboards: Keyboards
    home: str
    """Address of our pages, without a slash at the end."""

    async def post(self, reply: Reply, chat: Chat, answers: int | None = None) -> int:
        """Post a reply and give the id of its last message; `answers` is the message it answers.

        Raises what `errors.told` does.
        """
        posted = 0
        for drawn in draw(reply, self.home):
            posted = await self._post(drawn, chat, answers)
            if drawn.keyboard and len(drawn.keyboard.pages) > 1:
                await self._keep(chat, posted, drawn.keyboard)
        return posted

    async def turn(self, chat: Chat, message: int, page: int) -> None:
        """Turn the keyboard of a message to a page; where it is kept no longer, to none."""
        kept = await self.keyboards.find(chat.place, message)
        pages = Keyboard.load(kept).pages if kept else ()
        shown = pages[page] if page < len(pages) else ()
        await told(
            self.bot.edit_message_reply_markup(chat.id, message, reply_markup=_markup(shown))
        )

    async def _keep(self, chat: Chat, message: int, keyboard: Keyboard) -> None:
        """Keep the pages of a message, which has gone out: it is not posted again for them."""
        try:
            await self.keyboards.keep(chat.place, message, keyboard.dump())
        except Exception as fault:
            report(fault, "keeping a keyboard")

    async def _post(self, drawn: Drawn, chat: Chat, answers: int | None) -> int:
        """Check a message and post it; as plain text where it can't be posted as it is drawn."""
        try:
            check(drawn)
            first = drawn.keyboard.pages[0] if drawn.keyboard else ()
            return await self._send(
                chat, answers, drawn.html, parse_mode=ParseMode.HTML, reply_markup=_markup(first)
            )
        except (LimitError, DrawnWrongError) as fault:
            report(fault, "drawing a message for Telegram")
        return await self._send(chat, answers, drawn.plain)

    async def _send(self, chat: Chat, answers: int | None, text: str, **look: Any) -> int:
        to = ReplyParameters(answers, allow_sending_without_reply=True) if answers else None
        sent = await told(
            self.bot.send_message(
                chat.id,
                text,
                message_thread_id=chat.topic,
                reply_parameters=to,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                **look,
            )
        )
        return sent.message_id


def _markup(page: Page) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(key) for key in row] for row in page]) if page else None


def _button(key: Key) -> InlineKeyboardButton:
    return InlineKeyboardButton(key.label, url=key.url, callback_data=key.data)
