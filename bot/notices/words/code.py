"""The code that confirms an address: six digits, how long it holds, and what if it was not you."""

from bot.notices.notice import Notice
from bot.notices.words.envelope import envelope
from bot.notices.words.telling import Telling
from bot.notices.words.when import local_minute


def code(telling: Telling) -> Notice | None:
    """Give the code as one word to copy; None where it has run out."""
    told, say = telling.told, telling.say
    if told.code is None or told.code.until <= told.now:
        return None
    until = say.moment(local_minute(told.code.until, telling.zone))
    return envelope(
        telling,
        say.text("notice.title.code"),
        (
            say.line("notice.code", code=told.code.digits, until=until),
            say.line("notice.code.what"),
            say.line("notice.code.not_you"),
        ),
    )
