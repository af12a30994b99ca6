"""Pull all feeds: fetch what is due, read it, and propose what is new."""

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

import httpx
from sqlalchemy import Update, or_, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.database import insert
from bot.feeds.fault import FeedError
from bot.feeds.fetch import Fetched, Validators, fetch
from bot.feeds.guard import GuardedTransport
from bot.feeds.ical import read_ical
from bot.feeds.item import Reading
from bot.feeds.proposals import propose
from bot.feeds.syndication import read_syndication
from bot.feeds.table import read_table
from bot.feeds.tables import FeedState
from knowledge.base import KnowledgeBase
from knowledge.records.feeds import Feed

Sessions: TypeAlias = async_sessionmaker[AsyncSession]

EVERY: Final = timedelta(hours=6)
"""How often a feed is looked at. Calls are open for weeks."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came of looking at one feed."""

    feed: str
    proposed: int = 0
    left_out: int = 0
    """Entries that cannot be used."""
    fault: str | None = None
    """Code of a `FeedError`."""


async def pull_all(
    sessions: Sessions,
    kb: KnowledgeBase,
    now: datetime,
    every: timedelta = EVERY,
    transport: httpx.AsyncBaseTransport | None = None,
) -> tuple[Pulled, ...]:
    """Look at each feed that nobody has looked at for so long, one after the other.

    Several processes may do so at the same time: each feed is looked at by one. The fault of
    one does not stop the others. `transport` is the way out to the network, guarded by default.
    """
    found = []
    async with httpx.AsyncClient(
        transport=transport or GuardedTransport(), trust_env=False
    ) as client:
        for feed in _open(kb):
            if (state := await _claim(sessions, feed, now, every)) is not None:
                found.append(await _pull(sessions, kb, feed, state, client))
                client.cookies.clear()
    return tuple(found)


def _open(kb: KnowledgeBase) -> Iterator[Feed]:
    return (feed for feed in kb.feeds.values() if feed.status == "active")


async def _claim(
    sessions: Sessions, feed: Feed, now: datetime, every: timedelta
) -> FeedState | None:
    """Say that we look at a feed, unless another just did; a clock set back is no reason."""
    is_due = or_(FeedState.looked_at <= now - every, FeedState.looked_at > now)
    async with sessions() as session:
        added = await _add(session, feed, now)
        taken = await session.execute(
            update(FeedState)
            .where(FeedState.feed == feed.id, is_due)
            .values(looked_at=now)
            .returning(FeedState.feed)
        )
        mine = added or taken.first() is not None
        state = await session.get(FeedState, feed.id) if mine else None
        await session.commit()
        return state


async def _add(session: AsyncSession, feed: Feed, now: datetime) -> bool:
    """Make the row of a feed that is looked at for the first time."""
    row = insert(session, FeedState).values(feed=feed.id, looked_at=now).on_conflict_do_nothing()
    return (await session.execute(row.returning(FeedState.feed))).first() is not None


async def _pull(
    sessions: Sessions,
    kb: KnowledgeBase,
    feed: Feed,
    state: FeedState,
    client: httpx.AsyncClient,
) -> Pulled:
    """Fetch with no transaction open, then write what came of it in one."""
    definition = hashlib.sha256(feed.model_dump_json().encode()).hexdigest()
    same = state.definition == definition
    had = Validators(state.etag, state.last_modified) if same else Validators()
    try:
        fetched = await fetch(client, feed.address, feed.format, had)
        # In a thread: a large feed takes its time, and notices must not wait for it.
        read = await asyncio.to_thread(_read, fetched, feed, _zone(kb, feed)) if fetched else None
    except FeedError as error:
        await _note(sessions, feed, error.code)
        return Pulled(feed.id, fault=error.code)
    if fetched is None or read is None:
        await _note(sessions, feed, None)
        return Pulled(feed.id)
    news = {"fault": None, "definition": definition, **asdict(fetched.validators)}
    async with sessions() as session:
        await session.execute(_noted(feed, news))  # first, so that SQLite knows we will write
        count = await propose(session, kb, feed, read.items, state.looked_at)
        await session.commit()
    return Pulled(feed.id, count, read.left_out)


async def _note(sessions: Sessions, feed: Feed, fault: str | None) -> None:
    async with sessions() as session:
        await session.execute(_noted(feed, {"fault": fault}))
        await session.commit()


def _noted(feed: Feed, values: dict[str, str | None]) -> Update:
    return update(FeedState).where(FeedState.feed == feed.id).values(values)


def _read(fetched: Fetched, feed: Feed, zone: str) -> Reading:
    if feed.columns:
        return read_table(fetched.body, feed.columns, zone)
    if feed.format == "ical":
        return read_ical(fetched.body, zone)
    return read_syndication(fetched.body, fetched.content_type, zone)


def _zone(kb: KnowledgeBase, feed: Feed) -> str:
    """Give the zone that the records of a feed are written in."""
    if feed.calls:
        return feed.calls.zone
    assert feed.events is not None  # noqa: S101 - kb check sees to it
    return kb.regions[feed.events.region].zone
