"""What one conversation may do about notices: follow, stop, put off, look up, forget."""

from bot.notices.desk.desk import Desk
from bot.notices.desk.people import Profile
from bot.notices.desk.wishes import Before, Wish

__all__ = ["Before", "Desk", "Profile", "Wish"]
