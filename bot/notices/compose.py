"""From a delivery to what is said: one function for each kind of notice, all of them pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.notices.notice import Notice
from bot.notices.teller import Add
from bot.notices.told import Told
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.agenda import agenda
from bot.notices.words.announced import announced
from bot.notices.words.announcement import announcement
from bot.notices.words.cancelled import cancelled
from bot.notices.words.code import code
from bot.notices.words.corrected import corrected
from bot.notices.words.digest import digest
from bot.notices.words.overview import overview
from bot.notices.words.reminder import reminder
from bot.notices.words.step import step
from bot.notices.words.telling import Telling, begin
from knowledge.base import KnowledgeBase

_WORDS: Mapping[NoticeKind, Callable[[Telling], Notice | None]] = MappingProxyType(
    {
        "announced": announced,
        "reminder": reminder,
        "snoozed": reminder,
        "corrected": corrected,
        "cancelled": cancelled,
        "step": step,
        "digest": digest,
        "overview": overview,
        "agenda": agenda,
        "announcement": announcement,
        "code": code,
    }
)


def compose(kb: KnowledgeBase, told: Told, additions: Iterable[Add] = ()) -> Notice | None:
    """Write one notice in the reader's language; None where there is nothing to say."""
    telling = begin(kb, told)
    added = tuple(it for it in (add(telling) for add in additions) if it)
    return _WORDS[told.kind](replace(telling, additions=added))
