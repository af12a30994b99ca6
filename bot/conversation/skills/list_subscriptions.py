"""«Hva får jeg varsel om?»: what is followed, what was asked for by day, and how it comes."""

from bot.conversation.notice_ways import way_line
from bot.conversation.skills.unsubscribe import nothing_followed
from bot.conversation.turn import Turn
from bot.conversation.wish_words import names, when_lines
from bot.message import Line, Reply
from bot.notices.calendars import calendar_of
from bot.notices.desk import Entry, Wish
from bot.notices.words.why import name_of
from bot.speech.lines import plain_line
from bot.speech.sentences import capital

_WHOLE = 3
"""So many are shown with when one will hear; of more only the names."""


async def list_subscriptions(turn: Turn) -> Reply:
    """List what is followed."""
    if turn.meaning:
        turn.remember(intent="list_subscriptions", misses=0)
    follows, ahead = await turn.desk.follows(), await turn.desk.ahead()
    wanted = [it for it in follows if it.wanted]
    if not wanted and not ahead:
        return nothing_followed(turn)
    say = turn.say
    muted = [it for it in follows if not it.wanted]
    first = say.line("notices.mine", count=len(wanted), number=say.count(len(wanted)))
    lines = [
        *([first, *_rows(turn, wanted)] if wanted else []),
        *([say.line("notices.muted", what=names(turn, muted))] if muted else []),
        *([_ahead(turn, ahead)] if ahead else []),
        await way_line(turn),
    ]
    return Reply(
        turn.language,
        tuple(lines),
        buttons=(
            say.button("notices.button.change", "notice_settings"),
            say.button("notices.button.log", "notice_log"),
            say.button("notices.button.stop_all", "stop", "all"),
        ),
    )


async def notices(turn: Turn, _: str = "") -> Reply:
    """«Vis varslene mine»."""
    return await list_subscriptions(turn)


def _rows(turn: Turn, wanted: list[Wish]) -> list[Line]:
    if len(wanted) <= _WHOLE:
        return when_lines(turn, wanted)
    say = turn.say
    letters = [it for it in wanted if it.weekly]
    single = [it for it in wanted if not it.weekly]
    rows = []
    if single:
        rows.append(plain_line(names(turn, single), say.text("notices.label.single")))
    if letters:
        rows.append(plain_line(names(turn, letters), say.text("notices.label.letter")))
    return rows


def _ahead(turn: Turn, ahead: tuple[Entry, ...]) -> Line:
    """Name the nearest that was asked for by day, and say how many more there are."""
    say, first = turn.say, ahead[0]
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    day = say.day(calendar.day(first.due_at))
    more = len(ahead) - 1
    what = capital(name_of(say, first.subject))
    if not more:
        return say.line("notices.ahead.one", day=day, what=what)
    return say.line("notices.ahead", day=day, what=what, count=more, number=say.count(more))
