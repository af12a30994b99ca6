"""«Hva har du sendt meg?»: the log, and why a letter that was awaited did not come."""

from datetime import datetime, timedelta

from bot.conversation.skills.list_deadlines import all_deadlines
from bot.conversation.turn import Turn
from bot.conversation.wish_words import names, next_letter
from bot.message import Button, Line, Reply
from bot.notices.calendars import calendar_of
from bot.notices.desk import Entry, Wish
from bot.notices.words.why import name_of
from bot.speech.dates import clock
from bot.speech.lines import plain_line
from bot.speech.sentences import capital

_ROWS = 5
_A_WEEK = timedelta(days=7)


async def notice_log(turn: Turn, _: str = "") -> Reply:
    """Show the latest of what was sent, and of what was not and why."""
    entries = await turn.desk.log(_ROWS)
    say = turn.say
    if not entries:
        mine = say.button("notices.button.mine", "notices")
        return Reply(turn.language, (say.line("log.empty"),), buttons=(mine,))
    return Reply(
        turn.language,
        (say.line("log.first"), *(_row(turn, it) for it in entries)),
        buttons=(
            say.button("notices.button.mine", "notices"),
            say.button("notices.button.change", "notice_settings"),
        ),
    )


async def missing_letter(turn: Turn) -> Reply:
    """Say what became of the letter of this week."""
    turn.remember(intent="list_subscriptions", misses=0)
    letters = [it for it in await turn.desk.follows() if it.wanted and it.weekly]
    say = turn.say
    if not letters:
        return Reply(turn.language, (say.line("log.no_letter_wished"),), buttons=(_begin(turn),))
    latest = next(iter(await turn.desk.letters(1)), None)
    log = say.button("notices.button.log", "notice_log")
    if latest and latest.state == "silent" and turn.message.at - latest.due_at < _A_WEEK:
        anyway = say.button("log.button.anyway", "letter_now")
        return Reply(turn.language, (_silent(turn, letters),), buttons=(anyway, log))
    return Reply(turn.language, (_other(turn, latest),), buttons=(log,))


async def letter_now(turn: Turn, _: str = "") -> Reply:
    """«Send uansett»: show what is known of what the letter is about, though nothing is new."""
    letters = [it for it in await turn.desk.follows() if it.wanted and it.weekly]
    themes = tuple(it.subject for it in letters if it.kind == "theme")
    turn.meaning = None
    turn.remember(themes=themes, topic=None, programme=None, text=None)
    return await all_deadlines(turn)


def _begin(turn: Turn) -> Button:
    """Offer a letter of the region, or ask what it is to be about."""
    region, key = turn.region, "subscribe.button.weekly"
    if region is None:
        return turn.say.button(key, "intent", "subscribe")
    return turn.say.button(key, "follow", f"region={region.id}&weekly")


def _silent(turn: Turn, letters: list[Wish]) -> Line:
    return turn.say.line("log.silent", what=names(turn, letters), day=_day(turn, next_letter(turn)))


def _other(turn: Turn, latest: Entry | None) -> Line:
    """It went out, could not, is on its way, or is not due yet."""
    say = turn.say
    if latest is None or turn.message.at - latest.due_at >= _A_WEEK:
        return say.line("log.first_letter", day=_day(turn, next_letter(turn)))
    day, at = _day(turn, latest.sent_at or latest.due_at), _clock(turn, latest.due_at)
    if latest.state in ("sent", "uncertain"):
        at = _clock(turn, latest.sent_at or latest.due_at)
        return say.line("log.letter_sent", day=day, clock=at)
    if latest.state in ("planned", "sending"):
        return say.line("log.letter_waits", day=day)
    return say.line("log.letter_failed", day=day)


def _row(turn: Turn, entry: Entry) -> Line:
    """«tirsdag 1. desember: påminnelse om Klimasats»."""
    say = turn.say
    what = name_of(say, entry.subject) if entry.subject.partition(":")[0] != "week" else ""
    said = say.text(f"log.kind.{entry.kind}", what=what)
    if entry.state not in ("sent", "planned", "sending"):
        said = say.text(f"log.state.{entry.state}", what=said)
    return plain_line(said, capital(_day(turn, entry.sent_at or entry.due_at)))


def _day(turn: Turn, moment: datetime) -> str:
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    return turn.say.day(calendar.day(moment))


def _clock(turn: Turn, moment: datetime) -> str:
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    minute = calendar.minute(moment)
    day = calendar.at(calendar.day(moment)).replace(hour=minute // 60, minute=minute % 60)
    return clock(day.time(), turn.language)
