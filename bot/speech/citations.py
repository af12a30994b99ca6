"""The line under an answer that says from where its facts come and how old they are."""

from bot.message import Line, Segment
from bot.speech import dates
from bot.speech.lines import dotted
from bot.speech.speaker import Speaker, host
from knowledge.freshness import is_expired
from knowledge.records.base import Mailbox, Record, Website
from knowledge.records.funding import Call, Programme


class Citations:
    """Gathers sources in the order in which an answer uses them, each one once."""

    def __init__(self, say: Speaker) -> None:
        self._say = say
        self._parts: dict[str, tuple[Segment, ...]] = {}
        self._bare = False
        """An address says itself what it is; «Kilder:» would be wrong before it."""

    def record(self, record: Record, label: str | None = None) -> None:
        """Cite a record by its first source, with its age, marked if it has run out.

        With a label it is said what the source is for: «RFF Viken: …».
        """
        if not record.sources:
            return
        if isinstance(record, Programme | Call) and record.second_hand and record.as_of:
            self.listing(record)
            return
        source = record.sources[0]
        age = source.as_of or record.as_of or record.verified_on
        said = self._say.source(source, age)
        self._add(f"{label}: {said}" if label else said, expired=self._expired(record))

    def listing(self, record: Programme | Call) -> None:
        """Cite a listing that is not the funder's own page."""
        source = record.sources[0]
        name = source.label or host(source.ref)
        line = self._say.line(
            "source.listing", name=name, age=(source.as_of or record.as_of or "")[:4]
        )
        self._parts[line.text] = line.segments

    def mailbox(self, mailbox: Mailbox, holder: str | None = None) -> None:
        """Tell how old an address is, if that is known; with a name, whose it is."""
        if mailbox.as_of is None:
            return
        age = dates.partial(mailbox.as_of, self._say.language)
        if holder:
            self._add(self._say.text("source.address_of", name=holder, age=age))
        else:
            self._add(self._say.text("source.address", age=age))
        self._bare = True

    def website(self, website: Website) -> None:
        """Cite a page that the answer points to."""
        name = host(website.address)
        if website.as_of:
            self._add(f"{name}, {dates.partial(website.as_of, self._say.language)}")
        else:
            self._add(self._say.text("source.undated", name=name))

    def _expired(self, record: Record) -> bool:
        """A rule is as old as the document that it stands in."""
        document = self._say.kb.documents.get(record.sources[0].ref)
        return is_expired(record, self._say.today) or (
            document is not None and is_expired(document, self._say.today)
        )

    def _add(self, said: str, *, expired: bool = False) -> None:
        if expired:
            line = self._say.line("source.expired", source=said)
            self._parts[said] = line.segments
        else:
            self._parts.setdefault(said, (Segment(said),))

    def line(self) -> Line | None:
        """Give the context line; None where nothing was cited."""
        if not self._parts:
            return None
        key = "source.one" if len(self._parts) == 1 else "source.many"
        joined = dotted(*(Line(segments) for segments in self._parts.values()))
        return joined if self._bare else self._say.line(key, sources=joined)

    def parts(self) -> tuple[Line, ...]:
        """Give each source by itself, for a context line that begins with something else."""
        return tuple(Line(segments) for segments in self._parts.values())
