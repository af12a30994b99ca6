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

    def close(self) -> None:
        self.page.close()
