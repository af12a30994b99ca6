"""Ideas on a person's own page: what lies with each of their roles, and what they sent."""

from typing import Final

from bot.conversation.skills.idea_status import idea_row
from bot.conversation.skills.inbox import case_row
from bot.conversation.turn import Turn
from bot.home import Section
from bot.ideas.access import Actor, Held, may
from bot.ideas.idea import Idea
from bot.ideas.lists import of_region, of_seats, own
from bot.ideas.offices import Post
from bot.ideas.press import press
from bot.ideas.words.office import office_name
from bot.message import Button, Line
from bot.speech.sentences import capital

_SHOWN: Final = 5
_BUTTONS: Final = 3


async def cases(turn: Turn) -> tuple[Section, ...]:
    """Give a section for each role that receives ideas; nothing for those who hold none."""
    actor = await (await turn.relay()).actor()
    return tuple([await _of_role(turn, actor, it) for it in actor.offices if it.seat or it.region])


async def own_ideas(turn: Turn) -> Section:
    """Give what they sent with where it is, newest first, and what they have begun."""
    say, person = turn.say, await turn.desk.known()
    found = await own(turn.desk.session, person, _SHOWN) if person else ()
    rows = tuple(idea_row(say, it) for it in found)
    draft = turn.state.draft
    begun = (say.line("home.draft", words=say.quote(draft.title or draft.text)),) if draft else ()
    new = say.button("home.button.idea", "idea_form")
    show = (say.button("idea.button.show_draft", "idea_draft"),) if draft else ()
    each = (*show, *_each(found))
    return Section(
        say.text("home.ideas"),
        (*begun, *rows) or (say.line("home.ideas.none"),),
        buttons=(new, *each[: _BUTTONS - 1]),
        more=each[_BUTTONS - 1 :],
    )


async def _of_role(turn: Turn, actor: Actor, office: Held) -> Section:
    say, session = turn.say, turn.desk.session
    if office.seat:
        found, which = await of_seats(session, (office.seat,)), "open"
    else:
        found, which = await of_region(session, office.region or ""), "place"
    seen = [it for it in found if may(turn.kb, actor, "see", it)]
    read = [it for it in seen[:_SHOWN] if may(turn.kb, actor, "read", it)]
    each = (*_each(read), say.button("home.button.cases", "inbox", "" if office.seat else "place"))
    return Section(
        capital(office_name(say, Post(office.role, office.seat, office.region))),
        (_count(turn, seen, which), *(case_row(turn, actor, it) for it in seen[:_SHOWN])),
        buttons=each[:_BUTTONS],
        more=each[_BUTTONS:],
    )


def _count(turn: Turn, found: list[Idea], which: str) -> Line:
    count = len(found)
    if not count:
        return turn.say.line(f"cases.none.{which}")
    return turn.say.line(f"cases.list.{which}", count=count, number=turn.say.count(count))


def _each(found: tuple[Idea, ...] | list[Idea]) -> tuple[Button, ...]:
    return tuple(Button(it.number, press("idea_see", it)) for it in found)
