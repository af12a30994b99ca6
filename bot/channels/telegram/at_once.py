"""What is answered at once: by the response to a webhook, or by a call where it was fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from telegram import InlineQueryResult
from telegram.ext import ExtBot

from bot.channels.telegram.errors import told

_KEPT: Final = 300
"""Seconds that Telegram may give the same person the same answer."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A press arrived; the button stops waiting."""

    query: str

    @property
    def response(self) -> Mapping[str, Any]:
        """Give it as the body of a response."""
        return {"method": "answerCallbackQuery", "callback_query_id": self.query}

    async def call(self, bot: ExtBot[int]) -> None:
        """Say it by a call. Raises as `errors.told`."""
        await told(bot.answer_callback_query(self.query))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for words that somebody types. Two people's languages may differ."""

    query: str
    results: Sequence[InlineQueryResult]

    @property
    def response(self) -> Mapping[str, Any]:
        """Give it as the body of a response."""
        return {
            "method": "answerInlineQuery",
            "inline_query_id": self.query,
            "results": [it.to_dict() for it in self.results],
            "cache_time": _KEPT,
            "is_personal": True,
        }

    async def call(self, bot: ExtBot[int]) -> None:
        """Say it by a call. Raises as `errors.told`."""
        answer = bot.answer_inline_query(
            self.query, self.results, cache_time=_KEPT, is_personal=True
        )
        await told(answer)


AtOnce: TypeAlias = Arrived | Found
