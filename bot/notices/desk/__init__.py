"""What one conversation may do about notices: follow, stop, put off, look up, forget."""

from bot.notices.desk.ahead import Later
from bot.notices.desk.desk import NOT_ASKED, Desk, MoreThanAskedError
from bot.notices.desk.keeping import Kept, Way
from bot.notices.desk.log import Entry
from bot.notices.desk.people import Profile
from bot.notices.desk.preferences import Preferences
from bot.notices.desk.wishes import Before, Wish

__all__ = [
    "NOT_ASKED",
    "Before",
    "Desk",
    "Entry",
    "Kept",
    "Later",
    "MoreThanAskedError",
    "Preferences",
    "Profile",
    "Way",
    "Wish",
]
