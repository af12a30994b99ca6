"""The context line: why somebody gets this, and who says so."""

from bot.message import Line
from bot.notices.words.names import plain_name
from bot.notices.words.telling import Telling
from bot.speech.citations import Citations
from bot.speech.lines import dotted, plain_line
from bot.speech.owner import owner
from bot.speech.sentences import cut
from bot.speech.speaker import Speaker, host
from knowledge.records.base import Record
from knowledge.records.funding import Call

_LONGEST_NAME = 60


def context(telling: Telling, record: Record | None = None) -> Line:
    """«Du følger Vinnova · fra en oversikt, ikke fra Vinnova: kontroller på vinnova.se»."""
    sources = cited(telling.say, record) if record else ()
    return dotted(plain_line(why(telling)), *sources)


def why(telling: Telling) -> str:
    """«Du følger Klimasats»: what the reader asked for that led to this."""
    if telling.told.kind == "snoozed":
        return telling.say.text("notice.why.snoozed")
    return telling.say.text("notice.why.follows", what=name_of(telling.say, telling.told.because))


def name_of(say: Speaker, followed: str) -> str:
    """Name what ``programme:klimasats`` stands for, or everything where it is gone."""
    kind, _, subject = followed.partition(":")
    kb = say.kb
    if kind == "theme" and f"theme.{subject}" in say.words:
        return say.text(f"theme.{subject}")
    if kind == "programme" and subject in kb.programmes:
        return plain_name(say, kb.programmes[subject])
    if kind == "body" and subject in kb.bodies:
        return cut(kb.bodies[subject].name, _LONGEST_NAME)
    if kind == "letter" and f"letters.name.{subject}" in say.words:
        return say.text(f"letters.name.{subject}")
    if kind == "announcements" and subject in kb.regions:
        return say.text("letters.announcements", region=say.of(kb.regions[subject].names))
    if kind == "municipality" and subject in kb.municipalities:
        return kb.municipalities[subject].name
    titled = {"region": kb.regions, "series": kb.series, "call": kb.calls, "event": kb.events}
    record = titled.get(kind, {}).get(subject)
    names = getattr(record, "names", None) or getattr(record, "title", None)
    return cut(say.of(names), _LONGEST_NAME) if names else say.text("notice.why.everything")


def cited(say: Speaker, record: Record) -> tuple[Line, ...]:
    """Cite a record; where only a listing tells it, say whose own page to check, if known."""
    if isinstance(record, Call) and record.second_hand:
        return (_listing(say, record),)
    citations = Citations(say)
    citations.record(record)
    return citations.parts()


def _listing(say: Speaker, call: Call) -> Line:
    programme = say.kb.programmes[call.programme]
    if programme.website.verified and not programme.second_hand:
        website = host(programme.website.address)
        return say.line("notice.listing.check", funder=programme.funder, website=website)
    source = say.source(call.sources[0], call.as_of)
    return say.line(
        "notice.listing.other", source=source, owner=owner(programme.funder, say.language)
    )
