"""One region in one language: people who ask, one who receives, and a worker, all on one database.

From the openings on every button that is found is pressed, breadth first, and every question
answered, so that what the product can say is found by walking through it. A button of a kind is
pressed once, and buttons of one name a few times, so that the walk ends. It is the same each time.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.dialogue import take_turn
from bot.conversation.forms import FORMS
from bot.conversation.home import home
from bot.conversation.open_form import open_form
from bot.conversation.outcome import begin_turn
from bot.conversation.state import State
from bot.form import Field, Form
from bot.home import Home
from bot.ideas.shared_needs import SharedNeeds
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.ideas.ticking import tick_ideas
from bot.message import Action, Message, Place
from bot.notices.desk import NOT_ASKED, Desk
from bot.notices.planner import plan
from bot.notices.preparation import Preparation
from bot.notices.prepared import Claim
from bot.notices.tables import Delivery, Door
from bot.notices.vocabulary import NoticeKind
from intents.thresholds import ANSWER
from knowledge.base import KnowledgeBase
from tests.channels.cast import (
    ASKER,
    CARRIERS,
    HOLDER,
    MONDAY,
    OTHER,
    PEOPLE,
    STRANGER,
    Cast,
    Sessions,
    Who,
    engine,
    knowledge,
)
from tests.channels.thing import HIDDEN, HOSTILE, Said, Thing, buttons_of

WITHOUT_BUTTON: Final = {
    "region": "chosen at the top of a page",
    "office_link": "an invitation is a link; no button holds its secret",
    "forum": "the button stands below a refusal that only two members at once can meet",
}
"""Actions that the walk finds no button for, and why. They are pressed all the same."""
_ARGUMENTS: Final = {"region": "norrbotten"}
_OF_STRANGER: Final = 6
"""So many openings come from somebody of whom nothing is known, not even the region."""
_ENDS: Final = frozenset(
    {
        *("privacy_forget", "office_leave", "course_not_mine", "idea_withdraw", "idea_drop"),
        *("stop", "undo", "all_weekly", "prefer"),
    }
)
"""What makes other things impossible is pressed when nothing else is left."""
_ANSWERS: Final = {
    "size": "14",
    "email": "kari@example.org",
    "mail": "kari@example.org",
    "code": "{code}",
    "office_code": "{code}",
    "municipality": "{place}",
    "course": "{hostile} 2027-02-03 https://example.org/kurs",
    "date": "2027-02-03",
    "snooze": "2027-02-03",
}
"""What is answered; any other question gets hostile words."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a world is walked."""

    buttons: int
    """So many buttons of one name are pressed."""
    days: tuple[int, ...]
    """On which days after the first the worker does its round."""


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody does next, from where a conversation stood."""

    who: Who
    state: State
    action: Action | None = None
    text: str | None = None

    @property
    def told(self) -> str:
        """Who it is and what they do, for a report."""
        done = self.action.encode() if self.action else f"«{self.text}»"
        return f"{self.who.place.conversation}: {done}"


class World:
    """Walks one world; what was said is in `things`, the names of the buttons in
    `found`, of those that were pressed in `pressed`, intents that were answered in `meant`."""

    def __init__(self, sessions: Sessions, cast: Cast, reach: Reach) -> None:
        self.things: list[Thing] = []
        self.found: set[str] = set()
        self.pressed: set[str] = set()
        self.meant: set[str] = set()
        self.kinds: set[NoticeKind] = set()
        self._sessions = sessions
        self._cast = cast
        self._reach = reach
        self._at = MONDAY
        self._code = "000000"
        self._needs = SharedNeeds()
        self._moves: deque[Move] = deque()
        self._ends: deque[Move] = deque()
        self._seen: Counter[str] = Counter()
        self._round: set[str] = set()

    async def walk(self, openings: Mapping[str, Sequence[str]]) -> None:
        """Walk from the openings of each until nothing new is found.

        Those of ``later`` are the asker's too, each time that the worker has done its round.
        """
        await plan(self._sessions, knowledge(), self._at)
        await self._cast.enter(self._sessions)
        self._press_without_button()
        self._open(ASKER, openings[ASKER])
        await self._own_page(STRANGER, State())
        self._open(STRANGER, openings[ASKER][:_OF_STRANGER])
        for days in self._reach.days:
            self._open(OTHER, openings[OTHER])
            await self._press_on()
            self._open(HOLDER, openings[HOLDER])
            await self._press_on()
            self._at = max(self._at, MONDAY + timedelta(days=days))
            self._round.clear()
            await self._work()
            self._open(ASKER, openings["later"])
            for name in PEOPLE:
                state = self._fresh()
                self._go_on(self._cast.who(name), state, await self._own_page(name, state))
        await self._press_on()
        while self._ends:
            self._moves.append(self._ends.popleft())
            await self._press_on()
        await self._work()

    def _press_without_button(self) -> None:
        for name in WITHOUT_BUTTON:
            action = Action(name, _ARGUMENTS.get(name, ""))
            for who in (ASKER, HOLDER):
                self._moves.append(Move(self._cast.who(who), self._fresh(), action=action))

    def _open(self, name: str, texts: Iterable[str]) -> None:
        state = State() if name == STRANGER else self._fresh()
        for text in texts:
            self._moves.append(Move(self._cast.who(name), state, text=text))

    async def _press_on(self) -> None:
        while self._moves:
            move = self._moves.popleft()
            if move.action and move.action.name in _ENDS and not self._ends_now(move):
                continue
            await self._take(move)

    def _ends_now(self, move: Move) -> bool:
        """Put off what ends something, once."""
        key = f"{move.who.place} {_key(move.action)}"
        if self._seen[key]:
            return True
        self._seen[key] += 1
        self._ends.append(move)
        return False

    async def _take(self, move: Move) -> None:
        """Take one turn, and look where one can go from there."""
        self._at += timedelta(seconds=1)
        message = self._message(move)
        if move.action and move.action.name in FORMS:
            await self._fill_in(move, message)
        async with self._sessions() as session:
            desk, state = self._desk(session, move.who), move.state
            outcome = await take_turn(knowledge(), engine(), state, message, desk, self._needs)
            await session.commit()
        if move.action:
            self.pressed.add(move.action.name)
        if outcome.meaning and outcome.meaning.confidence >= ANSWER:
            self.meant.add(outcome.meaning.intent)
        self._hear(move.told, outcome.reply)
        self._go_on(move.who, State.load(outcome.state.dump()), outcome.reply)
        if move.who == self._cast.who(HOLDER):
            await self._tell()

    async def _fill_in(self, move: Move, message: Message) -> None:
        """Open a form, once more with somebody's words in it, and send no more than them.

        Nothing of it is kept.
        """
        async with self._sessions() as session:
            desk, needs, state = self._desk(session, move.who), SharedNeeds(), move.state
            form = (await open_form(knowledge(), state, message, desk, needs)).reply
            self._hear(f"{move.told}, opened", form)
            if isinstance(form, Form):
                written = replace(message, fields={it.name: _written(it) for it in form.fields})
                begun = await open_form(knowledge(), state, written, desk, needs)
                self._hear(f"{move.told}, begun", begun.reply)
                sent = await take_turn(knowledge(), engine(), state, written, desk, needs)
                self._hear(f"{move.told}, sent", sent.reply)

    async def _own_page(self, name: str, state: State) -> Home:
        """Let one of them look at their own page, where a channel has one."""
        move = Move(self._cast.who(name), state)
        async with self._sessions() as session:
            desk, message = self._desk(session, move.who), self._message(move)
            turn = await begin_turn(knowledge(), state, message, desk, self._needs)
            page = await home(turn)
        self._hear(f"page of {name}", page)
        return page

    def _message(self, move: Move) -> Message:
        return Message(
            move.who.place,
            self._at,
            text=move.text and self._filled(move.text),
            action=move.action,
            language=self._cast.language,
            region=move.state.region,
        )

    def _desk(self, session: AsyncSession, who: Who) -> Desk:
        return Desk(session, who.place, self._at, CARRIERS, who.person or NOT_ASKED)

    def _filled(self, text: str) -> str:
        place = knowledge().municipalities[self._cast.municipality].name
        return text.format(code=self._code, place=place, hostile=HOSTILE + HIDDEN)

    def _hear(self, name: str, said: Said) -> None:
        self.things.append(Thing(f"{self._cast.region} {self._cast.language} {name}", said))

    def _go_on(self, who: Who, state: State, said: Said) -> None:
        self._moves.extend(self._new_moves(who, state, said))

    def _new_moves(self, who: Who, state: State, said: Said) -> Iterator[Move]:
        for action in (it.action for it in buttons_of(said) if it.action):
            self.found.add(action.name)
            key = _key(action)
            if key not in self._round and self._seen[action.name] < self._reach.buttons:
                self._round.add(key)
                self._seen[action.name] += 1
                yield Move(who, state, action=action)
        pending = state.pending
        if pending and self._seen[f"? {pending.question}"] < self._reach.buttons:
            self._seen[f"? {pending.question}"] += 1
            yield Move(who, state, text=_ANSWERS.get(pending.question, "{hostile}"))

    async def _work(self) -> None:
        """Plan, and let everybody hear what is due; buttons below it are found as all others."""
        await plan(self._sessions, knowledge(), self._at)
        await tick_ideas(self._sessions, knowledge(), self._at)
        await self._tell()

    async def _tell(self) -> None:
        async with self._sessions.begin() as session:
            rows = (
                await session.scalars(
                    select(Delivery).where(Delivery.state == "planned").order_by(Delivery.id)
                )
            ).all()
            if not rows:
                return
            claims = [
                Claim(**{it.name: getattr(row, it.name) for it in fields(Claim)}) for row in rows
            ]
            prepare = Preparation(_known, idea_tellers(), idea_parts())
            notices = await prepare.again(session, claims, self._at)
            for row, claim, notice in zip(rows, claims, notices, strict=True):
                row.state, row.sent_at = ("sent", self._at) if notice else ("silent", None)
                if notice is None:
                    continue
                self._code = _digits(claim, self._code)
                self.kinds.add(claim.kind)
                self._hear(f"{claim.kind} of {claim.subject}", notice)
                self._go_on(await self._reader(session, claim), self._fresh(), notice.reply)

    def _fresh(self) -> State:
        return State(language=self._cast.language, region=self._cast.region)

    async def _reader(self, session: AsyncSession, claim: Claim) -> Who:
        """Find the conversation of the one who is told; a mailbox acts by signed links."""
        doors = await session.scalars(select(Door).where(Door.person_id == claim.person_id))
        places = {Place(it.channel, it.address) for it in doors}
        known = next((it for it in map(self._cast.who, PEOPLE) if it.place in places), None)
        return known or Who(Place("email", f"{claim.person_id}"), claim.person_id)


async def _known() -> KnowledgeBase:
    return knowledge()


def _written(field: Field) -> tuple[str, ...]:
    """Give somebody's words where words are asked for, no more than a field takes."""
    return (HOSTILE[: field.most],) if field.kind in ("line", "text") else ()


def _key(action: Action | None) -> str:
    """What makes two buttons of one kind: name and choice, whichever idea it is about."""
    return re.sub(r"\d+", "#", action.encode()) if action else ""


def _digits(claim: Claim, before: str) -> str:
    return claim.told if claim.kind in ("code", "office_code") and claim.told else before
