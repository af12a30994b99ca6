"""«Hvem er FoUI-kontakt i Osen?»: who holds a role, and how to reach them."""

from dataclasses import replace

from bot.conversation import ways
from bot.conversation.leaders import leader_reply
from bot.conversation.places import ask_municipality
from bot.conversation.programme_contact import programme_reply
from bot.conversation.reading import remember_case
from bot.conversation.skills.brokers import broker_reply
from bot.conversation.subjects import Asked, Subject, asked_about, serves
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.records.articles import Article
from knowledge.records.funding import Programme
from knowledge.records.organisations import Body, Contact, Organisation

INTENT = "find_contact"

_PERSONS = frozenset(
    {"foui_kontakt", "kompetansemegler", "vetenskaplig_ledare", "foui_chef", "forumrepresentant"}
)
"""Roles that one person holds, so that a name is missing; the others are offices."""


async def find_contact(turn: Turn) -> Reply:
    """Name whoever holds the role or answers for the thing asked about, and the way there."""
    remember_case(turn, INTENT)
    turn.refer(INTENT)
    asked = asked_about(turn)
    if asked:
        return _about(turn, asked[0])
    return _nearest(turn)


async def contact_card(turn: Turn, contact: str) -> Reply:
    """Show how to reach one contact: what a button with a contact's id does."""
    record = turn.kb.contacts.get(contact)
    return _contact(turn, (record,)) if record else _nearest(turn)


def _about(turn: Turn, asked: Asked) -> Reply:
    here = tuple(record for record in asked.records if serves(turn, record))
    if not here:
        return _elsewhere(turn, asked)
    if turn.region is None and len(_regions(here)) > 1:
        return ask_municipality(turn, INTENT)
    contacts = tuple(it for it in here if isinstance(it, Contact) and it.status == "active")
    if contacts:
        return _contact(turn, contacts)
    if reply := _by_kind(turn, here):
        return reply
    return _nearest(turn)


def _by_kind(turn: Turn, here: tuple[Subject, ...]) -> Reply | None:
    """Try what leads to a contact, the surest first."""
    for record in here:
        if isinstance(record, Body) and record.leadership:
            return leader_reply(turn, record)
    body = next((it for it in here if isinstance(it, Body) and it.composition), None)
    for record in here:
        contact = turn.kb.contacts.get(record.ask or "") if isinstance(record, Article) else None
        if contact:
            reply = _contact(turn, (contact,))
            return _with_members(turn, body, contact, reply) if body else reply
    for record in here:
        if isinstance(record, Programme):
            return programme_reply(turn, record)
        if isinstance(record, Organisation):
            return _organisation(turn, record)
    for record in here:
        if isinstance(record, Body) and record.organisation:
            reply = _organisation(turn, turn.kb.organisations[record.organisation])
            unknown = turn.say.line("find_contact.body_unknown", name=record.name)
            return replace(reply, lines=(unknown, *reply.lines))
    return None


def _with_members(turn: Turn, body: Body, contact: Contact, reply: Reply) -> Reply:
    """Say first which organisations sit in a body, where the sources tell it."""
    say = turn.say
    members = say.join(dict.fromkeys(seat.organisation for seat in body.composition))
    says_so = contact.role in _PERSONS
    key = "find_contact.members.only" if says_so else "find_contact.members"
    lines = (say.line(key), plain_line(f"{capital(members)}."))
    return replace(reply, lines=(*lines, *reply.lines))


def _regions(records: tuple[Subject, ...]) -> set[str]:
    """The regions that the records belong to; what holds everywhere belongs to none."""
    return {
        region
        for record in records
        for region in ([] if isinstance(record, Programme) else [record.region])
        if region
    }


def _nearest(turn: Turn) -> Reply:
    """Nobody is named: give whoever the region's rules put first."""
    referral = turn.referrals.get("nearest") or turn.referrals.get("first")
    contact = referral.contact if referral else None
    if turn.region is None or (referral is None and turn.municipality is None):
        return ask_municipality(turn, INTENT)
    contact = contact or turn.kb.contacts.get(turn.region.fallback or "")
    if contact:
        return _named_first(turn, contact, _contact(turn, (contact,)))
    return Reply(turn.language, (turn.say.line("explain.unknown"),), buttons=(_person(turn),))


def _named_first(turn: Turn, contact: Contact, reply: Reply) -> Reply:
    """Say first who it is, where the person did not ask for that role."""
    say, place = turn.say, turn.municipality
    if contact.role not in _PERSONS or turn.state.pending:
        return reply
    the_title = say.of(contact.the_title)
    if contact.seat == "organisation" or place is None:
        start = say.line("route.nearest", the_title=the_title)
    else:
        start = say.line("route.start.short", the_title=the_title, authority=place.authority)
    return replace(reply, lines=(start, *reply.lines))


def _contact(turn: Turn, contacts: tuple[Contact, ...]) -> Reply:
    first = contacts[0]
    needs_place = first.seat == "municipality" or any(it.covers.municipalities for it in contacts)
    if needs_place and turn.municipality is None:
        return ask_municipality(turn, INTENT)
    if first.seat == "municipality":
        return _municipal(turn, _holder_here(turn, first))
    if first.covers.municipalities:
        return broker_reply(turn, first.role)
    themed = tuple(it for it in contacts if set(it.covers.themes) & set(turn.state.themes))
    return _office(turn, themed[:1] or contacts)


def _holder_here(turn: Turn, contact: Contact) -> Contact:
    """Give the contact, or whoever the rules put first where it leaves out the municipality."""
    covered, place, first = contact.covers.municipalities, turn.municipality, None
    if place and covered and place.id not in covered:
        first = turn.referrals.get("first")
    return first.contact if first and first.contact else contact


def _municipal(turn: Turn, contact: Contact) -> Reply:
    """A role that every municipality has."""
    say, citations = turn.say, Citations(turn.say)
    holder = ways.holder_of(turn, contact)
    box = ways.mailbox(holder)
    unknown = say.line("find_contact.name_unknown")
    page = ways.website(holder)
    site = say.line("find_contact.ask_site", website=page.address) if page else None
    if box is None:
        lines = (one_line(unknown, site), ways.doubt_line(say, holder))
        return _reply(turn, lines, _buttons_to_site(say, holder))
    citations.record(contact)
    citations.mailbox(box)
    caveat = plain_line(say.of(contact.caveat)) if contact.caveat else None
    lines = (one_line(unknown, _write(say, contact, holder)), caveat)
    buttons = (ways.write_button(say, box.address), say.button("button.why", "why"))
    return _reply(turn, lines, buttons, citations)


def _office(turn: Turn, contacts: tuple[Contact, ...]) -> Reply:
    """A role or office at an organisation; several where a question fits several."""
    say, citations = turn.say, Citations(turn.say)
    contact = contacts[0]
    holder = ways.holder_of(turn, contact)
    box, page = ways.mailbox(holder), ways.website(holder)
    caveat = plain_line(say.of(contact.caveat)) if contact.caveat else None
    if contact.person and box:
        title = say.of(contact.title)
        named = say.line("reach.person", name=contact.person.name, title=title, mailbox=box.address)
        lines: tuple[Line | None, ...] = (named, caveat)
    elif contact.role in _PERSONS:
        site = say.line("find_contact.site", website=page.address) if page else None
        way = _write(say, contact, holder) if box else site
        lines = (one_line(_unnamed(say, contacts), way), _titles(say, contacts), caveat)
    else:
        lines = (_way_in(say, contact, holder), caveat)
    citations.record(contact)
    lines = (*lines, ways.doubt_line(say, holder), None if caveat else ways.phone_line(say, holder))
    buttons = (ways.write_button(say, box.address),) if box else _buttons_to_site(say, holder)
    return _reply(turn, lines, buttons, citations)


def _unnamed(say: Speaker, contacts: tuple[Contact, ...]) -> Line:
    key = "find_contact.name_unknown" if len(contacts) == 1 else "find_contact.names_unknown"
    return say.line(key)


def _titles(say: Speaker, contacts: tuple[Contact, ...]) -> Line | None:
    """Name the roles where several fit the question."""
    if len(contacts) == 1:
        return None
    return say.line("find_contact.several", titles=say.join(say.of(it.title) for it in contacts))


def _way_in(say: Speaker, contact: Contact, holder: ways.Reachable) -> Line:
    the_title = say.of(contact.the_title)
    number = ways.phone(holder)
    parts = [*([number.number] if number else []), ways.address(holder)]
    found = ", ".join(dict.fromkeys(part for part in parts if part))
    if not found:
        return say.line("find_contact.no_address", name=the_title)
    return say.line("find_contact.way_in", the_title=the_title, address=found)


def _write(say: Speaker, contact: Contact, holder: ways.Reachable) -> Line | None:
    box = ways.mailbox(holder)
    if box is None:
        return None
    the_title = say.of(contact.the_title)
    year = ways.aged_year(say, box)
    if year is None:
        return say.line("find_contact.write", mailbox=box.address, the_title=the_title)
    return say.line("find_contact.write.aged", mailbox=box.address, the_title=the_title, year=year)


def _organisation(turn: Turn, organisation: Organisation) -> Reply:
    """How to reach an organisation; where nothing is known, the one that it belongs to."""
    say, citations = turn.say, Citations(turn.say)
    holder = organisation
    parent = turn.kb.organisations.get(organisation.parent or "")
    if not ways.address(holder) and parent:
        holder = parent
    name = say.of(holder.names) if holder.names else holder.short_name or holder.name
    number, box, page = ways.phone(holder), ways.mailbox(holder), ways.website(holder)
    ways_there = [
        *([box.address] if box else []),
        *([number.number] if number else []),
        *([page.address] if page else []),
    ]
    if not ways_there:
        lines: tuple[Line | None, ...] = (say.line("find_contact.no_address", name=name),)
        return _reply(turn, lines, (_person(turn),))
    citations.record(organisation)
    lines = (
        say.line("find_contact.organisation", name=name, address=", ".join(ways_there)),
        ways.doubt_line(say, holder),
        ways.phone_line(say, holder),
    )
    buttons = (ways.write_button(say, box.address),) if box else _buttons_to_site(say, holder)
    return _reply(turn, lines, buttons, citations)


def _elsewhere(turn: Turn, asked: Asked) -> Reply:
    """The thing asked about belongs to another region: say so, and who answers here."""
    say, record = turn.say, asked.records[0]
    name = asked.name or _name(say, record)
    homes = sorted(_regions(asked.records))
    region = say.join(say.of(turn.kb.regions[it].names) for it in homes)
    referral = turn.referrals.get("first")
    contact = referral.contact if referral else None
    if contact is None:
        line = say.line("find_contact.elsewhere.only", name=name, region=region)
        return _reply(turn, (line,), (_person(turn),))
    line = say.line(
        "find_contact.elsewhere",
        name=name,
        region=region,
        the_title=say.of(contact.the_title),
        address=ways.address(ways.holder_of(turn, contact)),
    )
    return _reply(turn, (line,), (say.button("button.why", "why"),))


def _name(say: Speaker, record: Subject) -> str:
    if isinstance(record, Contact):
        return say.of(record.the_title)
    if isinstance(record, Body):
        return record.name
    return say.of(record.names) if record.names else record.id


def _buttons_to_site(say: Speaker, holder: ways.Reachable) -> tuple[Button, ...]:
    page = ways.website(holder)
    draft = say.button("button.draft", "draft")
    return (say.link("button.open_site", page.address), draft) if page else (draft,)


def _person(turn: Turn) -> Button:
    return turn.say.button("help.button.person", "person")


def _reply(
    turn: Turn,
    lines: tuple[Line | None, ...],
    buttons: tuple[Button, ...],
    citations: Citations | None = None,
) -> Reply:
    said = tuple(line for line in lines if line)
    return Reply(
        turn.language, said, buttons=buttons, context=citations.line() if citations else None
    )
