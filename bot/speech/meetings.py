"""When a meeting is, as exactly as its source says."""

from bot.speech import dates
from bot.speech.speaker import Speaker
from knowledge.moments import has_day
from knowledge.records.events import Event


def event_when(say: Speaker, event: Event) -> str:
    """«onsdag 21. januar kl. 09.00», «11.–12. februar», «oktober 2026», or what is known."""
    if event.start is None:
        return say.of(event.date_text) if event.date_text else say.text("meetings.no_date")
    if not has_day(event.start):
        return dates.partial(event.start, say.language)
    if event.end and has_day(event.end) and event.end[:10] != event.start[:10]:
        first, _ = dates.local(event.start)
        last, _ = dates.local(event.end)
        return dates.span(first, last, say.language, today=say.today)
    return say.moment(event.start)
