"""«Kan vi få hjelp til å evaluere?»: who gives it in the region, and a text to send."""

from bot.conversation import ways
from bot.conversation.drafting import can_send
from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.skills.researchers import researchers_line
from bot.conversation.state import Pending
from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.conversation.verdict import ask_office
from bot.message import Button, Line, Reply
from bot.routing.case import Referral
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from intents.services import Service, asked_service
from knowledge.moments import first_day
from knowledge.records.funding import Programme
from knowledge.records.organisations import Contact, Organisation

INTENT = "get_support"

_NEEDS: dict[Service, str] = {
    "supervision": "competence",
    "evaluation": "evaluation",
    "method": "evaluation",
    "application": "application",
}
"""Under which need a unit's task is filed that gives the service."""


async def get_support(turn: Turn) -> Reply:
    """Say who gives the help asked for; a unit that serves all gets a text to send."""
    remember_case(turn, INTENT)
    turn.refer(INTENT)
    first = turn.referrals.get("first")
    if turn.region is None or (turn.municipality is None and not _is_unit(first)):
        return ask_municipality(turn, INTENT)
    unit = _unit_of(turn, first)
    if unit is None:
        return _by_the_municipality(turn, first)
    contact = _role_of(turn)
    if contact is None:
        return _by_the_municipality(turn, first)
    if turn.meaning and turn.meaning.second_intent:
        return _brief(turn, unit, contact)
    return await _by_the_unit(turn, unit, contact)


def support_text(turn: Turn, words: str) -> Reply | None:
    """Write the text to send, once the person has said what it is about."""
    turn.refer(INTENT)
    say, contact = turn.say, _role_of(turn)
    if contact is None or not words:
        return None
    turn.remember(pending=None)
    holder = ways.holder_of(turn, contact)
    body = say.text(
        f"get_support.body.{_sort(turn, ('supervision', 'evaluation'))}",
        who=capital(_workplace(turn)),
        municipality=_where(turn),
        what=words.rstrip("."),
    )
    citations = Citations(say)
    citations.record(contact)
    page = ways.website(holder)
    site = (say.link("button.open_site", page.address),) if page else ()
    return Reply(
        turn.language,
        (
            say.line("get_support.text_at", address=ways.address(holder)),
            say.line("get_support.text", words=say.quote(body)),
        ),
        buttons=(
            *site,
            say.button("get_support.button.change", "rewrite"),
            say.button("button.remind", "remind"),
        ),
        context=citations.line(),
    )


async def rewrite(turn: Turn, _: str = "") -> Reply:
    """Ask for the words of the text anew."""
    turn.remember(pending=Pending("subject", INTENT))
    return Reply(turn.language, (turn.say.line("get_support.change"),))


async def _by_the_unit(turn: Turn, unit: Organisation, contact: Contact) -> Reply:
    """The joint unit: whether it is its task, who there, and what the text shall say."""
    say = turn.say
    holder = ways.holder_of(turn, contact)
    box = ways.mailbox(holder)
    lines = [_task(turn, unit), _role(turn, contact)]
    buttons: tuple[Button, ...] = ()
    if await can_send(turn):
        lines.append(say.line("get_support.can_send"))
        buttons = (say.button("get_support.button.send", "send"), say.button("button.why", "why"))
    elif box:
        lines.append(say.line("reach.mailbox", mailbox=box.address))
        buttons = (ways.write_button(say, box.address, body=turn.state.text or ""),)
    else:
        turn.remember(pending=Pending("subject", INTENT))
        lines.append(say.line(f"get_support.ask.{_sort(turn, ('supervision', 'evaluation'))}"))
    return Reply(turn.language, tuple(lines), buttons=buttons)


def _brief(turn: Turn, unit: Organisation, contact: Contact) -> Reply:
    """The same in two sentences, where a second question waits."""
    say = turn.say
    task = plain_line(say.of(unit.does[0])) if unit.does else _task(turn, unit)
    role = _role(turn, contact)
    theme = next((it for it in turn.state.themes if f"theme.{it}" in say.words), None)
    if theme and contact.what:
        own = f"get_support.theme.{theme}"
        role = say.line(
            "get_support.brief.what",
            service=say.text(own if own in say.words else f"theme.{theme}"),
            the_title=say.of(contact.the_title),
            what=say.of(contact.what),
            website=ways.address(ways.holder_of(turn, contact)),
        )
    draft = say.button("button.draft", "draft")
    return Reply(turn.language, (one_line(task, role),), buttons=(draft,))


def _by_the_municipality(turn: Turn, first: Referral | None) -> Reply:
    """No unit gives the service: begin at home, then those who know researchers."""
    say, citations = turn.say, Citations(turn.say)
    contact = first.contact if first else None
    applies = _sort(turn, ("application",)) == "application"
    programmes = named_programmes(turn) if applies else ()
    if contact is None:
        fallback = turn.kb.contacts.get(turn.region.fallback or "") if turn.region else None
        contact = fallback
    if contact is None:
        return Reply(turn.language, (say.line("get_support.not_known"),))
    citations.record(contact)
    holder = ways.holder_of(turn, contact)
    start = say.line(
        "get_support.start",
        the_title=_placed(turn, contact),
        address=ways.said_address(say, holder),
    )
    lines: tuple[Line | None, ...]
    if programmes:
        lines = (start, *_on_programme(turn, programmes[0], contact))
        citations.record(programmes[0])
    else:
        lines = (start, say.line("get_support.not_known"), researchers_line(turn))
    box = ways.mailbox(holder)
    write = (ways.write_button(say, box.address, body=turn.state.text or ""),) if box else ()
    return Reply(
        turn.language,
        tuple(line for line in lines if line),
        buttons=(
            *write,
            say.button("button.draft", "draft"),
            say.button("button.why", "why"),
        ),
        more=(say.button("get_support.button.send", "send"),) if write else (),
        context=citations.line(),
    )


def _on_programme(turn: Turn, programme: Programme, contact: Contact) -> list[Line | None]:
    """What holds for an application to one scheme: what comes first, and its own office."""
    say = turn.say
    own = contact.organisation == programme.funder_organisation or contact.topic == programme.topic
    offers = plain_line(say.of(contact.offers)) if contact.offers and own else None
    return [
        offers,
        None if own else ask_office(turn, programme),
        plain_line(say.of(programme.first)) if programme.first else None,
    ]


def _is_unit(referral: Referral | None) -> bool:
    contact = referral.contact if referral else None
    return contact is not None and contact.seat == "organisation"


def _unit_of(turn: Turn, first: Referral | None) -> Organisation | None:
    """Give the joint unit that the region's rules put first, if it has one."""
    contact = first.contact if first else None
    unit = turn.kb.organisations.get(contact.organisation or "") if contact else None
    return unit if unit and unit.kind == "joint_unit" else None


def _role_of(turn: Turn) -> Contact | None:
    referral = turn.referrals.get("nearest") or turn.referrals.get("first")
    return referral.contact if referral else None


def _task(turn: Turn, unit: Organisation) -> Line:
    """Say whether the unit's own list of tasks has the service."""
    say, sort = turn.say, _sort(turn, ("supervision", "evaluation", "research", "innovation"))
    name = _short_name(turn, unit)
    if sort == "other":
        return say.line("get_support.unsure", unit=name)
    needs = {need for task in unit.details for need in task.needs}
    wanted = "competence" if sort == "supervision" else sort
    key = f"get_support.yes.{sort}" if wanted in needs else "get_support.unsure"
    return say.line(key, unit=name)


def _short_name(turn: Turn, unit: Organisation) -> str:
    """The unit's name without that of the region, which the person is in: FoUI."""
    name = unit.short_name or unit.name
    regions = turn.region.names.values() if turn.region else ()
    return next((name.removesuffix(f" {it}") for it in regions if name.endswith(f" {it}")), name)


def _role(turn: Turn, contact: Contact) -> Line:
    say = turn.say
    role = say.line("get_support.role", the_title=say.of(contact.the_title))
    if contact.caveat and contact.valid_from:
        year = first_day(contact.valid_from).year
        return one_line(role, say.line("get_support.role.from", year=year))
    return one_line(role, plain_line(say.of(contact.caveat)) if contact.caveat else None)


def _sort(turn: Turn, known: tuple[str, ...]) -> str:
    """Give the sort of help asked for, by its own word first, then by the need; else other."""
    service = asked_service(turn.state.text or "")
    needs = [_NEEDS[service]] if service else []
    asked = [*([service] if service else []), *needs, *turn.state.needs]
    return next((it for it in asked if it in known), "other")


def _workplace(turn: Turn) -> str:
    """Name the kind of workplace where the field tells it: skola."""
    say = turn.say
    keys = (f"get_support.theme.{theme}" for theme in turn.state.themes)
    known = next((say.text(key) for key in keys if key in say.words), None)
    return known or say.text("get_support.somebody")


def _placed(turn: Turn, contact: Contact) -> str:
    """«FoUI-kontakten i Namsos kommune», or the office by its own name."""
    say, place = turn.say, turn.municipality
    the_title = say.of(contact.the_title)
    if contact.seat == "organisation" or place is None:
        return the_title
    return say.text("register_training_need.place", the_title=the_title, authority=place.authority)


def _where(turn: Turn) -> str:
    place, region = turn.municipality, turn.region
    if place:
        return place.name
    return turn.say.of(region.names) if region else ""
