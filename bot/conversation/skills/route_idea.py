"""«Hvor går jeg med ideen?»: who first and why, who else, which money, which dates."""

from bot.conversation.drafting import can_send
from bot.conversation.places import ask_municipality, former_name
from bot.conversation.reach import address, hand_over_button, reach
from bot.conversation.reading import remember_case
from bot.conversation.schemes import best_scheme, scheme_line, short_name
from bot.conversation.skills.next_date import next_date_line
from bot.conversation.skills.researchers import researchers_line
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.routing.case import Referral
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from knowledge.freshness import is_old
from knowledge.moments import last_day
from knowledge.records.base import Mailbox

INTENT = "route_idea"


async def route_idea(turn: Turn) -> Reply:
    """Give the way of an idea; asks for the municipality where none is known."""
    remember_case(turn, INTENT)
    turn.refer(INTENT)
    if turn.municipality is None:
        return ask_municipality(turn, INTENT, _preview(turn))
    first = turn.referrals.get("first")
    if first is None:
        return ask_municipality(turn, INTENT)
    lines = [
        *_first_lines(turn, first),
        researchers_line(turn),
        _money_line(turn, first),
        next_date_line(turn),
    ]
    return Reply(
        turn.language,
        tuple(line for line in lines if line),
        buttons=_buttons(turn, first),
        more=await _hand_over(turn),
        context=_sources(turn),
    )


def _preview(turn: Turn) -> Line | None:
    """Say as much as holds in every municipality of the region, and ask which."""
    first = turn.referrals.get("first")
    if first is None or first.contact is None:
        return None
    the_title = turn.say.of(first.contact.the_title)
    if first.contact.seat == "organisation":
        return turn.say.line("route.ask_municipality.unit", the_title=the_title)
    broker = turn.referrals.get("researchers")
    if "research" in turn.state.needs and broker and broker.rule.role and broker.contact:
        return turn.say.line(
            "route.ask_municipality.research",
            the_title=the_title,
            broker=turn.say.of(broker.contact.title),
        )
    return turn.say.line("route.ask_municipality", the_title=the_title)


def _first_lines(turn: Turn, first: Referral) -> list[Line]:
    if first.contact is None:
        return _municipality_itself(turn, first)
    if first.contact.seat == "organisation":
        return _unit_lines(turn, first)
    return _municipal_contact_lines(turn, first)


def _municipality_itself(turn: Turn, first: Referral) -> list[Line]:
    name = turn.say.of(first.organisation.what) if first.organisation else ""
    return [turn.say.line("route.start.unit.short", the_title=name)]


def _municipal_contact_lines(turn: Turn, first: Referral) -> list[Line]:
    """The contact that every municipality has: FoUI-kontakten i Namsos kommune."""
    say = turn.say
    contact, place = first.contact, turn.municipality
    if contact is None or place is None:
        return []
    the_title = say.of(contact.the_title)
    if turn.via in ("former", "asked") and turn.state.text != turn.message.text:
        return [
            *_merged(turn),
            say.line(
                "route.first", label="label.first", the_title=the_title, address=address(first)
            ),
        ]
    if turn.via == "split":
        start = say.line("route.receives", the_title=the_title, authority=place.authority)
        return [one_line(start, reach(say, first, short=True))]
    if contact.what is None or not _is_introduced(turn):
        start = say.line("route.start.short", the_title=the_title, authority=place.authority)
    else:
        start = say.line(
            "route.start", the_title=the_title, authority=place.authority, what=say.of(contact.what)
        )
    switched = say.line("language.switched") if turn.switched else None
    return [*_merged(turn), one_line(start, switched), reach(say, first)]


def _is_introduced(turn: Turn) -> bool:
    """Whether the answer says what the contact is for: at the first meeting, if there is room."""
    return not turn.switched and turn.via not in ("asked", "split", "former")


def _merged(turn: Turn) -> list[Line]:
    """Say that a former municipality's name was understood, and as which."""
    place, meaning = turn.municipality, turn.meaning
    if turn.via != "former" or place is None or meaning is None:
        return []
    match = meaning.municipalities[0]
    name = former_name(place, match.name)
    if name is None or not name.until:
        return []
    line = turn.say.line(
        "place.merged", former=name.text, municipality=place.name, year=name.until[:4]
    )
    return [line]


def _unit_lines(turn: Turn, first: Referral) -> list[Line]:
    """A joint unit that serves all municipalities, and who is nearest within it."""
    say = turn.say
    contact = first.contact
    if contact is None:
        return []
    the_title = say.of(contact.the_title)
    if turn.via == "assumed" and turn.municipality:
        start = say.line(
            "route.start.assumed", the_title=the_title, municipality=turn.municipality.name
        )
    elif contact.what:
        start = say.line("route.start.unit", the_title=the_title, what=say.of(contact.what))
    else:
        start = say.line("route.start.unit.short", the_title=the_title)
    nearest = turn.referrals.get("nearest")
    if nearest is None:
        return [start, reach(say, first)]
    if turn.via == "assumed":
        offer = plain_line(say.of(contact.offers)) if contact.offers else None
        early = say.line("route.early", website=first.website or "")
        return [start, nearest_line(turn, nearest, caveat=False), one_line(offer, early)]
    if turn.via in ("spelling", "asked"):
        way_in = say.line("route.way_in", website=nearest.website or first.website or "")
        return [start, one_line(nearest_line(turn, nearest), way_in)]
    lines = [start, nearest_line(turn, nearest), reach(say, nearest)]
    if contact.bring and "research" not in turn.state.needs:
        lines.append(say.line("route.bring", label="label.bring", bring=say.of(contact.bring)))
    return lines


def nearest_line(turn: Turn, nearest: Referral, *, caveat: bool = True) -> Line:
    """Name the role within the unit, and say where that is our own reading."""
    say = turn.say
    contact = nearest.contact
    the_title = say.of(contact.the_title) if contact else ""
    service = service_word(turn)
    if nearest.rule.when.other_themes:
        known = _services(turn, service)
        if known:
            return say.line("route.nearest.other", service=capital(known), the_title=the_title)
        return say.line("route.nearest.any", the_title=the_title)
    if nearest.rule.layer == "derived" and service:
        line = say.line("route.nearest.derived", the_title=the_title, service=service)
    else:
        line = say.line("route.nearest", the_title=the_title)
    warning = plain_line(say.of(contact.caveat)) if contact and contact.caveat else None
    return one_line(line, warning if caveat else None)


def service_word(turn: Turn) -> str | None:
    """The person's own word for their field, in its dictionary form: hemtjänst."""
    return next((it.lemma for it in turn.state.readings if it.kind == "theme"), None)


def _services(turn: Turn, service: str | None) -> str | None:
    """The field in the plural: libraries. In English only fields that are written down have one."""
    say, key = turn.say, f"service.{service}"
    if key in say.words:
        return say.text(key)
    return None if say.language == "en" else service


def _money_line(turn: Turn, first: Referral) -> Line | None:
    """The joint unit's answer keeps money behind a button; there it is said on its own."""
    if first.contact and first.contact.seat == "organisation":
        return None
    scheme = best_scheme(turn)
    if scheme is None:
        return None
    turn.remember(programme=scheme.id)
    # Without an address to write to, the way there takes the room; money is behind a button.
    return scheme_line(turn, scheme) if first.mailbox else None


def _buttons(turn: Turn, first: Referral) -> tuple[Button, ...]:
    say = turn.say
    nearest = turn.referrals.get("nearest")
    return (
        hand_over_button(say, nearest or first),
        say.button("button.why", "why"),
        _third_button(turn, first),
    )


async def _hand_over(turn: Turn) -> tuple[Button, ...]:
    """Offer to send the idea all the same where only the fallback of the region can be reached."""
    nearest = turn.referrals.get("nearest") or turn.referrals["first"]
    if nearest.mailbox or not await can_send(turn):
        return ()
    return (turn.say.button("button.send_idea", "send"),)


def _third_button(turn: Turn, first: Referral) -> Button:
    say = turn.say
    if turn.via == "assumed":
        return say.button("button.other_place", "other_place")
    if first.contact and first.contact.seat == "organisation":
        return say.button("button.money", "funding")
    alternative = _other_part(turn)
    if alternative:
        return alternative
    if not first.mailbox and turn.state.programme:
        scheme = turn.kb.programmes[turn.state.programme]
        return say.button("button.about", "about", scheme.id, name=short_name(turn, scheme))
    return say.button("button.remind", "remind")


def _other_part(turn: Turn) -> Button | None:
    """A part of a former municipality that now lies elsewhere: Verrabotn, of Verran."""
    if turn.via != "former" or turn.meaning is None:
        return None
    match = turn.meaning.municipalities[0]
    for place in turn.kb.municipalities.values():
        for name in place.names:
            if name.part_only and name.kind == "place" and name.part_of == match.name:
                return turn.say.button("button.meant", "place", place.id, name=name.text)
    return None


def _sources(turn: Turn) -> Line | None:
    citations = Citations(turn.say)
    first = turn.referrals["first"]
    place = turn.municipality
    if first.contact and first.contact.seat == "municipality" and place:
        introduced, box = _is_introduced(turn), place.mailbox
        if box and box.verified and (not introduced or _is_aged(turn, box)):
            citations.mailbox(box, place.name if turn.via == "former" else None)
        if introduced:
            citations.record(first.rule)
    else:
        citations.record(first.rule)
    nearest = turn.referrals.get("nearest")
    if nearest and nearest.contact:
        citations.record(nearest.contact)
        if nearest.contact.website:
            citations.website(nearest.contact.website)
    researchers = turn.referrals.get("researchers")
    if researchers and researchers_line(turn):
        holder = researchers.contact or researchers.organisation
        if holder:
            citations.record(holder)
    if turn.state.programme and not (first.contact and first.contact.seat == "organisation"):
        citations.record(turn.kb.programmes[turn.state.programme])
    return citations.line()


def _is_aged(turn: Turn, mailbox: Mailbox) -> bool:
    """Whether an address was seen so long ago that the answer says when."""
    return mailbox.as_of is not None and is_old(last_day(mailbox.as_of), turn.today)
