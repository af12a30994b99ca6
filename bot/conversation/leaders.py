"""«Hvem leder partnerskapet nå?»: from the rule of rotation and the years that are known."""

from bot.conversation import ways
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.speech.citations import Citations
from bot.speech.validity import until
from knowledge.freshness import is_expired
from knowledge.records.organisations import Body, Contact, Leadership

_BUTTON = 22


def leader_reply(turn: Turn, body: Body) -> Reply:
    """Say who leads a body this year, or why that is not known, and whom to ask."""
    say, citations = turn.say, Citations(turn.say)
    leadership = body.leadership
    if leadership is None:
        raise ValueError(f"{body.id} has no leadership")
    citations.record(body)
    office = _office(turn, leadership)
    lines = [_answer(turn, body, leadership), _rule(turn, body, leadership)]
    buttons = [_what_is(turn, body)]
    if office:
        box = ways.mailbox(office)
        the_title, address = say.of(office.the_title), ways.address(office)
        lines.append(say.line("find_contact.ask", the_title=the_title, address=address))
        buttons += [ways.write_button(say, box.address)] if box else []
    return Reply(
        turn.language,
        tuple(line for line in lines if line),
        buttons=tuple(buttons),
        context=citations.line(),
    )


def _answer(turn: Turn, body: Body, leadership: Leadership) -> Line:
    say, year = turn.say, turn.today.year
    if body.valid_until and is_expired(body, turn.today):
        ended = until(body.valid_until, say.language)
        return say.line("find_contact.leader.expired", when=ended)
    known = next((it for it in leadership.years if it.year == year), None)
    if known is None:
        return say.line("find_contact.leader.unknown", year=year)
    key = "find_contact.leader.now" if known.verified else "find_contact.leader.now.derived"
    return say.line(key, organisation=_named(turn, known.organisation), year=year)


def _rule(turn: Turn, body: Body, leadership: Leadership) -> Line | None:
    """The rule itself, with the latest year where nothing holds this year."""
    say = turn.say
    rule = say.of(leadership.rule).rstrip(".")
    latest = max(leadership.years, key=lambda it: it.year, default=None)
    if latest is None or latest.verified or not is_expired(body, turn.today):
        return say.line("find_contact.leader.rule", rule=rule)
    return say.line(
        "find_contact.leader.rule.derived",
        rule=rule,
        organisation=_named(turn, latest.organisation),
        year=latest.year,
    )


def _named(turn: Turn, organisation: str) -> str:
    record = turn.kb.organisations[organisation]
    return turn.say.of(record.names) if record.names else record.name


def _office(turn: Turn, leadership: Leadership) -> Contact | None:
    """The office to ask: at the first of the organisations that lead and can be written to."""
    for year in leadership.years:
        organisation = turn.kb.organisations[year.organisation]
        for contact in turn.kb.contacts.values():
            same = contact.organisation == organisation.id and contact.topic == organisation.topic
            if same and contact.topic and ways.mailbox(contact):
                return contact
    return turn.kb.contacts.get(turn.region.fallback or "") if turn.region else None


def _what_is(turn: Turn, body: Body) -> Button:
    """«Hva er partnerskapet?», with the person's own name for it, else the shortest that fits."""
    say, names = turn.say, turn.meaning.names if turn.meaning else ()
    used = [it.name for it in names if it.kind == "body" and body.id in it.targets]
    for name in (*used, *sorted((body.name, *body.aliases), key=len)):
        button = say.button("find_contact.button.what_is", "about", body.id, name=name)
        if len(button.label) <= _BUTTON:
            return button
    return say.button("find_contact.button.what_is_it", "about", body.id)
