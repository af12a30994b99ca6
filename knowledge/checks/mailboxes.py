"""May the mailboxes and contacts of a record be used as they stand?"""

import re
from collections.abc import Iterator
from typing import Final

from knowledge.checks.entry import Entry, walk
from knowledge.faults import Fault
from knowledge.records.base import Mailbox, Website
from knowledge.records.organisations import Contact

_MAILBOX: Final = re.compile(r"[^@\s,;:<>\"]+@([^@\s,;:<>\"]+\.[a-z]{2,})", re.IGNORECASE)

_OWNERS: Final = ("municipality", "organisation")
"""Kinds whose website is their own; a contact's may be a page of somebody else."""


def mailbox_faults(entry: Entry) -> Iterator[Fault]:
    """Find mailboxes that are none, or are called verified without anything to show for it."""
    for path, value in walk(entry.record):
        if not isinstance(value, Mailbox):
            continue
        address = _MAILBOX.fullmatch(value.address)
        if not address:
            yield entry.fault("odd_mailbox", (*path, "address"), given=value.address)
        elif value.verified:
            if not (value.sources or entry.record.sources):
                yield entry.fault("verified_without_source", path)
            yield from _domain_faults(entry, address[1])


def _domain_faults(entry: Entry, domain: str) -> Iterator[Fault]:
    """A verified mailbox is on the domain of its owner's website."""
    website = getattr(entry.record, "website", None)
    if entry.kind not in _OWNERS or not isinstance(website, Website):
        return
    host = website.address.partition("/")[0].removeprefix("www.")
    if not (domain == host or domain.endswith("." + host) or host.endswith("." + domain)):
        yield entry.fault("foreign_domain", ("mailbox", "address"), domain=domain, website=host)


def contact_faults(entry: Entry) -> Iterator[Fault]:
    """Find contacts that are neither at an organisation nor one that each municipality has."""
    contact = entry.record
    if not isinstance(contact, Contact):
        return
    if contact.seat == "organisation" and not contact.organisation:
        yield entry.fault("contact_without_organisation", ("organisation",))
    if contact.seat == "municipality":
        for name in ("organisation", "mailbox", "phone", "website", "person"):
            if getattr(contact, name) is not None:
                yield entry.fault("own_address_of_municipal_contact", (name,))
