"""Sums and counts as people read them."""

from typing import Literal

from babel.numbers import format_decimal

from bot.message import Language
from bot.speech.catalogue import catalogue

_MILLION = 1_000_000
_HARD_SPACE = "\u00a0"


def number(value: float, language: Language) -> str:
    """«150 000» with hard spaces, «1,5»; in English «150,000» and «1.5»."""
    return format_decimal(value, locale=language).replace("\u202f", _HARD_SPACE)


def money(
    amount: int,
    currency: Literal["NOK", "SEK", "EUR"],
    language: Language,
    *,
    own_currency: str | None = None,
) -> str:
    """«500 000 kroner», «1,5 miljoner svenska kronor», «NOK 1.5 million».

    Names the country of a krone unless `own_currency` is the same.
    """
    words = catalogue(language)
    unit = words.text(
        f"money.{currency}.own" if currency == own_currency else f"money.{currency}.named"
    )
    if amount >= _MILLION and amount % (_MILLION // 10) == 0:
        key = "money.million" if amount == _MILLION else "money.millions"
        return words.text(key, sum=number(amount / _MILLION, language), unit=unit)
    return words.text("money.sum", sum=number(amount, language), unit=unit)
