"""Who can have an idea: a role of the packs, in a municipality where each has its own."""

from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.records.organisations import Contact
from knowledge.records.places import Municipality


@dataclass(frozen=True, slots=True)
class Seat:
    """A contact of the packs, with the municipality where every municipality has one."""

    contact: str
    municipality: str | None = None

    @property
    def key(self) -> str:
        """Give the string form: ``foui-kontakt@namsos``, ``sekretariatet-distriktforsk``."""
        return f"{self.contact}@{self.municipality}" if self.municipality else self.contact

    @classmethod
    def read(cls, key: str) -> "Seat":
        """Read the string form; any string is accepted."""
        contact, _, municipality = key.partition("@")
        return cls(contact, municipality or None)


def seat_of(contact: Contact, municipality: Municipality | None) -> Seat:
    """Give the seat of a contact, for an idea from `municipality`."""
    place = municipality.id if municipality and contact.seat == "municipality" else None
    return Seat(contact.id, place)


def contact_of(kb: KnowledgeBase, seat: Seat) -> Contact | None:
    """Give the contact of a seat; None where the packs no longer have it."""
    return kb.contacts.get(seat.contact)


def verified_mailbox(kb: KnowledgeBase, seat: Seat) -> str | None:
    """Give the address on record that may be written to, if there is one."""
    contact = contact_of(kb, seat)
    if contact is None:
        return None
    place = kb.municipalities.get(seat.municipality or "")
    holder = place if contact.seat == "municipality" else contact
    box = holder.mailbox if holder else None
    return box.address if box and box.verified else None


def address_of(kb: KnowledgeBase, seat: Seat) -> str | None:
    """Give where anybody can turn to a seat: its verified mailbox, else its website."""
    contact = contact_of(kb, seat)
    place = kb.municipalities.get(seat.municipality or "")
    holder = place if contact and contact.seat == "municipality" else contact
    website = holder.website if holder else None
    return verified_mailbox(kb, seat) or (website.address if website else None)
