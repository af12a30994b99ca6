"""What the tests of the web chat hold in their hands: a clock, and a visitor's window."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext, ConsoleMessage, Page


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **span: float) -> None:
        self.time += timedelta(**span)


class Visit:
    """One visitor's browser window, and what went wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.goto(address)

    def ask(self, text: str) -> None:
        """Type a message, send it, and wait until the answer or notice stands there."""
        turns = self.page.locator("#log .turn:not(.person)")
        before = turns.count()
        self.page.fill("#field", text)
        self.page.keyboard.press("Enter")
        turns.nth(before).wait_for()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith(self.address):
            self.elsewhere.append(url)
