"""«Hva skjedde med ideen min?»: ideas cannot be followed yet; who has it can be asked."""

from bot.conversation import ways
from bot.conversation.places import ask_municipality
from bot.conversation.turn import Turn
from bot.message import Button, Reply


async def idea_status(turn: Turn) -> Reply:
    """Say that ideas cannot be followed yet, and who has it: the contact to ask."""
    turn.remember(intent="idea_status", misses=0)
    turn.refer("route_idea")
    referral = turn.referrals.get("first")
    contact = referral.contact if referral else None
    say = turn.say
    if contact is None or turn.municipality is None:
        where = say.line("later.idea_status.where")
        return ask_municipality(turn, "idea_status", where)
    holder = ways.holder_of(turn, contact)
    box = ways.mailbox(holder)
    ask = say.line(
        "later.ask", the_title=say.of(contact.the_title), address=ways.said_address(say, holder)
    )
    buttons: tuple[Button, ...] = (say.button("button.why", "why"),)
    if box:
        buttons = (ways.write_button(say, box.address), *buttons)
    return Reply(turn.language, (say.line("later.idea_status"), ask), buttons=buttons)
