"""A channel that keeps what it was asked to answer, and conversations that keep their turns."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Also, Conversations
from bot.conversation.tables import StoredConversation
from bot.database import insert
from bot.intake.answers import Answers, Pace
from bot.intake.intake import Intake
from bot.intake.item import Item, Work
from bot.intake.tables import OPEN, Received
from bot.message import Line, Message, Place, Reply, Segment

Sessions = async_sessionmaker[AsyncSession]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PACE = Pace()


class Ears:
    """The other end: what was answered, in order."""

    channel = "ears"

    def __init__(self, *faults: Exception | None) -> None:
        self.heard: list[tuple[str, str]] = []
        self.apologies: list[tuple[str, str]] = []
        self._faults: Iterator[Exception | None] = iter(faults)
        self._more = asyncio.Condition()

    @property
    def answered(self) -> list[str]:
        return [text for text, _ in self.heard]

    async def answer(self, work: Work) -> None:
        item = work.item
        text = text_of(item)
        reply = await work.turn(Message(Place(self.channel, item.conversation), item.at, text=text))
        await self.hear(text, reply)

    async def hear(self, text: str, reply: Reply) -> None:
        fault = next(self._faults, None)
        if fault:
            raise fault
        self.heard.append((text, reply.plain))
        async with self._more:
            self._more.notify_all()

    async def wait_for(self, number: int) -> None:
        """Wait until so many were answered."""
        async with self._more:
            await self._more.wait_for(lambda: len(self.heard) >= number)

    async def apologise(self, item: Item, error: str) -> None:
        self.apologies.append((text_of(item), error))


class Notebook(Conversations):
    """Conversations that remember each turn, and nothing else."""

    async def turn(self, message: Message, also: Also | None = None) -> Reply:
        reply = Reply("nb", (Line((Segment(f"svar på {message.text}"),)),))
        async with self._sessions.begin() as session:
            place = {"channel": message.place.channel, "conversation": message.place.conversation}
            line = json.dumps(message.text) + "\n"
            row = insert(session, StoredConversation).values(
                **place, state=line, touched_at=message.at
            )
            longer = StoredConversation.state.concat(row.excluded.state)
            await session.execute(
                row.on_conflict_do_update(index_elements=[*place], set_={"state": longer})
            )
            if also:
                await also(session, (reply,))
        return reply

    async def turns(self, messages: Sequence[Message], also: Also) -> Sequence[Reply | None]:
        del also
        return [None] * len(messages)


async def turns(sessions: Sessions) -> dict[str, list[str]]:
    """What a notebook remembers: the turns of each conversation, in order."""
    async with sessions() as session:
        rows = await session.execute(
            select(StoredConversation.conversation, StoredConversation.state)
        )
        return {name: [json.loads(line) for line in state.splitlines()] for name, state in rows}


def answers(
    sessions: Sessions,
    *channels: Ears,
    worker: str = "worker",
    clock: Callable[[], datetime] = lambda: NOW,
    pace: Pace = PACE,
    conversations: type[Conversations] = Notebook,
) -> Answers:
    made = Answers(sessions, conversations(sessions), worker, clock, pace)
    for channel in channels:
        made.add(channel)
    return made


async def take(sessions: Sessions, *texts: str, conversation: str = "a") -> None:
    intake = Intake(sessions, lambda: None)
    for text in texts:
        await intake.take(said(text, conversation))


class Clock:
    """A wall clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


async def work_off(*workers: Answers, rounds: int = 1) -> None:
    """Let workers claim at the same moment, and finish what they have; again and again."""
    for _ in range(rounds):
        await together([worker.round for worker in workers])
        await together([worker.finish for worker in workers])


async def together(works: Sequence[Callable[[], Awaitable[object]]]) -> None:
    await asyncio.gather(*(work() for work in works))


async def still_open(sessions: Sessions) -> int:
    async with sessions() as session:
        return (await session.scalars(select(func.count(Received.id)).where(OPEN))).one()


async def received(sessions: Sessions) -> list[Received]:
    async with sessions() as session:
        return list(await session.scalars(select(Received).order_by(Received.id)))


def said(
    text: str,
    conversation: str = "a",
    at: datetime = NOW,
    key: str | None = None,
    stamp: str = "",
) -> Item:
    """A message; each text is said once, unless it has a key of its own."""
    payload = json.dumps({"text": text})
    return Item("ears", text if key is None else key, conversation, payload, at, stamp)


def text_of(item: Item) -> str:
    return str(json.loads(item.payload)["text"])
