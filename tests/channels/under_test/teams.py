"""Teams: cards read as Teams reads them, with every button behind the three dots."""

from collections.abc import Iterator
from typing import Any

from bot.channels.teams.check import CardError, check, check_card
from bot.channels.teams.draw import Drawn as Message
from bot.channels.teams.draw import draw
from bot.channels.teams.escape import JOINER
from bot.channels.teams.form_card import filled, form_card
from bot.channels.teams.home_card import home_card
from bot.channels.teams.invokes import dialog
from bot.channels.teams.press import pressed
from bot.form import Form
from bot.home import Home
from bot.message import Reply
from bot.notices.notice import Notice
from tests.channels.contract import HOME, Drawn, Link
from tests.channels.thing import Said, squeezed
from tests.teams import drive
from tests.teams.reading import Card
from tests.teams.world import Json


class Teams:
    """Reads messages, dialogs and people's own pages, and presses what stands in them."""

    name = "teams"

    def draw(self, said: Said) -> Drawn | None:
        match said:
            case Notice():
                return _messages(*draw(said.reply, HOME))
            case Reply():
                return _messages(*draw(said, HOME))
            case Form():
                return _dialog(said)
            case Home():
                return _messages(home_card(said, HOME))


def _messages(*messages: Message) -> Drawn:
    cards = [Card(it.card) for it in messages]
    faults = [fault for it in messages for fault in _refused(check, it)]
    plain = "\n".join(it.text for it in messages).replace(JOINER, "")
    return _drawn(*cards, faults=faults, plain=plain, messages=len(messages))


def _dialog(form: Form) -> Drawn:
    shown = dialog(form.title, form_card(form, "{}"))["task"]["value"]
    card = Card(shown["card"]["content"])
    faults = [*_refused(check_card, card.json), *_kept(form, card)]
    return _drawn(card, beside=shown["title"], faults=faults)


def _drawn(
    *cards: Card, beside: str = "", faults: list[str], plain: str = "", **more: Any
) -> Drawn:
    """Read cards; `beside` is what else is shown."""
    read = "\n".join([beside, *(it.text for it in cards)]).replace(JOINER, "")
    return Drawn(
        read=read,
        plain=plain,
        presses=tuple(press for it in cards for press in _presses(it)),
        links=tuple(Link(squeezed(text), url) for it in cards for text, url in it.links),
        pings=tuple(name for it in cards for name in it.called),
        faults=(*faults, *(fault for it in cards for fault in it.faults)),
        **more,
    )


def _presses(card: Card) -> Iterator[tuple[str, str]]:
    """Press all of it; a button that turns something on or off goes by what it turns."""
    for button in card.actions:
        action = pressed(button.get("data"))
        if action:
            yield squeezed(card.row_of(button) or button["title"]), action.encode()


def _kept(form: Form, card: Card) -> Iterator[str]:
    """Send it as it was opened: what stood in it comes back, in whatever order."""
    back = filled(drive.filled(card, card.actions[-1], {}), form)
    for field in form.fields:
        if set(back.get(field.name, ())) != set(field.value):
            yield f"{field.name}: {back.get(field.name)} of {field.value}"


def _refused(checked: Any, drawn: Message | Json) -> Iterator[str]:
    try:
        checked(drawn)
    except CardError as fault:
        yield f"{fault}"
