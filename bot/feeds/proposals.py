"""Keep what feeds propose and what keepers said to it. The same entry is proposed once."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.feeds.become import Fields, changes, fields_of, kind_of_feed, last_day_of
from bot.feeds.item import Item
from bot.feeds.tables import Proposal
from knowledge.base import KnowledgeBase
from knowledge.records.base import Record
from knowledge.records.feeds import Feed

_ID_SIGNS: Final = 10


@dataclass(frozen=True, slots=True)
class Proposed:
    """One entry of a feed as we would have it."""

    item: str
    record: str
    said: Fields
    source: str


async def propose(
    session: AsyncSession, kb: KnowledgeBase, feed: Feed, items: Iterable[Item], now: datetime
) -> int:
    """Write down what is new or changed in a feed; give how many now wait anew.

    What is rejected stays so until the entry changes. What is over, or cancelled before anybody
    here heard of it, is no news.
    """
    rows = await session.scalars(select(Proposal).where(Proposal.feed == feed.id))
    known = {row.item: row for row in rows}
    pages = _pages(kb, feed, {row.record for row in known.values()})
    count = 0
    for proposed in _proposed(feed, items, pages):
        row = known.get(proposed.item)
        if row is not None:
            count += _heard_again(row, proposed, now)
        elif _is_news(proposed, kb.records[kind_of_feed(feed)].get(proposed.record), now.date()):
            session.add(_row(feed, proposed, now))
            count += 1
    return count


async def waiting(session: AsyncSession) -> Sequence[Proposal]:
    """Give the proposals that no keeper has decided on, the first to happen first."""
    rows = await session.scalars(select(Proposal).where(Proposal.state == "waiting"))
    return sorted(rows, key=lambda row: (last_day_of(row.said), row.id))


async def find(session: AsyncSession, ids: Collection[int]) -> tuple[Sequence[Proposal], list[int]]:
    """Give the waiting proposals with these ids, in their order, and the ids of no such one."""
    query = select(Proposal).where(Proposal.id.in_(ids), Proposal.state == "waiting")
    rows = {row.id: row for row in await session.scalars(query)}
    return [rows[it] for it in ids if it in rows], [it for it in ids if it not in rows]


async def decide(
    session: AsyncSession,
    rows: Iterable[Proposal],
    state: Literal["accepted", "rejected"],
    who: str,
    now: datetime,
) -> int:
    """Write down what a keeper said of `rows`; give of how many.

    One that changed since the keeper saw it still waits.
    """
    count = 0
    for row in rows:
        values = {"state": state, "decided_at": now, "decided_by": who}
        done = await session.execute(
            update(Proposal)
            .where(Proposal.id == row.id, Proposal.seen_at == row.seen_at)
            .where(Proposal.state == "waiting")
            .values(values | ({"accepted": Proposal.said} if state == "accepted" else {}))
            .returning(Proposal.id)
        )
        count += len(done.all())
    return count


def _proposed(feed: Feed, items: Iterable[Item], pages: Mapping[str, str]) -> Iterator[Proposed]:
    wanted = [item for item in items if _is_wanted(item, feed)]
    links = Counter(item.link for item in wanted)
    for item in wanted:
        said = fields_of(item, feed)
        key = hashlib.sha256(item.key.encode(errors="replace")).hexdigest()
        page = said["website"]["address"] if item.link and links[item.link] == 1 else ""
        record = pages.get(page) or f"{feed.id}-{key[:_ID_SIGNS]}"
        yield Proposed(key, record, said, item.link or feed.address)


def _is_wanted(item: Item, feed: Feed) -> bool:
    title = item.title.casefold()
    return not feed.only or any(word.casefold() in title for word in feed.only)


def _pages(kb: KnowledgeBase, feed: Feed, taken: Collection[str]) -> Mapping[str, str]:
    """Give a keeper's own records by their page, where no two share it."""
    found: dict[str, list[str]] = {}
    for record in kb.records[kind_of_feed(feed)].values():
        website = getattr(record, "website", None)
        if website and record.id not in taken:
            found.setdefault(website.address.rstrip("/"), []).append(record.id)
    return {page: ids[0] for page, ids in found.items() if len(ids) == 1}


def _is_news(proposed: Proposed, record: Record | None, today: date) -> bool:
    if last_day_of(proposed.said) < today.isoformat():
        return False
    if record is None:
        return "happening" not in proposed.said
    return bool(changes(record, proposed.said, None))


def _heard_again(row: Proposal, proposed: Proposed, now: datetime) -> bool:
    """Take over what an entry now says; tell whether a keeper should look at it."""
    if _same(row.said, proposed.said):
        return False
    row.said, row.source, row.seen_at = proposed.said, proposed.source, now
    row.state = "accepted" if _same(row.accepted, proposed.said) else "waiting"
    return row.state == "waiting"


def _same(one: Fields | None, other: Fields) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _row(feed: Feed, proposed: Proposed, now: datetime) -> Proposal:
    return Proposal(
        feed=feed.id,
        item=proposed.item,
        kind=kind_of_feed(feed),
        record=proposed.record,
        said=proposed.said,
        source=proposed.source,
        state="waiting",
        seen_at=now,
    )
