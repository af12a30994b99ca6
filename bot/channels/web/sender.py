"""The web page as the dispatcher sees it: nothing is sent, the page shows it when it is open."""

from datetime import datetime

from bot.notices.notice import Notice, RateLimit, Target


class WebSender:
    """Lets a notice count as sent. `bot.channels.web.notices` shows it, and marks it as seen."""

    channel = "web"
    at_once = 100
    limit: RateLimit | None = None
    address_limit: RateLimit | None = None

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        """Do nothing: what is said is written anew when it is looked at."""
