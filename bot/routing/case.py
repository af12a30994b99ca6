"""What a rule looks at, and what it leads to."""

from dataclasses import dataclass

from knowledge.records.base import Mailbox
from knowledge.records.funding import Programme
from knowledge.records.organisations import Contact, Organisation
from knowledge.records.places import Municipality, Region
from knowledge.records.rules import Part, RoutingRule
from knowledge.records.vocabulary import Need, Theme, Topic


@dataclass(frozen=True, slots=True)
class Case:
    """One idea or question, as far as it is known."""

    region: Region
    intent: str = "route_idea"
    municipality: Municipality | None = None
    themes: tuple[Theme, ...] = ()
    needs: tuple[Need, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Referral:
    """Where a rule leads: exactly one of contact, organisation and programmes is set."""

    rule: RoutingRule
    municipality: Municipality | None = None
    contact: Contact | None = None
    organisation: Organisation | None = None
    programmes: tuple[Programme, ...] = ()
    derived_leader: bool = False
    """Who leads this year follows from a rule of rotation, not from a source."""

    @property
    def part(self) -> Part:
        """Which part of the answer this is."""
        return self.rule.part

    @property
    def mailbox(self) -> str | None:
        """The address to write to, only if it is verified."""
        box = self._mailbox
        return box.address if box and box.verified else None

    @property
    def unverified_mailbox(self) -> str | None:
        """An address that nobody has confirmed; never written to by the bot."""
        box = self._mailbox
        return box.address if box and not box.verified else None

    @property
    def website(self) -> str | None:
        """The page to look at."""
        holder = self._holder
        return holder.website.address if holder and holder.website else None

    @property
    def _mailbox(self) -> Mailbox | None:
        holder = self._holder
        return holder.mailbox if holder else None

    @property
    def _holder(self) -> Contact | Organisation | Municipality | None:
        if self.contact and self.contact.seat == "municipality":
            return self.municipality
        return self.contact or self.organisation
