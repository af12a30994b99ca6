"""What calls and events are called in a sentence, the fullest form first."""

import re

from bot.notices.words.matter import Matter
from bot.speech.speaker import Speaker
from knowledge.records.events import Event
from knowledge.records.funding import Call, Programme

_BRACKETS = re.compile(r" \(.*\)$")


def plain_name(say: Speaker, programme: Programme) -> str:
    """Give the name without what explains it: «prosjektskjønn»."""
    return _BRACKETS.sub("", say.of(programme.names))


def as_subject(say: Speaker, matter: Matter) -> tuple[str, ...]:
    """«SustainGov, förberedande projekt (Vinnova),», the title alone, «denne utlysningen».

    A title with a comma in it gets one after it.
    """
    record, title = matter.record, say.of(matter.record.title)
    programme = unnamed_scheme(say, record) if isinstance(record, Call) else None
    full = f"{title} ({plain_name(say, programme)})" if programme else title
    return _with_comma(full), _with_comma(title), this_one(say, matter.record)


def as_object(say: Speaker, matter: Matter) -> tuple[str, ...]:
    """«utlysningen Network for a Union of Equality i Horisont Europa», without the scheme, «denne
    utlysningen»; of an event its title."""
    title = say.of(matter.record.title)
    if not isinstance(matter.record, Call):
        return title, this_one(say, matter.record)
    short = say.text("notice.call", title=_with_comma(title))
    programme = unnamed_scheme(say, matter.record)
    if programme is None:
        return short, this_one(say, matter.record)
    name = plain_name(say, programme)
    key = "notice.call.from" if name == programme.funder else "notice.call.in"
    full = say.text(key, title=_with_comma(title), programme=name)
    return full, short, this_one(say, matter.record)


def this_one(say: Speaker, record: Call | Event) -> str:
    """Point at what the next line names, where a title is too long for a sentence."""
    return say.text("notice.this.call" if isinstance(record, Call) else "notice.this.event")


def unnamed_scheme(say: Speaker, call: Call) -> Programme | None:
    """Give the scheme of a call whose title does not name it."""
    programme = say.kb.programmes[call.programme]
    named = plain_name(say, programme).lower() in say.of(call.title).lower()
    return None if named else programme


def _with_comma(name: str) -> str:
    return f"{name}," if ", " in name else name
