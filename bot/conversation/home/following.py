"""What somebody follows, as switches on their own page."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.conversation.notice_ways import way_line
from bot.conversation.skills.subscribe import as_argument
from bot.conversation.turn import Turn
from bot.conversation.wish_words import name
from bot.home import Section, Switch
from bot.message import Action
from bot.notices.desk import Wish
from bot.speech.sentences import capital, cut

_SHOWN: Final = 10
_LABEL: Final = 75
_LONGEST: Final = 64
"""Bytes of an action."""


async def following(turn: Turn) -> Section:
    """Give the first ten; what was stopped last stays in sight, so that it can be turned on."""
    say, follows = turn.say, await turn.desk.follows()
    shown = [(it, it.wanted) for it in follows] + [(it, False) for it in _stopped(turn, follows)]
    switches = tuple(it for it in (_switch(turn, wish, on) for wish, on in shown) if it)
    more = say.button("home.button.follow", "follow_form")
    if not switches:
        return Section(
            say.text("home.following"), (say.line("home.following.none"),), buttons=(more,)
        )
    every = say.button("notices.button.mine", "notices")
    return Section(
        say.text("home.following"),
        (await way_line(turn),),
        switches=switches[:_SHOWN],
        buttons=(more, say.button("notices.button.change", "notice_settings"), every),
    )


def _stopped(turn: Turn, follows: Iterable[Wish]) -> Iterator[Wish]:
    """Give what the last change took away."""
    known = {it.key for it in follows}
    for before in turn.state.undo:
        if before.wish and before.wish.wanted and before.wish.key not in known:
            yield before.wish


def _switch(turn: Turn, wish: Wish, is_on: bool) -> Switch | None:
    """Give the switch of one thing; None where an action has no room for its name."""
    on = Action("follow", as_argument(wish))
    off = Action("stop", f"{wish.kind}={wish.subject}")
    if max(len(it.encode().encode()) for it in (on, off)) > _LONGEST:
        return None
    called = capital(name(turn, wish))
    label = turn.say.text("home.weekly", name=called) if wish.weekly else called
    return Switch(cut(label, _LABEL - 1), is_on, on, off)
