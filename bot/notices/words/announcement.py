"""Words of a secretary, as they were written, in the reader's language or the nearest."""

from bot.message import Line
from bot.notices.notice import Notice
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.telling import Telling
from bot.notices.words.why import name_of
from bot.speech.lines import dotted, plain_line


def announcement(telling: Telling) -> Notice | None:
    """Pass the words on; the bot changes nothing in them."""
    told, say = telling.told, telling.say
    words = told.announcement
    if words is None:
        return None
    written = say.language_of(words.body)
    return envelope(
        telling,
        words.title[written],
        (
            *apologies(telling),
            *(plain_line(part) for part in words.body[written].splitlines() if part.strip()),
            None if written == told.language else say.line(f"letters.written.{written}"),
        ),
        buttons=(
            say.link("explain.button.open", words.link) if words.link else None,
            say.button(
                "letters.button.stop_announcements", "stop", f"announcements={told.region or ''}"
            ),
        ),
        context=_context(telling, words.made_by),
    )


def _context(telling: Telling, who: str) -> Line:
    """Why it comes, that a bot sends it, and for whom."""
    say, because = telling.say, telling.told.because
    key = (
        "letters.why.announcements"
        if because.startswith("announcements:")
        else "notice.why.follows"
    )
    why = say.text(key, what=name_of(say, because))
    return dotted(plain_line(why), say.line("notice.robot.for", who=who))
