"""«Ingen her kan budsjettoppfølging»: whom to tell, how many it concerns, and the text."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.conversation import ways
from bot.conversation.drafting import draft_of
from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.schemes import best_scheme, fitting_schemes, scheme_line
from bot.conversation.skills.send_idea import show
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.routing.case import Referral
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.records.funding import Programme
from knowledge.records.organisations import Contact
from knowledge.records.places import Municipality

INTENT = "register_training_need"

_SIZES: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    {"under10": (1, 9), "10-30": (10, 30), "over30": (31, None)}
)
"""How many people each button stands for: at least and at most."""

_NUMBER = re.compile(r"\d{1,5}")
_PEOPLE = re.compile(
    r"(?<![\d.,])(\d{1,5}) (?:\w+ )?(?:ansatte|tilsette|anställda|medarbe(?:id|t)\w+|folk|stk"
    r"|person(?:er|ar)?|ledere|leiarar|chefer|delta[kg]\w+|people|staff|employees|managers)\b",
    re.IGNORECASE,
)
"""«40 tilsette»: how many it concerns, said at once."""
_MOST_WORDS = 6
"""An answer to «hvor mange?» is no longer than this."""


async def register_training_need(turn: Turn) -> Reply:
    """Say who takes the need; where the region has a way for it, ask how many it concerns."""
    remember_case(turn, INTENT)
    turn.refer(INTENT)
    place, first = turn.municipality, turn.referrals.get("first")
    if place is None:
        return ask_municipality(turn, INTENT)
    if first is None or first.contact is None:
        return Reply(turn.language, (turn.say.line("register_training_need.nobody"),))
    if INTENT in first.rule.when.intents and first.rule.layer == "source":
        said = _PEOPLE.search(turn.state.text or "")
        if said:
            return await _at_once(turn, place, first.contact, int(said[1]))
        return _own_way(turn, place, first.contact)
    return _our_reading(turn, place, first)


async def size(turn: Turn, argument: str) -> Reply:
    """Take the size that a button gives and show what would be sent."""
    if argument not in _SIZES:
        return await register_training_need(turn)
    return await _sized(turn, *_SIZES[argument])


async def take_size(turn: Turn, words: str) -> Reply | None:
    """Take the size in the person's own words, if they give a number."""
    number = _NUMBER.search(words)
    if number is None or len(words.split()) > _MOST_WORDS:
        return None
    return await _sized(turn, int(number[0]), int(number[0]))


def ask_people(turn: Turn) -> Reply:
    """Ask how many it concerns."""
    say = turn.say
    turn.remember(pending=Pending("size", INTENT))
    return Reply(
        turn.language,
        (say.line("register_training_need.how_many"),),
        buttons=_size_buttons(say),
    )


def _size_buttons(say: Speaker) -> tuple[Button, ...]:
    return tuple(
        say.button(f"register_training_need.button.{size.replace('-', 'to')}", "size", size)
        for size in _SIZES
    )


async def _sized(turn: Turn, people: int, people_to: int | None) -> Reply:
    """Show the need as it would be sent."""
    draft = draft_of(turn)
    if draft is None:
        return ask_municipality(turn, INTENT)
    return await show(turn, replace(draft, people=people, people_to=people_to))


async def _at_once(turn: Turn, place: Municipality, contact: Contact, people: int) -> Reply:
    """How many is known already: say who takes it, how sure that is, and show what is sent."""
    say, citations = turn.say, Citations(turn.say)
    citations.record(contact)
    shown = await _sized(turn, people, people)
    caveat = (plain_line(say.of(contact.caveat)),) if contact.caveat else ()
    lines = (_goes_to(say, place, contact), *caveat, *shown.lines)
    return replace(shown, lines=lines, context=citations.line())


def _own_way(turn: Turn, place: Municipality, contact: Contact) -> Reply:
    """The region has somebody for it: who, how sure, where to, and one question."""
    say, citations = turn.say, Citations(turn.say)
    citations.record(contact)
    holder = ways.holder_of(turn, contact)
    turn.remember(pending=Pending("size", INTENT))
    caveat = plain_line(say.of(contact.caveat)) if contact.caveat else None
    return Reply(
        turn.language,
        (
            _goes_to(say, place, contact),
            one_line(caveat, _where(say, holder)),
            say.line("register_training_need.how_many"),
        ),
        buttons=_size_buttons(say),
        context=citations.line(),
    )


def _goes_to(say: Speaker, place: Municipality, contact: Contact) -> Line:
    ends_in_s = place.name.endswith("s")
    key = "register_training_need.owner.s" if ends_in_s else "register_training_need.owner"
    owner, title = say.text(key, municipality=place.name), say.of(contact.title)
    if contact.what is None:
        return say.line("register_training_need.goes_to.short", owner=owner, title=title)
    what = say.of(contact.what)
    return say.line("register_training_need.goes_to", owner=owner, title=title, what=what)


def _where(say: Speaker, holder: ways.Reachable) -> Line:
    box = ways.mailbox(holder)
    if box is None:
        return say.line("register_training_need.website", website=ways.address(holder))
    year = ways.aged_year(say, box)
    if year:
        return say.line("register_training_need.mailbox.aged", mailbox=box.address, year=year)
    return say.line("register_training_need.mailbox", mailbox=box.address)


def _our_reading(turn: Turn, place: Municipality, first: Referral) -> Reply:
    """The region has no way of its own for it: the nearest contact, and money for skills."""
    say, contact = turn.say, first.contact
    if contact is None:
        return Reply(turn.language, (say.line("register_training_need.nobody"),))
    citations = Citations(say)
    citations.record(contact)
    the_title, holder = say.of(contact.the_title), ways.holder_of(turn, contact)
    if contact.seat == "municipality":
        the_title = say.text(
            "register_training_need.place", the_title=the_title, authority=place.authority
        )
    box = ways.mailbox(holder)
    key = "register_training_need.write" if box else "register_training_need.look"
    answer = say.line("register_training_need.elsewhere", the_title=capital(the_title))
    there = say.line(key, address=ways.said_address(say, holder))
    money = _money(turn, citations)
    write = (ways.write_button(say, box.address, body=turn.state.text or ""),) if box else ()
    return Reply(
        turn.language,
        tuple(line for line in (one_line(answer, there), money) if line),
        buttons=(*write, say.button("button.money", "funding"), say.button("button.why", "why")),
        more=(say.button("register_training_need.button.send", "send"),) if box else (),
        context=citations.line(),
    )


def _money(turn: Turn, citations: Citations) -> Line | None:
    """The scheme that pays for skills: by a rule for them, else one for nothing else."""
    if "competence" not in turn.state.needs:
        turn.remember(needs=("competence", *turn.state.needs))
        turn.refer(INTENT)
    scheme = _skills_scheme(turn) or best_scheme(turn, INTENT)
    if scheme is None:
        return None
    turn.remember(programme=scheme.id)
    citations.record(scheme)
    return scheme_line(turn, scheme)


def _skills_scheme(turn: Turn) -> Programme | None:
    rule, case = turn.referrals.get("money"), turn.case(INTENT)
    if rule and "competence" in rule.rule.when.needs:
        return rule.programmes[0]
    fitting = fitting_schemes(turn, case) if case else ()
    return next((it for it in fitting if it.topic == "kompetansemidler"), None)
