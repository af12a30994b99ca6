"""«Jeg er FoUI-kontakt i Namsos»: an office taken with a code, by invitation, and given up."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.ideas.lists import of_seats
from bot.ideas.offices import Post, accept_invitation, ask, held_by, mailbox_seat, post_of, try_code
from bot.ideas.seat import Seat, seat_of, verified_mailbox
from bot.ideas.succession import Left, leave
from bot.ideas.words.names import short_name
from bot.ideas.words.office import office_name
from bot.message import Button, Reply
from bot.speech.sentences import capital, heading
from intents.words.folding import fold
from knowledge.records.organisations import Contact
from knowledge.records.places import Municipality

INTENT: Final = "set_profile"
_DEPUTY: Final = "~"
"""Behind a seat's key on a button: as deputy."""
_SURE: Final = "!"
_OF_REGION: Final = "secretary:"
"""Before a region on a button: its secretary."""
_SECRETARY: Final = re.compile(r"(?:\w+ ){0,3}(?:sekretær|sekretar|sekreterare|secretary)")
_LEADS_UP: Final = re.compile(
    r"(?:(?:den|det|en|ein|the|a|an|ny|nye|nya|new|for|för|of|till|stedfortred\w*|stadfortred\w*"
    r"|vara\w*|ersatt\w*|ersätt\w*|deputy)\s+)*"
)
_BUTTONS: Final = 3
_LABEL: Final = 21


def posts_named(
    turn: Turn, text: str, place: Municipality | None, region: str | None, *, deputy: bool
) -> list[Post]:
    """Give the offices that somebody says they hold: «FoUI-kontakt i Namsos»."""
    said = fold(text)
    if region and _SECRETARY.match(said):
        return [Post("secretary", region=region, deputy=deputy)]
    found = [it for it in _titled(turn, said) if place is None or _serves(it, place)]
    named = [it for it in found if _organisation(turn, it) in said] or found
    return [post_of(turn.kb, seat, deputy=deputy) for seat in _seats(named, place)]


def _titled(turn: Turn, said: str) -> Iterator[Contact]:
    for contact in turn.kb.contacts.values():
        titles = (fold(it) for it in contact.title.values())
        if contact.status == "active" and any(_begins_with(said, it) for it in titles):
            yield contact


def _begins_with(said: str, title: str) -> bool:
    """«den nye FoUI-kontakten» is one; «ansatt i Trøndelag fylkeskommune» works at one."""
    before, found, _ = said.partition(title)
    return bool(found) and _LEADS_UP.fullmatch(before) is not None


def _serves(contact: Contact, place: Municipality) -> bool:
    covered = contact.covers.municipalities
    return contact.region == place.region and (not covered or place.id in covered)


def _organisation(turn: Turn, contact: Contact) -> str:
    organisation = turn.kb.organisations.get(contact.organisation or "")
    return fold(organisation.name) if organisation else "\n"  # stands in no text


def _seats(contacts: Collection[Contact], place: Municipality | None) -> Iterator[Seat]:
    for contact in contacts:
        if place or contact.seat == "organisation":
            yield seat_of(contact, place)


def offer_office(turn: Turn, posts: Collection[Post]) -> Reply:
    """Offer the code that proves it; of several offices let them choose."""
    say = turn.say
    if len(posts) > 1:
        buttons = tuple(_ask_button(turn, it, _name(turn, it)) for it in posts)
        line = say.line("office.which")
        return Reply(turn.language, (line,), buttons=buttons[:_BUTTONS], more=buttons[_BUTTONS:])
    [post] = posts
    seat = mailbox_seat(turn.kb, post)
    if seat is None or not turn.desk.can_mail:
        return _by_invitation(turn, post)
    lines = (
        say.line("office.offer", name=office_name(say, post)),
        say.line("office.offer.code", mailbox=verified_mailbox(turn.kb, seat) or ""),
    )
    no = say.button("office.button.no", "inbox")
    return Reply(
        turn.language,
        lines,
        buttons=(_ask_button(turn, post, say.text("office.button.send")), no),
    )


def _name(turn: Turn, post: Post) -> str:
    return heading(short_name(turn.say, post.seat), _LABEL) if post.seat else ""


def _ask_button(turn: Turn, post: Post, label: str) -> Button:
    key = post.seat.key if post.seat else f"{_OF_REGION}{post.region}"
    argument = f"{key}{_DEPUTY}" if post.deputy else key
    return turn.say.plain_button(label, "office_code", argument)


def _post_of(turn: Turn, argument: str) -> Post | None:
    """Read what such a button says; None where the packs have no such office."""
    key, deputy = argument.removesuffix(_DEPUTY), argument.endswith(_DEPUTY)
    if key.startswith(_OF_REGION):
        region = key.removeprefix(_OF_REGION)
        known = region in turn.kb.regions
        return Post("secretary", region=region, deputy=deputy) if known else None
    seat = Seat.read(key)
    return post_of(turn.kb, seat, deputy=deputy) if seat.contact in turn.kb.contacts else None


def _by_invitation(turn: Turn, post: Post) -> Reply:
    say, name = turn.say, office_name(turn.say, post)
    if turn.desk.can_mail:
        line = say.line("office.no_mailbox", name=capital(name))
    else:
        line = say.line("office.no_mail", name=name)
    return Reply(turn.language, (line, say.line("office.ask_administrator")))


async def office_code(turn: Turn, argument: str) -> Reply:
    """«Send kode»: to the mailbox on record."""
    post = _post_of(turn, argument)
    if post is None:
        return Reply(turn.language, (turn.say.line("office.none"),))
    person = await turn.desk.made(turn.profile)
    asked = await ask(turn.desk.session, turn.kb, person, post, turn.message.at)
    seat = mailbox_seat(turn.kb, post)
    if seat is None:
        return _by_invitation(turn, post)
    say, name = turn.say, office_name(turn.say, post)
    if asked == "sent":
        turn.remember(pending=Pending("office_code", INTENT))
        mailbox = verified_mailbox(turn.kb, seat) or ""
        lines = (say.line("office.sent", mailbox=mailbox), say.line("office.sent.then"))
        return Reply(turn.language, lines)
    return Reply(turn.language, (say.line(f"office.{asked}", name=name),))


async def try_office_code(turn: Turn, digits: str) -> Reply | None:
    """Try a code that was typed; None where none was asked for."""
    person = await turn.desk.known()
    if person is None:
        return None
    tried = await try_code(turn.desk.session, person, digits, turn.message.at)
    if isinstance(tried, Post):
        return await _appointed(turn, tried)
    if tried == "none":
        return None
    if tried != "wrong":
        turn.remember(pending=None)
    return Reply(turn.language, (turn.say.line(f"office.code.{tried}"),))


async def take_invitation(turn: Turn, secret: str) -> Reply:
    """Take an office by an administrator's link that was pasted here."""
    person = await turn.desk.made(turn.profile)
    post = await accept_invitation(turn.desk.session, person, secret, turn.message.at)
    if post is None:
        return Reply(turn.language, (turn.say.line("office.invitation.used"),))
    return await _appointed(turn, post)


async def _appointed(turn: Turn, post: Post) -> Reply:
    """Confirm, and show how much waits there already."""
    say = turn.say
    turn.remember(pending=None, intent=INTENT)
    key = "office.appointed.deputy" if post.deputy else "office.appointed"
    line = say.line(key, name=office_name(say, post))
    if post.deputy or post.seat is None:
        return Reply(turn.language, (line,))
    found = await of_seats(turn.desk.session, (post.seat,))
    count = say.line("office.waiting", count=len(found), number=say.count(len(found)))
    lines = (line, count) if found else (line,)
    mine = say.button("cases.button.mine", "inbox")
    return Reply(
        turn.language, lines, buttons=(mine, say.button("office.button.leave", "office_leave"))
    )


async def office_leave(turn: Turn, argument: str = "") -> Reply:
    """Give an office up: ask which, ask once more, then say who has what was open."""
    person = await turn.desk.known()
    held = dict(await held_by(turn.desk.session, person)) if person else {}
    number = argument.removesuffix(_SURE)
    chosen = int(number) if number.isdecimal() else next(iter(held), 0) if len(held) == 1 else 0
    if person is None or not held:
        return Reply(turn.language, (turn.say.line("office.none"),))
    if chosen not in held:
        return _which_to_leave(turn, held)
    if not argument.endswith(_SURE):
        return _sure_to_leave(turn, chosen, held[chosen])
    left = await leave(turn.desk.session, turn.kb, person, chosen, turn.message.at)
    return _left(turn, left) if left else _which_to_leave(turn, held)


def _which_to_leave(turn: Turn, held: dict[int, Post]) -> Reply:
    say = turn.say
    buttons = tuple(
        say.plain_button(heading(office_name(say, post), _LABEL), "office_leave", f"{number}")
        for number, post in held.items()
    )
    line = say.line("office.leave.which")
    return Reply(turn.language, (line,), buttons=buttons[:_BUTTONS], more=buttons[_BUTTONS:])


def _sure_to_leave(turn: Turn, number: int, post: Post) -> Reply:
    say = turn.say
    return Reply(
        turn.language,
        (
            say.line("office.leave.sure", name=office_name(say, post)),
            say.line("office.leave.then"),
        ),
        buttons=(
            say.button("office.button.leave", "office_leave", f"{number}{_SURE}"),
            say.button("office.button.stay", "inbox"),
        ),
    )


def _left(turn: Turn, left: Left) -> Reply:
    say = turn.say
    line = say.line("office.left", name=office_name(say, left.post))
    seats = dict.fromkeys(it.life.holder for it in left.moved)
    if not seats:
        return Reply(turn.language, (line,))
    moved = say.line(
        "office.left.moved",
        count=len(left.moved),
        number=say.count(len(left.moved)),
        to=say.join(short_name(say, it) for it in seats),
    )
    return Reply(turn.language, (line, moved))
