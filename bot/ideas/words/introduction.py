"""Whether somebody wants to meet one with a like need; and who the two are, once both do."""

from bot.ideas.idea import Idea
from bot.ideas.introductions import Pair
from bot.message import Line
from bot.notices.notice import Notice
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.telling import Telling
from bot.speech.lines import plain_line
from bot.speech.speaker import Speaker


def asked(telling: Telling, pair: Pair, own: Idea) -> Notice | None:
    """Ask the other one, without saying who wants to know; None once it was answered."""
    if pair.made:
        return None
    say, argument = telling.say, f"{pair.id}.{own.id}"
    return envelope(
        telling,
        say.text("meet.title.asked", number=own.number),
        (
            *apologies(telling),
            say.line("meet.asked", words=say.quote(own.life.text)),
            say.line("meet.asked.what"),
        ),
        buttons=(
            say.button("meet.button.yes", "idea_meet_yes", argument),
            say.button("meet.button.no", "idea_meet_no", argument),
        ),
        context=say.line("meet.why", number=own.number),
    )


def made(telling: Telling, pair: Pair, own: Idea, address: str | None) -> Notice | None:
    """Tell who the other one is and how to write to them."""
    say, other = telling.say, pair.other(own.id)
    if address is None:
        return None
    return envelope(
        telling,
        say.text("meet.title.made"),
        (*apologies(telling), say.line("meet.made"), *_about(say, other), _write(say, address)),
        context=say.line("meet.why", number=own.number),
    )


def _about(say: Speaker, other: Idea) -> tuple[Line, ...]:
    place = say.kb.municipalities.get(other.municipality or "")
    where = (plain_line(place.authority, say.text("meet.label.where")),) if place else ()
    return (plain_line(say.quote(other.life.text), say.text("meet.label.idea")), *where)


def _write(say: Speaker, address: str) -> Line:
    return plain_line(address, say.text("meet.label.write"))
