"""What stands in which feed: by region, theme, scheme, municipality or body, or by one's wishes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args
from urllib.parse import quote

from bot.calendars.dates import dates_around
from bot.calendars.personal import Owner
from bot.notices.matching import followed_by
from bot.notices.told import Followed
from bot.notices.words.matter import Matter
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.vocabulary import THEMES

FeedKind = Literal["region", "theme", "programme", "municipality", "body"]
FEED_KINDS: Final[tuple[FeedKind, ...]] = get_args(FeedKind)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that everybody may follow."""

    kind: FeedKind
    subject: str
    region: str | None = None
    """Of what is wider than a region, only what concerns this one."""

    @property
    def path(self) -> str:
        """Give the address that it has on our pages."""
        narrowed = f"?region={self.region}" if self.region else ""
        return f"/calendar/feed/{self.kind}/{quote(self.subject)}.ics{narrowed}"

    def exists(self, kb: KnowledgeBase) -> bool:
        """Tell whether there is such a thing, and such a region."""
        known = {
            "region": kb.regions,
            "theme": THEMES,
            "programme": kb.programmes,
            "municipality": kb.municipalities,
            "body": kb.bodies,
        }
        return self.subject in known[self.kind] and (not self.region or self.region in kb.regions)

    def home(self, kb: KnowledgeBase) -> str | None:
        """Give the region that it is about, if it is about one."""
        if self.kind == "region":
            return self.subject
        if self.kind == "municipality":
            return kb.municipalities[self.subject].region
        return kb.bodies[self.subject].region if self.kind == "body" else self.region

    def matters(self, kb: KnowledgeBase, now: datetime) -> Iterator[Matter]:
        """Give what stands in it."""
        wish = (Followed(self.kind, self.subject),)
        for matter in dates_around(kb, now):
            if followed_by(kb, matter.record, wish, self.region, None):
                yield matter

    def title(self, say: Speaker) -> str:
        """Name it in a list of calendars: «Idélos: Klimasats»."""
        name = subject_name(say, self.kind, self.subject)
        if self.region:
            region = say.of(say.kb.regions[self.region].names)
            return say.text("calendar.feed.region", name=name, region=region)
        return say.text("calendar.feed", name=name)


def subject_name(say: Speaker, kind: FeedKind, subject: str) -> str:
    """Name what a feed is about."""
    kb = say.kb
    if kind == "theme":
        return capital(say.text(f"theme.{subject}"))
    if kind == "body":
        return kb.bodies[subject].name
    if kind == "municipality":
        return kb.municipalities[subject].name
    records = kb.regions if kind == "region" else kb.programmes
    return capital(say.of(records[subject].names))


def wished_for(kb: KnowledgeBase, now: datetime, owner: Owner) -> Iterator[Matter]:
    """Give what somebody follows. The most specific wish decides: it may mute a wider one."""
    wanted = {(it.kind, it.subject): it.wanted for it in owner.wishes}
    follows = [Followed(kind, subject) for kind, subject in wanted]
    for matter in dates_around(kb, now):
        decides = followed_by(kb, matter.record, follows, owner.region, owner.municipality)
        if decides and wanted[decides.kind, decides.subject]:
            yield matter
