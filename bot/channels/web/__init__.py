"""The web chat: one page that works with and without JavaScript, and asks no other server."""

from bot.channels.web.app import create_app
from bot.channels.web.limits import Limits
from bot.channels.web.site import Backing

__all__ = ["Backing", "Limits", "create_app"]
