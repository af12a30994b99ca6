"""«Hva er …?»: a concept, scheme, body, organisation or role in at most sixty words."""

from bot.conversation import ways
from bot.conversation.reading import remember_case
from bot.conversation.skills.scheme_card import scheme_buttons, scheme_reply
from bot.conversation.subjects import Asked, Subject, asked_about, find_subject
from bot.conversation.turn import Turn
from bot.message import Button, Card, Line, Reply
from bot.speech import dates
from bot.speech.citations import Citations
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital, heading, sentences, shorten
from bot.speech.speaker import Speaker
from bot.speech.validity import until
from knowledge.freshness import is_expired
from knowledge.records.articles import Article
from knowledge.records.base import Record, Statement
from knowledge.records.funding import Programme
from knowledge.records.organisations import Body, Contact, Organisation

INTENT = "explain"

_WORDS = 60
_DETAILS = 5
_DETAIL_WORDS = 80
_BUTTON = 22
_MOST_BUTTONS = 3
_ORDER = (Article, Programme, Body, Organisation, Contact)
"""What explains a thing best: an article before the record of the thing itself."""


async def explain(turn: Turn) -> Reply:
    """Explain what is asked about; two things at once are set side by side."""
    remember_case(turn, INTENT)
    asked = asked_about(turn)
    if not asked:
        return _unknown(turn)
    if len(asked) > 1 and asked[1].name and _both_meant(turn, asked):
        return _side_by_side(turn, asked[:2])
    return explain_record(turn, _best(turn, asked[0]))


async def about(turn: Turn, identity: str) -> Reply:
    """Explain the record with an id: what a button «Om …» does."""
    record = find_subject(turn, identity)
    if record is None:
        return _unknown(turn)
    turn.remember(intent=INTENT, topic=record.topic)
    return explain_record(turn, record)


async def details(turn: Turn, identity: str) -> Reply:
    """Give the further facts of a record, each with its age: what «Les mer» does."""
    record = find_subject(turn, identity)
    if record is None:
        return _unknown(turn)
    say = turn.say
    facts = () if isinstance(record, Programme | Contact) else record.details
    citations = Citations(say)
    citations.record(record)
    cited = citations.line()
    known = cited.text if cited else ""
    lines = _as_fit([_statement(say, it, known) for it in facts[:_DETAILS]])
    if isinstance(record, Programme):
        lines = _beyond_the_pitch(say, record)
    return Reply(
        turn.language,
        tuple(lines) or (say.line("explain.no_more"),),
        buttons=_buttons(turn, record, more=False),
        context=cited,
    )


def _beyond_the_pitch(say: Speaker, programme: Programme) -> list[Line]:
    """Give what the summary says that the short answer has not said."""
    told = sentences(say.of(programme.pitch))
    new = [it for it in sentences(say.of(programme.summary)) if it not in told]
    return [plain_line(" ".join(new))] if new else []


def explain_record(turn: Turn, record: Subject) -> Reply:
    """Explain one record by its kind."""
    if isinstance(record, Programme):
        return scheme_reply(turn, record)
    say, citations = turn.say, Citations(turn.say)
    citations.record(record)
    name, text = _said(say, record)
    text = shorten(text, _WORDS)
    first, rest = sentences(text)[0], " ".join(sentences(text)[1:])
    lines = [plain_line(first), plain_line(rest) if rest else None, _doubts(say, record)]
    rows = _rows(turn, record)
    card = Card("article", heading(name), rows) if rows else None
    return Reply(
        turn.language,
        tuple(line for line in lines if line),
        cards=(card,) if card else (),
        buttons=_buttons(turn, record, more=_has_more(say, record, text)),
        context=citations.line(),
    )


def _best(turn: Turn, asked: Asked) -> Subject:
    """Of all that a name may stand for, the one that explains it best, of the own region first."""
    region = turn.region.id if turn.region else None

    def rank(record: Subject) -> tuple[bool, int]:
        home = None if isinstance(record, Programme) else record.region
        return (home is not None and region is not None and home != region, _kind(record))

    return min(asked.named or asked.records, key=rank)


def _kind(record: Subject) -> int:
    return next(place for place, kind in enumerate(_ORDER) if isinstance(record, kind))


def _said(say: Speaker, record: Article | Body | Organisation | Contact) -> tuple[str, str]:
    """Give the name of a record and what is said of it."""
    if isinstance(record, Article):
        return say.of(record.names), say.of(record.answer)
    if isinstance(record, Body):
        return record.name, say.of(record.what)
    if isinstance(record, Contact):
        what = say.of(record.what) if record.what else say.of(record.the_title)
        role = say.text("explain.role", name=capital(say.of(record.title)), what=what)
        return say.of(record.title), " ".join(
            [role, say.of(record.offers) if record.offers else ""]
        )
    name = say.of(record.names) if record.names else record.short_name or record.name
    is_what = say.text("explain.organisation", name=name, what=say.of(record.what))
    return name, " ".join([is_what, *(say.of(it) for it in record.does[:2])])


def _doubts(say: Speaker, record: Record) -> Line | None:
    """Say what is not sure: run out, our own reading, not verified."""
    if record.valid_until and is_expired(record, say.today):
        return say.line("explain.expired", when=until(record.valid_until, say.language))
    if record.layer == "derived":
        return say.line("explain.derived")
    return None if record.verified else say.line("explain.unverified")


def _rows(turn: Turn, record: Subject) -> tuple[Line, ...]:
    say = turn.say
    rows: list[Line] = []
    if isinstance(record, Body):
        if record.meets:
            rows.append(plain_line(say.of(record.meets), say.text("explain.label.meets")))
        if record.composition:
            members = say.join(it.organisation for it in record.composition)
            rows.append(plain_line(members, say.text("explain.label.members")))
    contact = turn.kb.contacts.get(record.ask or "") if isinstance(record, Article) else None
    if contact:
        where = ways.address(ways.holder_of(turn, contact))
        ask = ", ".join(part for part in (say.of(contact.the_title), where) if part)
        rows.append(plain_line(ask, say.text("explain.label.ask")))
    return tuple(rows)


def _both_meant(turn: Turn, asked: tuple[Asked, ...]) -> bool:
    """Tell whether two things are asked about alike, not one with the other in passing."""
    first, second = (_best(turn, it) for it in asked[:2])
    if (type(first), first.id) == (type(second), second.id):
        return False
    return (first.topic is None) == (second.topic is None)


def _side_by_side(turn: Turn, asked: tuple[Asked, ...]) -> Reply:
    """Give the first sentence on each of two things, and a button to each."""
    say, citations = turn.say, Citations(turn.say)
    lines, buttons = [], []
    for one in asked:
        record = _best(turn, one)
        name, text = _brief(say, record)
        said = one_line(plain_line(shorten(text, 1)), _doubts(say, record))
        label = capital(one.name or name)
        lines.append(said if said.text.startswith(label) else Line(said.segments, label))
        button = say.button("explain.button.about", "about", record.id, name=one.name or name)
        buttons += [button] if len(button.label) <= _BUTTON else []
        citations.record(record)
    return Reply(turn.language, tuple(lines), buttons=tuple(buttons), context=citations.line())


def _brief(say: Speaker, record: Subject) -> tuple[str, str]:
    if isinstance(record, Programme):
        return say.of(record.names), say.of(record.pitch)
    return _said(say, record)


def _has_more(say: Speaker, record: Subject, text: str) -> bool:
    if isinstance(record, Programme | Contact):
        return False
    whole = _said(say, record)[1]
    return bool(record.details) or len(text) < len(" ".join(whole.split()))


def _buttons(turn: Turn, record: Subject, *, more: bool) -> tuple[Button, ...]:
    say = turn.say
    if isinstance(record, Programme):
        return scheme_buttons(say, record)
    found = [*_ask_button(say, record)]
    if more:
        found.append(say.button("explain.button.read_more", "details", record.id))
    scheme = _scheme_of(turn, record)
    if scheme:
        found.append(say.button("explain.button.deadlines", "deadline", scheme.id))
    if isinstance(record, Article):
        found += _see_also(turn, record)
    page = ways.website(record) if isinstance(record, Organisation) else None
    if page:
        found.append(say.link("explain.button.open", page.address))
    what_can_you = say.button("out_of_scope.button.what_can_you", "help")
    return tuple(found[:_MOST_BUTTONS]) or (what_can_you,)


def _ask_button(say: Speaker, record: Article | Body | Organisation | Contact) -> list[Button]:
    ask = record.ask if isinstance(record, Article) else None
    if ask:
        return [say.button("explain.button.ask_whom", "contact", ask)]
    if record.topic:
        return [say.button("explain.button.ask_whom", "intent", "find_contact")]
    return []


def _scheme_of(turn: Turn, record: Subject) -> Programme | None:
    """Give the scheme that an article is about, where it is just one and alive."""
    if not isinstance(record, Article) or record.topic is None:
        return None
    schemes = [it for it in turn.kb.by_topic(record.topic) if isinstance(it, Programme)]
    alive = [it for it in schemes if it.status not in ("closed", "replaced")]
    return alive[0] if len(schemes) == len(alive) == 1 else None


def _see_also(turn: Turn, article: Article) -> list[Button]:
    say = turn.say
    others = (find_subject(turn, identity) for identity in article.see_also)
    buttons = (
        say.button("explain.button.about", "about", it.id, name=_brief(say, it)[0])
        for it in others
        if it
    )
    return [button for button in buttons if len(button.label) <= _BUTTON][:1]


def _as_fit(lines: list[Line]) -> list[Line]:
    """Give as many lines as one message has room for, but always the first."""
    kept: list[Line] = []
    left = _DETAIL_WORDS
    for line in lines:
        left -= len(line.text.split())
        if kept and left < 0:
            break
        kept.append(line)
    return kept


def _statement(say: Speaker, statement: Statement, known: str) -> Line:
    """Say a fact with its age, unless it tells that itself or the source line has it."""
    text = say.of(statement.texts).rstrip(".")
    if not statement.verified:
        return say.line("explain.detail.unverified", text=text)
    if statement.layer == "derived":
        return say.line("explain.detail.derived", text=text)
    if statement.as_of:
        age = dates.partial(statement.as_of, say.language)
        if age in text or age in known:
            return say.line("explain.detail.plain", text=text)
        return say.line("explain.detail", text=text, age=age)
    return say.line("explain.detail.plain", text=text)


def _unknown(turn: Turn) -> Reply:
    """Nothing is known of it: say so, and who may know."""
    say, region = turn.say, turn.region
    contact = turn.kb.contacts.get(region.fallback or "") if region else None
    unknown, ask = say.line("explain.unknown"), None
    if contact:
        where = ways.address(ways.holder_of(turn, contact))
        ask = say.line("find_contact.ask", the_title=say.of(contact.the_title), address=where)
    return Reply(
        turn.language,
        (one_line(unknown, ask),),
        buttons=(
            say.button("help.button.person", "person"),
            say.button("out_of_scope.button.what_can_you", "help"),
        ),
    )
