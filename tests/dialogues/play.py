"""Whole conversations as YAML, read as a play and played against the real packs.

A file holds a list of dialogues. Each has a ``title``, the day it is played on (``today``), and
what the channel knows (``region``, ``language``); ``channel`` is the one that it is held in, if
that matters, and ``public`` whether others read along there. Its ``talk`` goes line by line:

- ``person``: what somebody types, ``{code}`` being the last six digits that a letter had;
  ``press``: the label of a button of the last answer. Either may come ``later``: a day and a time,
  UTC where no zone stands.
- ``as``: who speaks, or who hears the answer, where it is one of the ``cast``: people with a
  conversation of their own, who may hold a ``seat``. A letter to nobody of the cast is heard by
  its address.
- ``works``: a moment up to which a worker plans and sends all that is due. What it sends is the
  answer that the next lines speak of; nothing sent is an answer without lines.
- ``bot``: the whole answer, line by line; or ``says``: parts of it, and ``never``: what must not
  stand in it. ``buttons``: all buttons in order; ``offers``: some of them. ``sources``: the line
  under the answer. ``cards``: headings of the cards. Several of a kind have bars between.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.dialogue import take_turn
from bot.conversation.names import understanding_names
from bot.conversation.state import State
from bot.ideas.offices import accept_invitation, invite, post_of
from bot.ideas.seat import Seat
from bot.ideas.tellers import idea_parts, idea_tellers
from bot.ideas.ticking import tick_ideas
from bot.message import Action, Button, Language, Message, Place, Reply
from bot.notices.desk import Desk, Profile
from bot.notices.desk.passing import passing_sessions
from bot.notices.desk.people import make_person
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.notice import Notice, RateLimit, Target
from bot.notices.planner import plan
from bot.notices.preparation import Preparation
from intents.understand import Engine, load
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs

FOLDER = Path(__file__).parent
_CODE = re.compile(r"\b\d{6}\b")
CARRIERS = ("chat", "web", "email")
"""The channels that notices go through in a play."""
_MONDAY = date(2026, 11, 23)


def _labels(text: object) -> object:
    return tuple(text.split(" | ")) if isinstance(text, str) else text


Labels = Annotated[tuple[str, ...], BeforeValidator(_labels)]
"""Several, written with bars between: ``Hvorfor? | Minn meg``."""


class Part(BaseModel):
    """One thing said, by a person or by the bot."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: str = Field("", alias="as")
    person: str | None = None
    press: str | None = None
    later: datetime | None = None
    works: datetime | None = None
    bot: str | None = None
    says: Labels = ()
    never: Labels = ()
    buttons: Labels | None = None
    offers: Labels = ()
    sources: str | None = None
    cards: Labels | None = None

    @property
    def is_ours(self) -> bool:
        """Whether the bot says it."""
        return self.person is None and self.press is None and self.works is None


class Role(BaseModel):
    """Somebody else who speaks in a play."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seat: str | None = None
    region: str | None = None
    municipality: str | None = None
    language: Language | None = None


class Dialogue(BaseModel):
    """One conversation, or several about the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    today: date = _MONDAY
    region: str | None = None
    language: Language | None = None
    channel: str = "chat"
    public: bool = False
    cast: dict[str, Role] = {}
    talk: tuple[Part, ...]


def dialogues() -> Iterator[tuple[str, Dialogue]]:
    """Give every dialogue with a name for the test report."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for data in yaml.safe_load(path.read_text(encoding="utf-8")):
            dialogue = Dialogue.model_validate(data)
            yield f"{path.stem}: {dialogue.title}", dialogue


@cache
def knowledge() -> KnowledgeBase:
    """Give the knowledge of the shipped packs."""
    return KnowledgeBase(load_packs().records)


@cache
def engine() -> Engine:
    """Give the understanding that knows the names of the shipped packs."""
    return load(understanding_names(knowledge()))


async def play(dialogue: Dialogue) -> None:
    """Play a dialogue from its first line to its last, and compare."""
    async with passing_sessions() as sessions:
        stage = Stage(dialogue, sessions)
        await stage.enter()
        for part in dialogue.talk:
            if part.works:
                await stage.work(_aware(part.works))
            elif part.is_ours:
                compare(part, stage.heard(part.who))
            else:
                await stage.speak(part)


class Stage:
    """Where a play is: the time, and what each speaker remembers and has heard last."""

    def __init__(self, dialogue: Dialogue, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._dialogue = dialogue
        self._sessions = sessions
        self._at = datetime.combine(dialogue.today, time(9), UTC)
        self._states: dict[str, State] = {}
        self._replies: dict[str, Reply] = {}
        self._code = ""

    async def enter(self) -> None:
        """Let the planner begin, and everybody take their seats."""
        await plan(self._sessions, knowledge(), self._at)
        async with self._sessions.begin() as session:
            for name, role in self._dialogue.cast.items():
                await self._seat(session, name, role)

    async def _seat(self, session: AsyncSession, name: str, role: Role) -> None:
        profile = Profile(role.language or "nb", role.region, role.municipality)
        person = await make_person(session, self._place(name), profile, self._at, reachable=True)
        if role.seat:
            post = post_of(knowledge(), Seat.read(role.seat))
            await accept_invitation(
                session, person, await invite(session, post, self._at), self._at
            )

    async def work(self, at: datetime) -> None:
        """Plan and send what is due up to a moment; each hears the last that was sent to them."""
        self._at = at
        heard = await _work(self._sessions, at)
        names = {self._place(name).conversation: name for name in ("", *self._dialogue.cast)}
        self._replies |= dict.fromkeys(("", *self._dialogue.cast), Reply("nb", ()))
        for address, reply in heard:
            everything = "" if not self._dialogue.cast else address
            self._replies[names.get(address, everything)] = reply
            self._code = next(iter(_CODE.findall(reply.plain)), self._code)

    def heard(self, who: str) -> Reply:
        """Give the last that somebody heard."""
        assert who in self._replies, f"nothing was said to {who!r} yet"
        return self._replies[who]

    async def speak(self, part: Part) -> None:
        """Let somebody take a turn."""
        self._at = _aware(part.later) if part.later else self._at
        message = self._message(part)
        state = self._states.get(part.who, State())
        async with self._sessions() as session:
            desk = Desk(session, message.place, self._at, CARRIERS)
            outcome = await take_turn(knowledge(), engine(), state, message, desk)
            await session.commit()
        self._states[part.who] = State.load(outcome.state.dump())
        self._replies[part.who] = outcome.reply

    def _place(self, who: str) -> Place:
        return Place(self._dialogue.channel, f"{self._dialogue.title} {who}".strip())

    def _message(self, part: Part) -> Message:
        role = self._dialogue.cast[part.who] if part.who else self._dialogue
        action = _pressed(self.heard(part.who), part.press) if part.press else None
        return Message(
            self._place(part.who),
            self._at,
            text=part.person and part.person.replace("{code}", self._code),
            action=action,
            language=role.language,
            region=role.region,
            public=self._dialogue.public,
        )


def _pressed(reply: Reply, label: str) -> Action | None:
    pressed = {button.label: button for button in _buttons(reply)}
    assert label in pressed, f"no button {label!r} among {sorted(pressed)}"
    return pressed[label].action


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or UTC)


async def _work(
    sessions: async_sessionmaker[AsyncSession], at: datetime
) -> list[tuple[str, Reply]]:
    """Plan and send what is due up to a moment; give it in order, with where it went."""

    async def known() -> KnowledgeBase:
        return knowledge()

    await plan(sessions, knowledge(), at)
    await tick_ideas(sessions, knowledge(), at)
    sent: list[tuple[str, Reply]] = []
    for channel in CARRIERS:
        # A letter waits a moment for what may belong into it.
        for now in (at, at + timedelta(minutes=2)):
            prepare = Preparation(known, idea_tellers(), idea_parts())
            means = Means(sessions, prepare, f"{channel} {now}", lambda now=now: now)
            dispatcher = Dispatcher(means, Ears(channel, sent))
            await dispatcher.round(now)
            await dispatcher.finish()
            await dispatcher.round(now)
    return sent


class Ears:
    """The end of a channel: what is sent is heard."""

    at_once = 1
    limit: RateLimit | None = None
    address_limit: RateLimit | None = None

    def __init__(self, channel: str, heard: list[tuple[str, Reply]]) -> None:
        self.channel = channel
        self._heard = heard

    async def send(self, notice: Notice, target: Target, now: datetime) -> None:
        del now
        self._heard.append((target.address, notice.reply))


def compare(part: Part, reply: Reply) -> None:
    """Hold an answer against what the play says."""
    lines = _soft("\n".join(line.plain for line in reply.lines))
    whole = _soft(reply.plain)
    if part.bot is not None:
        assert lines == part.bot.strip()
    for words in part.says:
        assert words in whole
    for words in part.never:
        assert words not in whole
    labels = [button.label for button in _buttons(reply)]
    if part.buttons is not None:
        assert [button.label for button in reply.buttons] == list(part.buttons)
    for label in part.offers:
        assert label in labels
    if part.sources is not None:
        assert reply.context is not None
        assert _soft(reply.context.plain) == part.sources
    if part.cards is not None:
        assert [card.heading for card in reply.cards] == list(part.cards)


def _soft(text: str) -> str:
    """A play is written with ordinary spaces."""
    return text.replace("\u00a0", " ")


def _buttons(reply: Reply) -> tuple[Button, ...]:
    on_cards = tuple(it for card in reply.cards for it in (*card.buttons, *card.more))
    return (*reply.buttons, *reply.more, *on_cards)
