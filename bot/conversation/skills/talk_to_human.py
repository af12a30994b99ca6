"""«Kan jeg snakke med et menneske?»: who in the region takes it, and how old the number is."""

from bot.conversation import ways
from bot.conversation.places import ask_municipality
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.speech.citations import Citations
from bot.speech.lines import plain_line
from knowledge.records.organisations import Contact

INTENT = "talk_to_human"


async def talk_to_human(turn: Turn) -> Reply:
    """Name the region's person and the municipality's own way in; ask where nothing is known."""
    say, person = turn.say, person_of(turn)
    if person is None:
        return ask_municipality(turn, INTENT, say.line("talk_to_human.where"))
    citations = Citations(say)
    citations.record(person)
    return Reply(
        turn.language,
        (
            person_line(turn, person, "talk_to_human.person"),
            *after_person(turn, person),
            *_own(turn),
        ),
        buttons=person_buttons(turn, person),
        context=citations.line(),
    )


async def said(turn: Turn, _: str = "") -> Reply:
    """Give the person's own words to take along: what «Kopier samtalen» does."""
    say, text = turn.say, turn.state.text
    if not text:
        line = say.line("talk_to_human.said.nothing")
    else:
        line = say.line("talk_to_human.said", words=say.quote(text))
    return Reply(turn.language, (line,), buttons=(say.button("button.restart", "restart"),))


def person_of(turn: Turn) -> Contact | None:
    """Give the contact that the region has chosen for those who want a human."""
    return turn.kb.contacts.get(turn.region.person or "") if turn.region else None


def person_line(turn: Turn, person: Contact, key: str) -> Line:
    """Name the person's office with number and address, the number first."""
    holder = ways.holder_of(turn, person)
    number, box = ways.phone(holder), ways.mailbox(holder)
    parts = [*([number.number] if number else []), *([box.address] if box else [])]
    there = ", ".join(parts) or ways.address(holder)
    return turn.say.line(key, the_title=turn.say.of(person.the_title), address=there)


def after_person(turn: Turn, person: Contact) -> tuple[Line, ...]:
    """Say what to check first: the age of a number."""
    if person.caveat:
        return (plain_line(turn.say.of(person.caveat)),)
    aged = ways.phone_line(turn.say, ways.holder_of(turn, person))
    return (aged,) if aged else ()


def person_buttons(turn: Turn, person: Contact) -> tuple[Button, ...]:
    """Offer the words written so far, a letter where it can be sent, and a fresh start."""
    say, box = turn.say, ways.mailbox(ways.holder_of(turn, person))
    buttons = [say.button("talk_to_human.button.said", "said")] if turn.state.text else []
    if box:
        buttons.append(ways.write_button(say, box.address, body=turn.state.text or ""))
    return (*buttons, say.button("button.restart", "restart"))


def _own(turn: Turn) -> tuple[Line, ...]:
    place = turn.municipality
    where = ways.address(place) if place else ""
    return (turn.say.line("talk_to_human.own", address=where),) if where else ()
