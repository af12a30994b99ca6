"""Contacts and dates by a few words, from memory: what somebody looks up while they type."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from bot.ideas.seat import seat_of, verified_mailbox
from bot.ideas.words.names import the_holder
from bot.message import Card, Language
from bot.notices.calendars import calendar_of
from bot.speech.citations import Citations
from bot.speech.lines import plain_line
from bot.speech.meetings import event_when
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.names import fold
from knowledge.records.events import Event
from knowledge.records.funding import Call
from knowledge.records.organisations import Contact
from knowledge.records.places import Municipality

MOST: Final = 10
_AHEAD: Final = timedelta(days=365)


def look_up(kb: KnowledgeBase, words: str, language: Language, at: datetime) -> tuple[Card, ...]:
    """Give up to `MOST` cards that have all the words, the nearest dates first; without words,
    the nearest dates."""
    wanted = fold(words).split()
    say = Speaker(language, calendar_of(kb, None).day(at), kb)
    contacts = _contacts(say, wanted) if wanted else iter(())
    return tuple(islice((*islice(contacts, MOST // 2), *_dates(say, wanted, at)), MOST))


def _contacts(say: Speaker, wanted: list[str]) -> Iterator[Card]:
    for contact in say.kb.contacts.values():
        if contact.status == "active":
            for place in _places(say.kb, contact):
                if _has(wanted, _contact_words(say, contact, place)):
                    yield _contact_card(say, contact, place)


def _places(kb: KnowledgeBase, contact: Contact) -> tuple[Municipality | None, ...]:
    """Give the municipalities that each have their own such contact; else nowhere in particular."""
    if contact.seat == "organisation":
        return (None,)
    covered = contact.covers.municipalities
    here = kb.municipalities_in(contact.region)
    return tuple(place for place in here if not covered or place.id in covered)


def _contact_words(say: Speaker, contact: Contact, place: Municipality | None) -> str:
    organisation = say.kb.organisations.get(contact.organisation or "")
    names = [place.name, place.official_name] if place else []
    at = [organisation.name, organisation.short_name or ""] if organisation else []
    return " ".join([*contact.title.values(), *names, *at])


def _contact_card(say: Speaker, contact: Contact, place: Municipality | None) -> Card:
    seat, citations = seat_of(contact, place), Citations(say)
    citations.record(contact)
    box = verified_mailbox(say.kb, seat)
    website = (place or contact).website
    reach = box or (website.address if website else None)
    rows = [
        plain_line(say.of(contact.offers)) if contact.offers else None,
        plain_line(reach) if reach else None,
    ]
    heading = capital(the_holder(say, seat))
    return Card("contact", heading, tuple(filter(None, rows)), context=citations.line())


def _dates(say: Speaker, wanted: list[str], at: datetime) -> Iterator[Card]:
    for due in say.kb.due(at, at + _AHEAD):
        record = due.record
        if due.kind in ("closes", "starts") and _has(wanted, " ".join(record.title.values())):
            yield _date_card(say, record)


def _date_card(say: Speaker, record: Call | Event) -> Card:
    citations = Citations(say)
    citations.record(record)
    if isinstance(record, Call):
        row = plain_line(say.moment(record.deadline or ""), say.text("label.closes"))
    else:
        row = plain_line(event_when(say, record), say.text("label.when"))
    website = record.website.address if record.website else None
    return Card("list", say.of(record.title), (row,), website, context=citations.line())


def _has(wanted: list[str], text: str) -> bool:
    """Tell whether each word begins a word of the text."""
    words = fold(text).split()
    return all(any(word.startswith(it) for word in words) for it in wanted)
