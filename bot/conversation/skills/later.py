"""What the bot cannot do yet: it says so, and gives the nearest help there is today."""

from bot.conversation import ways
from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.schemes import rhythm_of, scheme_line
from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.message import Button, Reply
from bot.speech.citations import Citations
from bot.speech.lines import one_line
from bot.speech.speaker import host
from knowledge.records.funding import Call, Programme


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


async def subscribe(turn: Turn) -> Reply:
    """Say that notices cannot be sent yet, and give the dates that are known now."""
    intent = turn.state.intent if turn.meaning is None else "subscribe"
    if turn.meaning:
        remember_case(turn, "subscribe")
    turn.remember(intent=intent)
    say, programmes = turn.say, named_programmes(turn)
    not_yet = say.line("later.subscribe")
    if not programmes:
        return Reply(
            turn.language,
            (not_yet, say.line("later.any_time")),
            buttons=(
                say.button("later.button.deadlines", "deadlines"),
                say.button("later.button.meetings", "intent", "list_meetings"),
            ),
        )
    programme, citations = programmes[0], Citations(say)
    turn.remember(programme=programme.id)
    citations.record(programme)
    coming = _coming(turn, programme)
    website = (coming or programme).website.address
    known = scheme_line(turn, programme, "later.known")
    do = say.line("later.calendar") if coming else say.line("later.check", website=host(website))
    return Reply(
        turn.language,
        (not_yet, one_line(known, do, label=known.label)),
        buttons=(
            say.button("later.button.deadlines", "deadline", programme.id),
            say.link("later.button.open", website),
        ),
        context=citations.line(),
    )


def _coming(turn: Turn, programme: Programme) -> Call | None:
    """Give the next round whose date is known."""
    rhythm = rhythm_of(turn, programme)
    return rhythm.rounds[0] if rhythm.form == "next" else None


async def unsubscribe(turn: Turn) -> Reply:
    """Say that there is nothing to stop, since nothing is sent."""
    turn.remember(intent="unsubscribe", misses=0)
    say = turn.say
    return Reply(
        turn.language,
        (say.line("later.none"),),
        buttons=(say.button("later.button.deadlines", "deadlines"),),
    )


async def list_subscriptions(turn: Turn) -> Reply:
    """Say that there are no notices, and how to get at dates meanwhile."""
    turn.remember(intent="list_subscriptions", misses=0)
    say = turn.say
    return Reply(
        turn.language,
        (say.line("later.none"), say.line("later.any_time")),
        buttons=(say.button("later.button.deadlines", "deadlines"),),
    )
