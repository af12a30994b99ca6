"""«Minn meg på …»: what is followed from now on, when one will hear, how to change it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.conversation.reading import remember_case
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.conversation.wish_words import when_lines
from bot.conversation.wished import answered, usual_leads, wished
from bot.message import Button, Line, Reply
from bot.notices.desk import Wish
from bot.notices.vocabulary import DEFAULT_LEADS, Lead, SubjectKind
from bot.speech.sentences import capital, heading
from intents.notice_wishes import NoticeWish, read_notice_wish
from knowledge.base import KnowledgeBase
from knowledge.records.vocabulary import THEMES

_LABEL = 22
_ROWS = 3
_OFFERED = 3
_ALL_LEADS = sum(Lead)


async def subscribe(turn: Turn) -> Reply:
    """Follow what the message names, or what the last answer was about; else ask."""
    if turn.meaning is None:
        wishes = answered(turn)
    else:
        wishes = wished(turn, read_notice_wish(turn.meaning))
    if not wishes:
        return ask_what(turn)
    if turn.meaning:
        remember_case(turn, "subscribe")
        schemes = [it.subject for it in wishes if it.kind == "programme"]
        turn.remember(programme=schemes[0] if len(schemes) == 1 else None)
    return await follow_all(turn, wishes)


async def remind(turn: Turn, _: str = "") -> Reply:
    """«Minn meg» under an answer: follow what it was about."""
    wishes = answered(turn)
    return await follow_all(turn, wishes) if wishes else ask_what(turn)


async def follow(turn: Turn, argument: str) -> Reply:
    """Follow what a button names, as `as_argument` writes it."""
    wish = read_argument(turn, argument)
    return await follow_all(turn, (wish,)) if wish else ask_what(turn)


async def follow_all(turn: Turn, wishes: Iterable[Wish]) -> Reply:
    """Follow things and give the receipt."""
    wanted = tuple(wishes)
    before = await turn.desk.follow(wanted, turn.profile)
    turn.remember(undo=before)
    say = turn.say
    known = all(it.wish == wish for it, wish in zip(before, wanted, strict=True))
    first = say.line("subscribe.known" if known else "subscribe.done")
    rows = when_lines(turn, wanted[:_ROWS])
    more = len(wanted) - _ROWS
    cut = [say.line("subscribe.cut", count=more, number=say.count(more))] if more > 0 else []
    where, offer = await _where(turn)
    turn.remember(pending=Pending("mail", "subscribe") if offer else None)
    mine = say.button("notices.button.mine", "notices")
    undo = say.button("notices.button.undo", "undo")
    change = say.button("notices.button.change", "notice_settings")
    return Reply(
        turn.language,
        (first, *rows, *cut, *where),
        buttons=(mine, offer or change, undo),
        more=(change,) if offer else (),
    )


async def follow_named(turn: Turn, wish: NoticeWish) -> tuple[Line, ...]:
    """Follow what a message names beside a setting; give the receipt, nothing for nothing."""
    wanted = wished(turn, wish)
    if not wanted:
        return ()
    await turn.desk.follow(wanted, turn.profile)
    return (turn.say.line("subscribe.done"), *when_lines(turn, wanted[:_ROWS]))


async def _where(turn: Turn) -> tuple[tuple[Line, ...], Button | None]:
    """Say so where notices do not come by themselves, and offer letters where those can be sent."""
    say, channel = turn.say, await turn.desk.channel()
    if turn.message.public:
        return (say.line("public.here"),), None
    if channel == "email":
        return (say.line("subscribe.by_mail"),), None
    if channel not in ("web", None):
        return (), None
    where = "page" if channel == "web" else "nowhere"
    if not turn.desk.can_mail:
        return (say.line(f"subscribe.{where}"),), None
    mail = say.button("notices.button.mail", "notice_mail")
    return (say.line(f"subscribe.{where}.mail"),), mail


async def follow_form(turn: Turn, _: str = "") -> Reply:
    """Without a form, ask in words."""
    return ask_what(turn)


def ask_what(turn: Turn) -> Reply:
    """Ask what is to be followed, with what is near to choose from."""
    say, region = turn.say, turn.region
    turn.remember(pending=Pending("wish", "subscribe"), misses=0)
    themes = [theme for theme in turn.state.themes if theme in THEMES][:1]
    buttons = [
        say.plain_button(heading(capital(say.text(f"theme.{it}")), _LABEL), "follow", f"theme={it}")
        for it in themes
    ]
    if region:
        buttons += [
            say.button("subscribe.button.all", "follow", f"region={region.id}"),
            say.button("subscribe.button.weekly", "follow", f"region={region.id}&weekly"),
        ]
    else:
        buttons.append(say.button("notices.button.deadlines", "deadlines"))
    return Reply(turn.language, (say.line("subscribe.what"),), buttons=tuple(buttons[:_OFFERED]))


async def undo(turn: Turn, _: str = "") -> Reply:
    """Take the last change of what is followed back."""
    before = turn.state.undo
    done = await turn.desk.restore(before)
    turn.remember(undo=())
    say = turn.say
    key = "notices.undone" if done else "notices.nothing_to_undo"
    mine = say.button("notices.button.mine", "notices")
    return Reply(turn.language, (say.line(key),), buttons=(mine,))


def as_argument(wish: Wish) -> str:
    """Write a wish for a button: ``programme=klimasats&1186``; a weekly one with ``&weekly``."""
    way = "weekly" if wish.weekly else str(int(wish.leads))
    return f"{wish.kind}={wish.subject}&{way}"


def read_argument(turn: Turn, argument: str) -> Wish | None:
    """Read what `as_argument` wrote; without a way, as is usual. None for what there is not."""
    key, _, way = argument.partition("&")
    wish = named_wish(turn.kb, key)
    if wish is None or not way:
        return wish
    if way == "weekly":
        return replace(wish, weekly=True)
    leads = int(way) if way.isdecimal() and len(way) <= 4 else 0
    return replace(wish, leads=Lead(leads)) if 0 < leads <= _ALL_LEADS else wish


def named_wish(kb: KnowledgeBase, key: str) -> Wish | None:
    """Read ``programme=klimasats`` of a button; None where there is no such thing."""
    kind, _, subject = key.partition("=")
    programme = kb.programmes.get(subject)
    known: dict[SubjectKind, bool] = {
        "programme": programme is not None,
        "theme": subject in THEMES,
        "body": subject in kb.bodies,
        "series": subject in kb.series,
        "municipality": subject in kb.municipalities,
        "region": subject in kb.regions,
        "call": subject in kb.calls,
        "event": kb.event(subject) is not None,
        "announcements": subject in kb.regions,
        "everything": subject == "",
    }
    chosen = next((it for it, exists in known.items() if it == kind and exists), None)
    if chosen is None:
        return None
    usual = usual_leads(programme) if programme and kind == "programme" else DEFAULT_LEADS
    return Wish(chosen, subject, leads=usual)
