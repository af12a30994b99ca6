"""How somebody can be reached: verified addresses first, old ones with their age."""

from urllib.parse import quote

from bot.conversation.turn import Turn
from bot.message import Button, Line
from bot.speech.speaker import Speaker
from knowledge.moments import first_day
from knowledge.records.base import Mailbox, Phone, Website
from knowledge.records.organisations import Contact, Organisation
from knowledge.records.places import Municipality

Reachable = Contact | Organisation | Municipality

_AGED_YEARS = 10
"""An address or number older than this is said with its year."""


def holder_of(turn: Turn, contact: Contact) -> Reachable:
    """Give the record that has the contact's addresses: itself, its municipality or employer."""
    if contact.seat == "municipality" and turn.municipality:
        return turn.municipality
    if contact.mailbox or contact.website or contact.phone:
        return contact
    return turn.kb.organisations.get(contact.organisation or "", contact)


def mailbox(holder: Reachable) -> Mailbox | None:
    """Give the address that may be written to."""
    return holder.mailbox if holder.mailbox and holder.mailbox.verified else None


def doubtful_mailbox(holder: Reachable) -> Mailbox | None:
    """Give an address that nobody has confirmed."""
    return holder.mailbox if holder.mailbox and not holder.mailbox.verified else None


def website(holder: Reachable) -> Website | None:
    """Give the page to look at."""
    return holder.website


def phone(holder: Reachable) -> Phone | None:
    """Give the number to call."""
    return holder.phone if holder.phone and holder.phone.verified else None


def address(holder: Reachable) -> str:
    """Give the one address to name: mailbox, else page, else number; empty if there is none."""
    box, page, number = mailbox(holder), website(holder), phone(holder)
    if box:
        return box.address
    if page:
        return page.address
    return number.number if number else ""


def aged_year(say: Speaker, fact: Mailbox | Phone) -> str | None:
    """Give the year of a fact that is so old that an answer says it."""
    if fact.as_of is None:
        return None
    year = first_day(fact.as_of).year
    return str(year) if say.today.year - year > _AGED_YEARS else None


def said_address(say: Speaker, holder: Reachable) -> str:
    """Give the address to name, with its year where it is so old that an answer says it."""
    box = mailbox(holder)
    year = aged_year(say, box) if box else None
    said = address(holder)
    return say.text("find_contact.aged", address=said, year=year) if year else said


def doubt_line(say: Speaker, holder: Reachable) -> Line | None:
    """Say so where the only address known is not verified."""
    box = doubtful_mailbox(holder)
    return say.line("find_contact.mailbox_unverified", mailbox=box.address) if box else None


def phone_line(say: Speaker, holder: Reachable) -> Line | None:
    """Say from when an old number is."""
    number = phone(holder)
    year = aged_year(say, number) if number else None
    return say.line("find_contact.phone_aged", year=year) if year else None


def write_button(say: Speaker, address: str, subject: str = "", body: str = "") -> Button:
    """Give a button that opens a letter in the person's own mail program."""
    fields = [("subject", subject), ("body", body)]
    query = "&".join(f"{name}={quote(text)}" for name, text in fields if text)
    url = f"mailto:{address}?{query}" if query else f"mailto:{address}"
    return Button(say.text("find_contact.button.write"), url=url)
