"""«Kan vi søke på …?»: whether a scheme is open to the person's municipality."""

from dataclasses import dataclass

from bot.conversation import ways
from bot.conversation.schemes import trait_line
from bot.conversation.turn import Turn
from bot.message import Line
from bot.speech.lines import one_line, plain_line
from knowledge.base import areas_of
from knowledge.records.funding import Programme


@dataclass(frozen=True, slots=True)
class Office:
    """Who answers for a scheme, and where."""

    the_title: str
    address: str
    """A verified mailbox, else a page to look at."""

    @property
    def can_be_written_to(self) -> bool:
        """Whether the address is a mailbox."""
        return "@" in self.address


def programme_verdict(turn: Turn, programme: Programme) -> list[Line]:
    """Say whether the person's municipality can use a scheme, and whom to ask if in doubt.

    The first line is the answer: no longer, not here, perhaps, only as a partner, or yes.
    """
    name = said_name(turn, programme)
    known = plain_line(turn.say.of(programme.status_text)) if programme.status_text else None
    if programme.status in ("closed", "replaced"):
        return [one_line(_ended(turn, programme, name), known)]
    place = _left_out(turn, programme)
    if place:
        return [turn.say.line("verdict.elsewhere", name=name, place=place)]
    if programme.status == "unknown":
        unknown = turn.say.line("verdict.unknown") if known else None
        plain = None if known else turn.say.line("verdict.unknown.plain", name=name)
        return [one_line(unknown, known, plain, ask_office(turn, programme))]
    role = "yes" if programme.municipality_role == "applicant" else programme.municipality_role
    answer = turn.say.line(f"verdict.{role}", name=name)
    first = plain_line(turn.say.of(programme.first)) if programme.first else None
    listed = None
    if programme.second_hand and not known:
        listed = turn.say.line("explain.second_hand", funder=programme.funder)
    if first and role == "yes" and programme.who_can_apply == ("municipality",):
        answer = turn.say.line("verdict.yes.plain")
    doubt = trait_line(turn, programme, turn.municipality)
    return [one_line(answer, doubt, first, known, listed)]


def said_name(turn: Turn, programme: Programme) -> str:
    """Give the name of a scheme in the short form that the person used: RFF Viken."""
    own = {*programme.names.values(), *programme.aliases}
    for match in turn.meaning.names if turn.meaning else ():
        if match.name in own and match.score >= 1:
            return match.name
    return turn.say.of(programme.names)


def office_of(turn: Turn, programme: Programme) -> Office | None:
    """Give the office that answers for a scheme; None where none is known.

    A verified mailbox comes before the page of the office that the region's rules name.
    """
    return _funder_office(turn, programme) or _ruled_office(turn, programme)


def _ruled_office(turn: Turn, programme: Programme) -> Office | None:
    ruled = turn.referrals.get("first")
    if ruled is None or ruled.contact is None or programme.topic not in ruled.rule.when.topics:
        return None
    address = ways.address(ways.holder_of(turn, ruled.contact))
    return Office(turn.say.of(ruled.contact.the_title), address) if address else None


def _funder_office(turn: Turn, programme: Programme) -> Office | None:
    kb, say = turn.kb, turn.say
    funder = kb.organisations.get(programme.funder_organisation or "") or next(
        (it for it in kb.organisations.values() if it.name == programme.funder), None
    )
    if funder is None:
        return None
    for contact in kb.contacts.values():
        mailbox = contact.mailbox
        same = contact.organisation == funder.id and contact.topic == funder.topic
        if same and contact.topic and mailbox and mailbox.verified:
            return Office(say.of(contact.the_title), mailbox.address)
    if funder.mailbox and funder.mailbox.verified:
        return Office(funder.short_name or funder.name, funder.mailbox.address)
    return None


def ask_office(turn: Turn, programme: Programme) -> Line | None:
    """«Spør fylkeskommunen før dere skriver noe: …»"""
    office = office_of(turn, programme)
    if office is None:
        return None
    return turn.say.line("verdict.ask", the_title=office.the_title, address=office.address)


def _ended(turn: Turn, programme: Programme, name: str) -> Line:
    successor = turn.kb.programmes.get(programme.replaced_by or "")
    if successor:
        return turn.say.line("verdict.replaced", name=name, other=turn.say.of(successor.names))
    key = "verdict.closed.verified" if programme.verified else "verdict.closed"
    return turn.say.line(key, name=name)


def _left_out(turn: Turn, programme: Programme) -> str | None:
    """Name the place that the scheme leaves out, if it is the person's."""
    region, place = turn.region, turn.municipality
    if region and areas_of(region).isdisjoint(programme.areas):
        return place.name if place else turn.say.of(region.names)
    if place and programme.counties and place.county not in programme.counties:
        return place.name
    return None
