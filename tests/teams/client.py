"""Cards in a window, drawn by the renderer that Microsoft publishes, as Teams sets it up."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.node.programs import package
from tests.teams.looks import Look
from tests.teams.world import Json

_HERE = Path(__file__).parent


class Client:
    """One window of Teams."""

    def __init__(self, browser: Browser, look: Look, width: int) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900})
        self._look = asdict(look)
        self.page.set_content((_HERE / "client.html").read_text(encoding="utf-8"))
        renderer = package("adaptivecards") / "dist" / "adaptivecards.min.js"
        for script in (renderer, _HERE / "client.js"):
            self.page.add_script_tag(path=script)

    def show(self, card: Json) -> None:
        """Draw a card, in the place of the one before."""
        self.page.evaluate("([card, look]) => show(card, look)", [card, self._look])

    @property
    def sent(self) -> list[dict[str, Any]]:
        """What was opened or sent since the card was drawn."""
        sent: list[dict[str, Any]] = self.page.evaluate("window.sent")
        return sent

    @property
    def text(self) -> str:
        """All words in sight, those of lists and of empty boxes too."""
        text: str = self.page.evaluate("shownText()")
        return text

    @property
    def hidden(self) -> list[str]:
        """Words that are cut off, or stand beyond the window."""
        hidden: list[str] = self.page.evaluate("hiddenText()")
        return hidden

    @property
    def tags(self) -> set[str]:
        """Kinds of elements that the card became."""
        return set(
            self.page.evaluate("[...document.querySelectorAll('main *')].map(it => it.tagName)")
        )

    @property
    def links(self) -> list[str]:
        """Where the links in texts lead."""
        links: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('main a')].map(it => it.getAttribute('href'))"
        )
        return links

    def close(self) -> None:
        self.page.close()
