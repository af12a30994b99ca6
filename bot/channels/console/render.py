"""A reply as plain text for a terminal."""

from bot.channels.markup import is_own_page
from bot.message import Button, Card, Reply


def render(reply: Reply, home: str) -> str:
    """Write the reply in reading order, its buttons numbered; `home` is where our pages are."""
    parts = ["\n".join(line.plain for line in reply.lines)]
    parts += [_card(card) for card in reply.cards]
    options = buttons(reply)
    if options:
        parts.append("\n".join(_option(index, it, home) for index, it in enumerate(options, 1)))
    if reply.context:
        parts.append(f"⚓ {reply.context.plain}")
    return "\n".join(parts)


def buttons(reply: Reply) -> tuple[Button, ...]:
    """Give all buttons of the reply in the order of their numbers."""
    on_cards = tuple(button for card in reply.cards for button in (*card.buttons, *card.more))
    return (*on_cards, *reply.buttons, *reply.more)


def address(button: Button, home: str) -> str | None:
    """Give the whole address that a button opens; None where it opens none."""
    if button.url and is_own_page(button.url):
        return f"{home}{button.url}"
    return button.url


def _card(card: Card) -> str:
    lines = [f"\n  {card.heading}", *(f"    {row.plain}" for row in card.rows)]
    if card.url:
        lines.append(f"    {card.url}")
    if card.context:
        lines.append(f"    ⚓ {card.context.plain}")
    return "\n".join(lines)


def _option(number: int, button: Button, home: str) -> str:
    opens = address(button, home)
    return f"  [{number}] {button.label}" + (f" <{opens}>" if opens else "")
