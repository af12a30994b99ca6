"""The web chat: what an exchange adds to the page, read as a browser does."""

from bot.channels.web.pages import Exchange, Pages
from bot.message import Reply
from bot.notices.notice import Notice
from tests.channels.contract import Drawn
from tests.channels.html_reader import HtmlReader
from tests.channels.thing import Said

_TAGS = frozenset(
    {
        *("article", "section", "div", "p", "h2", "h3", "dl", "dt", "dd", "span", "mark", "a"),
        *("img", "form", "input", "button", "details", "summary", "svg", "path", "circle"),
    }
)


class Web:
    """Draws with the templates of the page."""

    name = "web"

    def __init__(self) -> None:
        self._pages = Pages()

    def draw(self, said: Said) -> Drawn | None:
        if isinstance(said, Notice):
            page = self._pages.render("news.html", said.reply.language, {"news": (said.reply,)})
        elif isinstance(said, Reply):
            values = {"exchange": Exchange(reply=said)}
            page = self._pages.render("exchange.html", said.language, values)
        else:
            return None
        found = HtmlReader(page, _TAGS)
        (plain,) = [value or "" for name, value in found.attributes if name == "data-plain"]
        return Drawn(
            read=found.text,
            plain=plain,
            presses=tuple(found.presses),
            links=tuple(found.links),
            faults=tuple(found.faults),
        )
