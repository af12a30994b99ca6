"""What somebody finds who reads a drawn message: marks as Telegram reads them, and buttons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.channels.telegram.draw import Drawn
from bot.channels.telegram.keyboard import TURN, Key, Keyboard

HOME = "https://idelos.example"
_KNOWN = {"b": set(), "i": set(), "blockquote": set(), "a": {"href"}}


@dataclass
class Read(HTMLParser):
    """A text in HTML as Telegram takes it: known marks, closed in the order of their opening."""

    html: str
    text: str = ""
    marked: list[tuple[str, str]] = field(default_factory=list)
    """Every mark with the text in it, as they close."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """Every link: what is shown, and where it leads."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, int, str]] = []
        self.feed(self.html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} == _KNOWN[tag]
        self._open.append((tag, len(self.text), dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        opened, start, href = self._open.pop()
        assert opened == tag
        self.marked.append((tag, self.text[start:]))
        if href:
            self.links.append((self.text[start:], href))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[str]:
        return [text for found, text in self.marked if found == tag]


def words(text: str) -> str:
    """The text without spaces and joiners, so that it does not matter where it was cut."""
    return "".join(text.replace("\u2060", "").split())


def words_of(messages: Iterable[Drawn]) -> str:
    return words("\n".join(Read(drawn.html).text for drawn in messages))


def keys(keyboard: Keyboard | None, page: int = 0) -> Iterator[Key]:
    """Press through a keyboard: every button that is there or behind another, from the top."""
    for row in keyboard.pages[page] if keyboard else ():
        for key in row:
            if key.data and key.data.startswith(TURN):
                target = int(key.data.removeprefix(TURN))
                yield from keys(keyboard, target) if target else ()
            else:
                yield key
