"""A reply as plain text for a terminal."""

from bot.message import Button, Card, Reply


def render(reply: Reply) -> str:
    """Write the reply in reading order, its buttons numbered."""
    parts = ["\n".join(line.plain for line in reply.lines)]
    parts += [_card(card) for card in reply.cards]
    options = buttons(reply)
    if options:
        parts.append("\n".join(_option(index, it) for index, it in enumerate(options, 1)))
    if reply.context:
        parts.append(f"⚓ {reply.context.plain}")
    return "\n".join(parts)


def buttons(reply: Reply) -> tuple[Button, ...]:
    """Give all buttons of the reply in the order of their numbers."""
    on_cards = tuple(button for card in reply.cards for button in card.buttons)
    return (*on_cards, *reply.buttons, *reply.more)


def _card(card: Card) -> str:
    lines = [f"\n  {card.heading}", *(f"    {row.plain}" for row in card.rows)]
    if card.url:
        lines.append(f"    {card.url}")
    if card.context:
        lines.append(f"    ⚓ {card.context.plain}")
    return "\n".join(lines)


def _option(number: int, button: Button) -> str:
    return f"  [{number}] {button.label}" + (f" <{button.url}>" if button.url else "")
