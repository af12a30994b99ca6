"""How a person gets hold of whoever a referral names."""

from bot.message import Button, Line
from bot.routing.case import Referral
from bot.speech.speaker import Speaker


def reach(say: Speaker, referral: Referral, *, short: bool = False) -> Line:
    """Say where to write or look; an unverified address is shown beside the website."""
    contact = referral.contact
    if contact and contact.person and referral.mailbox:
        return say.line(
            "reach.person",
            name=contact.person.name,
            title=say.of(contact.title),
            mailbox=referral.mailbox,
        )
    if referral.mailbox:
        return _write(say, referral, referral.mailbox, short=short)
    if referral.unverified_mailbox and referral.website:
        return say.line(
            "reach.unverified", website=referral.website, mailbox=referral.unverified_mailbox
        )
    return say.line("reach.no_mailbox", website=referral.website or "")


def _write(say: Speaker, referral: Referral, mailbox: str, *, short: bool) -> Line:
    if referral.contact is None or referral.contact.seat == "organisation":
        return say.line("reach.mailbox", mailbox=mailbox)
    if short:
        return say.line("reach.write.short", mailbox=mailbox)
    return say.line("reach.write", mailbox=mailbox, the_title=say.of(referral.contact.the_title))


def address(referral: Referral) -> str:
    """Give the one address to name: the verified mailbox, else the website."""
    return referral.mailbox or referral.website or ""


def hand_over_button(say: Speaker, referral: Referral) -> Button:
    """Offer to pass the idea on where there is a verified mailbox, else a text to send."""
    if referral.mailbox:
        return say.button("button.send_idea", "send")
    return say.button("button.draft", "draft")
