"""Somebody's own words on a card, between ours, with buttons: to be used if they agree."""

from collections.abc import Sequence

from microsoft_teams.cards import Action, CardElement, Container

from bot.channels.teams.card import said, whole
from bot.channels.teams.draw import Drawn
from bot.channels.teams.rich_text import of_lines, of_words
from bot.message import Language, Line


def quoted_card(
    lines: Sequence[Line],
    quoted: str,
    language: Language,
    actions: Sequence[Action] = (),
) -> Drawn:
    """Draw a quotation after the first of the lines."""
    first, *rest = lines
    frame = Container(items=list(of_words(quoted)), style="emphasis", rounded_corners=True)
    body: list[CardElement] = [*of_lines([first], bold_first=True), frame, *of_lines(rest)]
    return Drawn(said(body), whole(body, language, actions))
