"""Deliveries for tests of what is said, where only what matters is given."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from bot.notices.told import Told
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs


@cache
def packs() -> KnowledgeBase:
    """The knowledge that is shipped."""
    return KnowledgeBase(load_packs().records)


def at(moment: str) -> datetime:
    """A moment in UTC: ``2026-06-03T06:00``."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def told(now: str, **fields: Any) -> Told:
    """A delivery to somebody in Trøndelag, on time."""
    given = {
        "id": 41,
        "kind": "reminder",
        "subject": "call:klimasats-2024",
        "lead": "TWO_WEEKS",
        "because": "programme:klimasats",
        "due_at": at(now),
        "now": at(now),
        "language": "nb",
        "region": "trondelag",
        "municipality": None,
    }
    return Told(**(given | fields))
