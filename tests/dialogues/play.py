"""Whole conversations as YAML, read as a play and played against the real packs.

A file holds a list of dialogues. Each has a ``title``, the day it is played on (``today``), and
what the channel knows (``region``, ``language``); ``channel`` is the one that it is held in, if
that matters. Its ``talk`` goes line by line:

- ``person``: what somebody types; ``press``: the label of a button of the last answer.
  Either may come ``later``: a day and a time, UTC where no zone stands.
- ``works``: a moment up to which a worker plans and sends all that is due. What it sends is the
  answer that the next lines speak of; nothing sent is an answer without lines.
- ``bot``: the whole answer, line by line; or ``says``: parts of it, and ``never``: what must not
  stand in it. ``buttons``: all buttons in order; ``offers``: some of them. ``sources``: the line
  under the answer. ``cards``: headings of the cards. Several of a kind have bars between.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.dialogue import take_turn
from bot.conversation.names import understanding_names
from bot.conversation.state import State
from bot.ideas.tellers import idea_tellers
from bot.ideas.ticking import tick_ideas
from bot.message import Button, Language, Message, Place, Reply
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.notice import Notice, RateLimit, Target
from bot.notices.planner import plan
from bot.notices.preparation import Preparation
from intents.understand import Engine, load
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs

FOLDER = Path(__file__).parent
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


class Dialogue(BaseModel):
    """One conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    today: date = _MONDAY
    region: str | None = None
    language: Language | None = None
    channel: str = "chat"
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
    state, reply = State(), None
    at = datetime.combine(dialogue.today, time(9), UTC)
    async with passing_sessions() as sessions:
        await plan(sessions, knowledge(), at)
        for part in dialogue.talk:
            if part.works:
                at = _aware(part.works)
                reply = await _work(sessions, at)
                continue
            if part.is_ours:
                assert reply is not None, "the bot does not speak first"
                compare(part, reply)
                continue
            at = _aware(part.later) if part.later else at
            message = _message(dialogue, part, reply, at)
            async with sessions() as session:
                desk = Desk(session, message.place, at, CARRIERS)
                outcome = await take_turn(knowledge(), engine(), state, message, desk)
                await session.commit()
            state, reply = State.load(outcome.state.dump()), outcome.reply


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or UTC)


async def _work(sessions: async_sessionmaker[AsyncSession], at: datetime) -> Reply:
    """Plan and send what is due up to a moment; give the last that was sent."""

    async def known() -> KnowledgeBase:
        return knowledge()

    await plan(sessions, knowledge(), at)
    await tick_ideas(sessions, knowledge(), at)
    sent: list[Reply] = []
    for channel in CARRIERS:
        # A letter waits a moment for what may belong into it.
        for now in (at, at + timedelta(minutes=2)):
            prepare = Preparation(known, idea_tellers())
            means = Means(sessions, prepare, f"{channel} {now}", lambda now=now: now)
            dispatcher = Dispatcher(means, Ears(channel, sent))
            await dispatcher.round(now)
            await dispatcher.finish()
            await dispatcher.round(now)
    return sent[-1] if sent else Reply("nb", ())


class Ears:
    """The end of a channel: what is sent is heard."""

    at_once = 1
    limit: RateLimit | None = None
    address_limit: RateLimit | None = None

    def __init__(self, channel: str, heard: list[Reply]) -> None:
        self.channel = channel
        self._heard = heard

    async def send(self, notice: Notice, target: Target, now: datetime) -> None:
        del target, now
        self._heard.append(notice.reply)


def _message(dialogue: Dialogue, part: Part, reply: Reply | None, at: datetime) -> Message:
    place = Place(dialogue.channel, dialogue.title)
    if part.press is None:
        return Message(
            place, at, text=part.person, language=dialogue.language, region=dialogue.region
        )
    assert reply is not None, "there is nothing to press yet"
    pressed = {button.label: button for button in _buttons(reply)}
    assert part.press in pressed, f"no button {part.press!r} among {sorted(pressed)}"
    action = pressed[part.press].action
    return Message(place, at, action=action, language=dialogue.language, region=dialogue.region)


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
