"""«Hvem kan vi samarbeide med?»: research environments and networks in the person's region."""

from bot.conversation import ways
from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.skills.researchers import researchers_line
from bot.conversation.turn import Turn
from bot.message import Line, Reply
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import shorten
from knowledge.records.organisations import Contact, Organisation

INTENT = "find_partners"

_RESEARCH = ("university", "research_institute")
_MOST = 2
_LONG_NAME = 40
"""Longer names give way to the short one, so that the sentence stays short."""


async def find_partners(turn: Turn) -> Reply:
    """Name researchers and networks; which municipalities have a like need is not known yet."""
    remember_case(turn, INTENT)
    turn.refer(INTENT)
    region, say = turn.region, turn.say
    if region is None:
        return ask_municipality(turn, INTENT)
    wants_research = "research" in turn.state.needs
    citations = Citations(say)
    broker = _broker(turn)
    most = 1 if broker or not wants_research else _MOST
    research = [*broker, *_lines(turn, _research(turn)[:most], citations)]
    networks = _lines(turn, _networks(turn)[:1], citations) or _bodies(turn, citations)
    if not research and not networks:
        nobody = say.line("find_partners.nobody", region=say.of(region.names))
        lines: list[Line] = [nobody]
    elif wants_research:
        lines = [*research, *networks]
    else:
        lines = [say.line("find_partners.unknown"), *networks, *research]
    ask = _ask(turn, citations)
    return Reply(
        turn.language,
        (*lines, *([ask] if ask else [])),
        buttons=(
            say.button("button.draft", "draft"),
            say.button("button.money", "funding"),
            say.button("button.why", "why"),
        ),
        context=citations.line(),
    )


def _research(turn: Turn) -> list[Organisation]:
    """Universities and institutes here: the rules' choice, then by theme, then by agreement."""
    referral = turn.referrals.get("researchers")
    chosen = referral.organisation if referral else None
    found = [it for it in _here(turn) if it.kind in _RESEARCH and _fits(turn, it)]
    found.sort(key=lambda it: (it != chosen, not it.themes, it.agreement is None))
    return found


def _networks(turn: Turn) -> list[Organisation]:
    themes = set(turn.state.themes)
    here = [it for it in _here(turn) if it.kind == "network"]
    fitting = [it for it in here if not it.themes or themes & set(it.themes)]
    found = [it for it in fitting if not _is_for_others(turn, it)]
    found.sort(key=lambda it: not it.themes)
    return found


def _is_for_others(turn: Turn, network: Organisation) -> bool:
    """Tell whether a network is between certain municipalities, and not this one."""
    own = turn.municipality
    members = {it.authority for it in turn.kb.municipalities.values()} & set(network.members)
    return bool(members) and (own is None or own.authority not in members)


def _bodies(turn: Turn, citations: Citations) -> list[Line]:
    """The region's network of contacts, where no other network fits."""
    say, region = turn.say, turn.region
    for body in turn.kb.bodies.values():
        if region and body.region == region.id and body.topic == "foui_nettverk":
            citations.record(body)
            what = shorten(say.of(body.what), 1)
            return [plain_line(what, say.text("find_partners.label.network"))]
    return []


def _broker(turn: Turn) -> list[Line]:
    """The broker who finds researchers, where the region has one and research is wanted."""
    referral = turn.referrals.get("researchers")
    if referral is None or referral.contact is None:
        return []
    line = researchers_line(turn) if "research" in turn.state.needs else None
    return [line] if line else []


def _here(turn: Turn) -> list[Organisation]:
    region = turn.region
    living = ("active", "unknown")
    return [
        it
        for it in turn.kb.organisations.values()
        if region and it.region == region.id and it.status in living
    ]


def _fits(turn: Turn, organisation: Organisation) -> bool:
    """Tell whether it works on one of the themes, or on any."""
    themes = set(turn.state.themes)
    return not organisation.themes or not themes or bool(themes & set(organisation.themes))


def _lines(turn: Turn, organisations: list[Organisation], citations: Citations) -> list[Line]:
    lines = []
    for organisation in organisations:
        citations.record(organisation)
        kind = "network" if organisation.kind == "network" else "researchers"
        said = one_line(_what(turn, organisation), _where(turn, organisation))
        lines.append(Line(said.segments, turn.say.text(f"find_partners.label.{kind}")))
    return lines


def _what(turn: Turn, organisation: Organisation) -> Line:
    say = turn.say
    name = say.of(organisation.names) if organisation.names else organisation.name
    if len(name) > _LONG_NAME:
        in_brackets = name.rpartition("(")[2].rstrip(")")
        name = organisation.short_name or in_brackets
    if organisation.agreement:
        agreement = say.of(organisation.agreement)
        return say.line("find_partners.researchers", name=name, agreement=agreement)
    return say.line("find_partners.researchers.plain", name=name, what=say.of(organisation.what))


def _where(turn: Turn, organisation: Organisation) -> Line | None:
    address = ways.address(organisation)
    if not address:
        return None
    key = "find_partners.at.mailbox" if ways.mailbox(organisation) else "find_partners.at"
    return turn.say.line(key, address=address)


def _ask(turn: Turn, citations: Citations) -> Line | None:
    """Whoever comes first in the region may know who else is at it."""
    say, contact = turn.say, _contact(turn)
    if contact is None or (contact.seat == "municipality" and turn.municipality is None):
        return None
    citations.record(contact)
    address = ways.address(ways.holder_of(turn, contact))
    return say.line(
        "find_partners.ask",
        label="find_partners.label.ask",
        the_title=say.of(contact.the_title),
        address=address,
    )


def _contact(turn: Turn) -> Contact | None:
    referral = turn.referrals.get("first")
    if referral and referral.contact:
        return referral.contact
    return turn.kb.contacts.get(turn.region.fallback or "") if turn.region else None
