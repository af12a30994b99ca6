"""The feeds that one can choose among, named in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.calendars.feeds import Feed, FeedKind, subject_name
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.vocabulary import THEMES


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed and what it is called in a list."""

    feed: Feed
    name: str


def offers(say: Speaker, region: str | None) -> Iterator[Offer]:
    """Give all feeds for people of a region, or of any; of each kind by name."""
    for kind, subjects in _subjects(say.kb, region):
        within = region if kind in ("theme", "programme") else None
        found = [Offer(Feed(kind, it, within), subject_name(say, kind, it)) for it in subjects]
        yield from sorted(found, key=lambda it: it.name.casefold())


def _subjects(kb: KnowledgeBase, region: str | None) -> Iterator[tuple[FeedKind, Iterable[str]]]:
    regions = [region] if region else list(kb.regions)
    yield "region", regions
    yield "municipality", [it.id for one in regions for it in kb.municipalities_in(one)]
    yield "theme", THEMES
    yield "programme", {it.id for one in regions for it in kb.programmes_for(one)}
    yield "body", [it.id for it in kb.bodies.values() if it.region in regions]
