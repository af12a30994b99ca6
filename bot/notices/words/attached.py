"""The calendar file that goes with a notice of one date."""

from bot.calendars.entry import entry_of
from bot.calendars.file import MEDIA_TYPE, calendar_file, file_name
from bot.notices.notice import Attachment
from bot.notices.words.matter import Matter
from bot.notices.words.telling import Telling


def attached(telling: Telling, matter: Matter | None) -> tuple[Attachment, ...]:
    """Give the date as the same entry that feeds have; nothing where its age was not read."""
    stamp = telling.told.stamp
    if stamp is None or matter is None:
        return ()
    entry = entry_of(telling.say, matter, stamp)
    file = calendar_file(file_name(matter.record.id), telling.say.language, (entry,))
    return (Attachment(file.name, f"{MEDIA_TYPE}; method=PUBLISH", file.content),)
