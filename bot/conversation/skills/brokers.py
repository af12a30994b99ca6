"""Which competence broker covers a municipality, and how sure that is."""

from bot.conversation import ways
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.speech.citations import Citations
from bot.speech.lines import one_line
from knowledge.records.organisations import Contact, Organisation
from knowledge.records.places import Municipality


def broker_reply(turn: Turn, role: str) -> Reply:
    """Name the organisation that holds `role` for the person's municipality.

    `turn.municipality` must be known. Says what is not certain, and whom to ask instead.
    """
    say, place = turn.say, turn.municipality
    found = turn.kb.contacts_with(role, municipality=place.id) if place else ()
    contact = next((it for it in found if it.organisation in turn.kb.organisations), None)
    if contact is None or place is None:
        return _nobody(turn, role)
    organisation = turn.kb.organisations[contact.organisation or ""]
    holder = ways.holder_of(turn, contact)
    box, page = ways.mailbox(holder), ways.website(holder)
    citations = Citations(say)
    citations.record(contact)
    lines = (
        one_line(_start(turn, contact, organisation), doubt_line(turn, contact, place)),
        say.line("find_contact.site", website=page.address) if page else None,
        None if box or (page and contact.role_verified) else ask_instead(turn),
    )
    buttons: tuple[Button, ...] = ()
    if box:
        buttons = (ways.write_button(say, box.address),)
    elif page:
        buttons = (say.link("button.open_site", page.address),)
    return Reply(
        turn.language,
        tuple(line for line in lines if line),
        buttons=(*buttons, say.button("button.draft", "draft")),
        context=citations.line(),
    )


def doubt_line(turn: Turn, contact: Contact, place: Municipality) -> Line | None:
    """Say what is not certain: that it covers the municipality, that it is a broker, or both."""
    say, title = turn.say, turn.say.of(contact.title)
    covered = contact.covers.verified or place.id in contact.covers.confirmed
    if covered and contact.role_verified:
        return None
    if covered:
        return say.line("route.broker.role_unverified", title=title)
    if contact.role_verified:
        return say.line("route.broker.cover_unverified", municipality=place.name)
    return say.line("route.broker.both_unverified", municipality=place.name, title=title)


def ask_instead(turn: Turn) -> Line | None:
    """Name the region's secretariat, which knows who the brokers are."""
    fallback = turn.kb.contacts.get(turn.region.fallback or "") if turn.region else None
    box = ways.mailbox(fallback) if fallback else None
    if fallback is None or box is None:
        return None
    the_title = turn.say.of(fallback.the_title)
    return turn.say.line("route.broker.ask_instead", secretariat=the_title, mailbox=box.address)


def _start(turn: Turn, contact: Contact, organisation: Organisation) -> Line:
    say, place = turn.say, turn.municipality
    name = organisation.short_name or organisation.name
    title = say.of(contact.title)
    if contact.role_verified and place and contact.covers.verified:
        return say.line("find_contact.broker", name=name, title=title, municipality=place.name)
    if contact.role_verified:
        return say.line("find_contact.broker.role", name=name, title=title)
    return say.line("route.broker.nearest", name=name)


def _nobody(turn: Turn, role: str) -> Reply:
    say, place, region = turn.say, turn.municipality, turn.region
    any_holder = next((it for it in turn.kb.contacts.values() if it.role == role), None)
    title = say.of(any_holder.title) if any_holder else ""
    none = say.line(
        "find_contact.broker.none", title=title, municipality=place.name if place else ""
    )
    fallback = turn.kb.contacts.get(region.fallback or "") if region else None
    if fallback is None:
        return Reply(turn.language, (none,))
    address = ways.address(ways.holder_of(turn, fallback))
    ask = say.line("find_contact.ask", the_title=say.of(fallback.the_title), address=address)
    box = ways.mailbox(fallback)
    citations = Citations(say)
    citations.record(fallback)
    buttons = (ways.write_button(say, box.address),) if box else ()
    draft = say.button("button.draft", "draft")
    return Reply(
        turn.language, (one_line(none, ask),), buttons=(*buttons, draft), context=citations.line()
    )
