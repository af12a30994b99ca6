"""What a seat is called in a sentence, from the names that the packs have for it."""

import re
from typing import Final

from bot.ideas.seat import Seat, contact_of
from bot.notices.words.names import plain_name
from bot.speech.speaker import Speaker
from knowledge.records.organisations import Contact

_PLACED: Final = re.compile(r" (?:i|in) ")
"""A title with a place of its own takes another word before the municipality."""


def the_holder(say: Speaker, seat: Seat) -> str:
    """«FoUI-kontakten i Namsos kommune», «sekretariatet i fylkeskommunen»."""
    place = say.kb.municipalities.get(seat.municipality or "")
    return _at(say, seat, place.authority) if place else the_role(say, seat)


def the_holder_in(say: Speaker, seat: Seat) -> str:
    """«FoUI-kontakten i Namsos»; as `the_holder` where there is no municipality."""
    place = say.kb.municipalities.get(seat.municipality or "")
    return _at(say, seat, place.name) if place else the_role(say, seat)


def the_role(say: Speaker, seat: Seat) -> str:
    """«FoUI-kontakten», «sekretariatet i fylkeskommunen», «kompetansemegleren hos iNam»."""
    contact = contact_of(say.kb, seat)
    if contact is None:
        return say.text("seat.gone")
    if contact.the_office:
        return say.of(contact.the_office)
    the_title = say.of(contact.the_title)
    organisation = say.kb.organisations.get(contact.organisation or "")
    if organisation is None or not _is_one_of_several(say, contact):
        return the_title
    name = organisation.short_name or organisation.name
    return say.text("seat.at_organisation", the_title=the_title, name=name)


def short_name(say: Speaker, seat: Seat) -> str:
    """«Namsos kommune», «sekretariatet i fylkeskommunen»: whom an idea lies with."""
    place = say.kb.municipalities.get(seat.municipality or "")
    return place.authority if place else the_role(say, seat)


def place_name(say: Speaker, seat: Seat) -> str:
    """«Namsos», «sekretariatet i fylkeskommunen»: the shortest that still says where."""
    place = say.kb.municipalities.get(seat.municipality or "")
    return place.name if place else the_role(say, seat)


def record_name(say: Speaker, key: str | None) -> str | None:
    """Name the scheme or call that a step is about (``programme:klimasats``), if any."""
    kind, _, identity = (key or "").partition(":")
    if kind == "programme" and identity in say.kb.programmes:
        return plain_name(say, say.kb.programmes[identity])
    if kind == "call" and identity in say.kb.calls:
        return say.of(say.kb.calls[identity].title)
    return None


def _at(say: Speaker, seat: Seat, place: str) -> str:
    the_title = the_role(say, seat)
    key = "seat.of_place" if _PLACED.search(the_title) else "seat.at_place"
    return say.text(key, the_title=the_title, place=place)


def _is_one_of_several(say: Speaker, contact: Contact) -> bool:
    """Whether others in the region have the same title, as brokers do."""
    return any(
        it.region == contact.region and it.the_title == contact.the_title and it.id != contact.id
        for it in say.kb.contacts.values()
    )
