"""HTML as a browser reads it, by the parser of the standard library."""

from html.parser import HTMLParser
from urllib.parse import urljoin

from tests.channels.contract import HOME, Link
from tests.channels.thing import squeezed

_INLINE = frozenset({"a", "b", "i", "mark", "span", "strong", "em", "code", "button", "summary"})
_EMPTY = frozenset({"img", "input", "path", "circle", "meta", "br", "link", "hr"})
_SILENT = frozenset({"head", "style", "script", "title"})


class HtmlReader(HTMLParser):
    """What a document shows, where its links lead, what its forms send, and what is odd in it."""

    def __init__(self, document: str, tags: frozenset[str]) -> None:
        """`tags` are those that the channel uses; any other one is a fault."""
        super().__init__()
        self.text = ""
        self.links: list[Link] = []
        self.presses: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.faults: list[str] = []
        self._allowed = tags
        self._open: list[tuple[str, str, int]] = []
        self._value = ""
        self.feed(document)
        self.close()
        self.faults += [f"<{tag}> stays open" for tag, _, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        self.faults += [f"{name} on <{tag}>" for name, _ in attrs if name.startswith("on")]
        if tag not in self._allowed:
            self.faults.append(f"<{tag}>")
        known = dict(attrs)
        if tag == "input":
            self._value = known.get("value") or ""
        if tag not in _EMPTY:
            self._break(tag)
            self._open.append((tag, known.get("href") or "", len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes nothing")
            return
        _, href, start = self._open.pop()
        shown = squeezed(self.text[start:])
        if tag == "a":
            self.links.append(Link(shown, urljoin(HOME, href)))
        if tag == "button":
            self.presses.append((shown, self._value))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not any(tag in _SILENT for tag, _, _ in self._open):
            self.text += data

    def _break(self, tag: str) -> None:
        """Blocks stand apart; what is in a line goes on."""
        if tag not in _INLINE:
            self.text += "\n"
