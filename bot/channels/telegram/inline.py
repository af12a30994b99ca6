"""What somebody looks up by typing the bot's name in any chat: contacts and dates, from memory."""

from collections.abc import Callable, Sequence
from typing import Final

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.channels.locales import spoken
from bot.channels.telegram.at_once import Found
from bot.channels.telegram.draw import draw
from bot.message import Card, Language, Reply

_DESCRIPTION: Final = 120

Find = Callable[[str, Language], Sequence[Card]]
"""Gives the cards that some words are about, from what is in memory; nothing is kept."""


class Inline:
    """Answers inline queries. Nothing is written down: neither who asked nor what."""

    def __init__(self, find: Find, home: str) -> None:
        self._find = find
        self._home = home

    def answer(self, query: InlineQuery) -> Found:
        """Give what is found for the words of a query."""
        language = spoken(query.from_user.language_code or "") or "nb"
        found = self._find(query.query, language)
        results = [self._article(str(n), card, language) for n, card in enumerate(found)]
        return Found(query.id, results)

    def _article(self, number: str, card: Card, language: Language) -> InlineQueryResultArticle:
        [drawn, *_] = draw(Reply(language, (), (card,)), self._home)
        rows = " · ".join(row.text for row in card.rows)
        return InlineQueryResultArticle(
            number,
            card.heading,
            InputTextMessageContent(
                drawn.html,
                ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
            description=rows[:_DESCRIPTION],
        )
