"""Who knows researchers: a competence broker, or a university with an agreement."""

from bot.conversation.skills.brokers import ask_instead, doubt_line
from bot.conversation.turn import Turn
from bot.message import Line
from bot.routing.case import Referral
from bot.speech.lines import one_line


def researchers_line(turn: Turn) -> Line | None:
    """Give the line on researchers, certain where research is meant, else as an offer."""
    referral = turn.referrals.get("researchers")
    wanted = "research" in turn.state.needs
    if referral is None or turn.via == "split" or turn.municipality is None:
        return None
    if referral.organisation:
        return _university(turn, referral) if wanted else None
    if referral.rule.role is None:
        return _nobody(turn, referral) if wanted else None
    return _broker(turn, referral, wanted=wanted)


def _university(turn: Turn, referral: Referral) -> Line | None:
    say, organisation = turn.say, referral.organisation
    if organisation is None:
        return None
    name = say.of(organisation.names) if organisation.names else organisation.name
    address = referral.mailbox or referral.website or ""
    if organisation.agreement:
        agreement = say.of(organisation.agreement)
        return say.line(
            "route.researchers.agreement",
            label="label.researchers",
            name=name,
            agreement=agreement,
            address=address,
        )
    return say.line(
        "route.researchers.plain",
        label="label.researchers",
        name=name,
        what=say.of(organisation.what),
        address=address,
    )


def _broker(turn: Turn, referral: Referral, *, wanted: bool) -> Line | None:
    say, contact, place = turn.say, referral.contact, turn.municipality
    organisation = turn.kb.organisations.get(contact.organisation or "") if contact else None
    if contact is None or organisation is None or place is None:
        return None
    name = organisation.short_name or organisation.name
    if not wanted:
        start = say.line("route.broker", name=name, what=say.of(organisation.what))
        doubt = None
        if not contact.role_verified:
            doubt = say.line("route.broker.role_unverified", title=say.of(contact.title))
        return one_line(start, doubt, label=say.text("label.researchers_if"))
    start = say.line("route.broker.nearest", name=name)
    return one_line(
        start,
        doubt_line(turn, contact, place),
        None if referral.mailbox else ask_instead(turn),
        label=say.text("label.researchers"),
    )


def _nobody(turn: Turn, referral: Referral) -> Line | None:
    """Say that no broker is known for the municipality, and whom to ask."""
    say, contact, place = turn.say, referral.contact, turn.municipality
    if contact is None or place is None or not referral.mailbox:
        return None
    return say.line(
        "route.broker.none",
        label="label.then",
        title=say.text("role.broker"),
        municipality=place.name,
        secretariat=say.of(contact.the_title),
        mailbox=referral.mailbox,
    )
