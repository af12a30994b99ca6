"""One thing that the product can say, and where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bot.form import Form
from bot.home import Home, Section
from bot.message import Button, Card, Language, Line, Reply
from bot.notices.notice import Notice

Said: TypeAlias = Reply | Notice | Form | Home


@dataclass(frozen=True, slots=True)
class Thing:
    """Something said, with a name for the test report."""

    name: str
    said: Said

    @property
    def language(self) -> Language:
        """The language that it is said in."""
        return self.said.reply.language if isinstance(self.said, Notice) else self.said.language


HOSTILE = (
    "<!channel> <@U123> <script>alert(1)</script> [klikk](https://evil.example) *fet* _skrå_ "
    '~strek~ `kode` @everyone <b>&amp; & "quotes"</b> <https://evil.example|klikk> …'
)
"""What somebody may write to make a channel do more than show it."""
HIDDEN = "\u202e\x1b[31m\x00"
"""What nobody sees, and what turns or colours all that comes after it."""


def lines_of(said: Said) -> tuple[Line, ...]:
    """Give every line of it, in reading order."""
    if isinstance(said, Notice):
        return lines_of(said.reply)
    if isinstance(said, Form):
        return said.lines
    if isinstance(said, Home):
        return tuple(
            line
            for part in said.sections
            for line in (*part.lines, *(row for card in part.cards for row in _rows(card)))
        )
    on_cards = (row for card in said.cards for row in _rows(card))
    context = (said.context,) if said.context else ()
    return (*said.lines, *on_cards, *context)


def cards_of(said: Said) -> tuple[Card, ...]:
    """Give its cards."""
    if isinstance(said, Notice):
        return said.reply.cards
    if isinstance(said, Home):
        return tuple(card for part in said.sections for card in part.cards)
    return said.cards if isinstance(said, Reply) else ()


def buttons_of(said: Said) -> tuple[Button, ...]:
    """Give every button of it, those behind the overflow button too."""
    on_cards = tuple(it for card in cards_of(said) for it in (*card.buttons, *card.more))
    if isinstance(said, Notice):
        return buttons_of(said.reply)
    if isinstance(said, Home):
        return (*on_cards, *(it for part in said.sections for it in _of_section(part)))
    return (*on_cards, *said.buttons, *said.more) if isinstance(said, Reply) else ()


def words_of(said: Said) -> tuple[str, ...]:
    """Give every stretch of words that a reader must find, except on buttons; each on one line."""
    lines = (text for line in lines_of(said) for text in (line.label or "", line.text))
    headings = (card.heading for card in cards_of(said))
    found = [*lines, *headings, *_of_frame(said)]
    return tuple(squeezed(it) for it in found if it.strip())


def squeezed(text: str) -> str:
    """Write spaces and line breaks of any kind as one space each."""
    return " ".join(text.split())


def _rows(card: Card) -> tuple[Line, ...]:
    return (*card.rows, *((card.context,) if card.context else ()))


def _of_section(part: Section) -> Iterator[Button]:
    """A switch is pressed to what it is not."""
    yield from (*part.buttons, *part.more)
    for switch in part.switches:
        yield Button(switch.label, switch.off if switch.is_on else switch.on)


def _of_frame(said: Said) -> list[str]:
    """What stands round lines and cards in forms and on a person's own page."""
    if isinstance(said, Form):
        fields = [(it.label, it.hint, *(its.label for its in it.choices)) for it in said.fields]
        return [said.title, said.submit, *(text for each in fields for text in each)]
    if isinstance(said, Home):
        switches = (it.label for part in said.sections for it in part.switches)
        return [*(part.heading for part in said.sections), *switches]
    return []
