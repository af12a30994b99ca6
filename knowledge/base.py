"""The knowledge in memory: all records of one revision, immutable, with their look-ups."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar, cast

from knowledge.due import Due, between, due_moments, merged
from knowledge.freshness import Rhythm, rhythm
from knowledge.kinds import KINDS, Kind, kind_of
from knowledge.moments import first_day, moment
from knowledge.names import KnownName, fold, known_names
from knowledge.records.articles import Article, Document, Procedure
from knowledge.records.base import Record
from knowledge.records.events import Event, Series
from knowledge.records.feeds import Feed
from knowledge.records.funding import Area, Call, Programme
from knowledge.records.organisations import Body, Contact, Organisation
from knowledge.records.places import Municipality, Region
from knowledge.records.rules import RoutingRule
from knowledge.records.vocabulary import Need, Theme, Topic
from knowledge.recurrence import Occurrences

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_COUNTRY_AREA: Final[dict[str, Area]] = {"NO": "norway", "SE": "sweden"}
_ROLE_ORDER: Final = ("applicant", "partner", "beneficiary", "none")
_RHYTHMS: Final = 4096
"""So many rhythms are kept: of each programme for the counties that are asked about."""
_GONE: Final = ("closed", "replaced")


class KnowledgeBase:
    """What the regions know, as of one revision. Built once; nothing in it changes.

    All mappings go from record id to record, in pack order.
    """

    def __init__(self, records: Iterable[Record], revision: int = 0) -> None:
        """Index `records`, given in pack order. They are taken as checked by ``kb check``."""
        self.revision: Final = revision
        self._rhythms: Final = lru_cache(_RHYTHMS)(self._rhythm)
        by_kind: dict[Kind, dict[str, Record]] = {kind: {} for kind in KINDS}
        for record in records:
            by_kind[kind_of(record)][record.id] = record
        self.records: Final[Mapping[Kind, Mapping[str, Record]]] = MappingProxyType(
            {kind: MappingProxyType(found) for kind, found in by_kind.items()}
        )
        self._index()

    def _index(self) -> None:
        everything = [record for found in self.records.values() for record in found.values()]
        self._names = known_names(everything)
        self._by_name = _grouped(self._names, lambda name: fold(name.text))
        self._by_topic = _grouped(
            [record for record in everything if getattr(record, "topic", None)],
            lambda record: getattr(record, "topic", None),
        )
        self._municipalities = _grouped(self.municipalities.values(), lambda it: it.region)
        self._rules = _grouped(self._of("rule", RoutingRule).values(), lambda it: it.region)
        contacts = [it for it in self.contacts.values() if it.status not in _GONE]
        self._contacts = _grouped(contacts, lambda it: it.role)
        self._calls = _grouped(sorted(self.calls.values(), key=_deadline), lambda it: it.programme)
        cancelled = [it for it in self.calls.values() if it.happening == "cancelled"]
        self._cancelled = _grouped(cancelled, lambda it: it.programme)
        self._dates = {it: tuple(sorted(_days_of(calls))) for it, calls in self._calls.items()}
        self._programmes = {
            region.id: tuple(
                it
                for it in self.programmes.values()
                if it.status not in _GONE and not areas_of(region).isdisjoint(it.areas)
            )
            for region in self.regions.values()
        }
        self._occurrences = Occurrences(self.series.values(), self.events.values(), self.regions)
        events = (*self.events.values(), *self._occurrences.exceptional.values())
        self._due = due_moments(self.calls.values(), events, self.regions)

    def _of(self, kind: Kind, _model: type[R]) -> Mapping[str, R]:
        return cast("Mapping[str, R]", self.records[kind])

    @property
    def regions(self) -> Mapping[str, Region]:
        """All regions."""
        return self._of("region", Region)

    @property
    def municipalities(self) -> Mapping[str, Municipality]:
        """All municipalities, neighbours that no region serves too."""
        return self._of("municipality", Municipality)

    @property
    def organisations(self) -> Mapping[str, Organisation]:
        """All organisations."""
        return self._of("organisation", Organisation)

    @property
    def contacts(self) -> Mapping[str, Contact]:
        """All contacts, closed and replaced ones too."""
        return self._of("contact", Contact)

    @property
    def bodies(self) -> Mapping[str, Body]:
        """All bodies."""
        return self._of("body", Body)

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """All programmes, ended ones too."""
        return self._of("programme", Programme)

    @property
    def calls(self) -> Mapping[str, Call]:
        """All calls, past ones too."""
        return self._of("call", Call)

    @property
    def events(self) -> Mapping[str, Event]:
        """All events that have a record, past ones too; `event` knows those of a series too."""
        return self._of("event", Event)

    def event(self, identity: str) -> Event | None:
        """Give one event by its id, or one meeting of a series that comes again."""
        return self.events.get(identity) or self._occurrences.get(identity)

    @property
    def series(self) -> Mapping[str, Series]:
        """All series of events."""
        return self._of("series", Series)

    @property
    def articles(self) -> Mapping[str, Article]:
        """All articles."""
        return self._of("article", Article)

    @property
    def procedures(self) -> Mapping[str, Procedure]:
        """All procedures."""
        return self._of("procedure", Procedure)

    @property
    def documents(self) -> Mapping[str, Document]:
        """All documents that sources refer to."""
        return self._of("document", Document)

    @property
    def feeds(self) -> Mapping[str, Feed]:
        """All feeds, closed ones too."""
        return self._of("feed", Feed)

    def rules(self, region: str) -> tuple[RoutingRule, ...]:
        """Give the region's routing rules in pack order."""
        return self._rules.get(region, ())

    def rule(self, identity: str) -> RoutingRule:
        """Give one routing rule by its id; raises KeyError where there is none."""
        return self._of("rule", RoutingRule)[identity]

    def municipality(self, identity: str) -> Municipality:
        """Give one municipality by its id; raises KeyError where there is none."""
        return self.municipalities[identity]

    def municipalities_in(self, region: str) -> tuple[Municipality, ...]:
        """Give the region's municipalities in pack order."""
        return self._municipalities.get(region, ())

    def contacts_with(
        self, role: str, municipality: str | None = None, theme: Theme | None = None
    ) -> tuple[Contact, ...]:
        """Give the contacts with `role` that cover the municipality and theme.

        A contact covers a municipality that it names, or, where it names none, all of its
        region. What is not given sets no limit. Closed and replaced contacts are left out.
        """
        found = self._contacts.get(role, ())
        if municipality is not None:
            found = tuple(it for it in found if self._covers(it, municipality))
        return tuple(it for it in found if theme is None or theme in (it.covers.themes or (theme,)))

    def _covers(self, contact: Contact, municipality: str) -> bool:
        if contact.covers.municipalities:
            return municipality in contact.covers.municipalities
        place = self.municipalities.get(municipality)
        return place is not None and place.region == contact.region

    def calls_of(self, programme: str) -> tuple[Call, ...]:
        """Give the programme's calls by deadline, those without one last."""
        return self._calls.get(programme, ())

    def cancelled_calls_of(self, programme: str) -> tuple[Call, ...]:
        """Give the programme's calls that will not be held after all, past ones too."""
        return self._cancelled.get(programme, ())

    def calls_for(self, programme: str, region: str, county: str | None = None) -> tuple[Call, ...]:
        """Give those of the programme's calls that a region, or a county in it, can use."""
        areas = areas_of(self.regions[region])
        return tuple(
            it
            for it in self.calls_of(programme)
            if not areas.isdisjoint(it.areas) and _in_county(it, county)
        )

    def rhythm(
        self, programme: str, today: date, region: str | None = None, county: str | None = None
    ) -> Rhythm:
        """Tell the rhythm of a programme from the calls that a region or county can use.

        Samples of a demonstration tell nothing. What was told once is kept until a date passes.
        """
        days = self._dates.get(programme, ())
        number = bisect_left(days, today)
        return self._rhythms(programme, days[number] if days[number:] else date.max, region, county)

    def _rhythm(
        self, programme: str, today: date, region: str | None, county: str | None
    ) -> Rhythm:
        calls = self.calls_for(programme, region, county) if region else self.calls_of(programme)
        real = (call for call in calls if not call.example)
        return rhythm(real, self.programmes[programme], today)

    def by_topic(self, topic: Topic) -> tuple[Record, ...]:
        """Give the records that are about `topic`, by kind and in pack order."""
        return self._by_topic.get(topic, ())

    def by_name(self, name: str) -> tuple[KnownName, ...]:
        """Give all that a name stands for, whatever its case, spaces and dashes."""
        return self._by_name.get(fold(name), ())

    def programmes_for(
        self,
        region: str,
        themes: Collection[Theme] = (),
        need: Need | None = None,
        county: str | None = None,
    ) -> tuple[Programme, ...]:
        """Give the programmes open to a region, best first; ended ones are left out.

        A `county` narrows it to what is open there; without one, no county is ruled out.

        Those that name one of `themes` and the `need` come before those that take any theme
        or say nothing of needs, then those that a municipality can apply to by itself. Those
        for other themes or other needs are left out.
        """

        def misfit(programme: Programme) -> tuple[bool, bool, int]:
            return (
                bool(themes) and not programme.themes,
                need is not None and not programme.needs,
                _ROLE_ORDER.index(programme.municipality_role),
            )

        fitting = [
            it
            for it in self._programmes.get(region, ())
            if _in_county(it, county)
            and not (themes and it.themes and set(themes).isdisjoint(it.themes))
            and (need is None or not it.needs or need in it.needs)
        ]
        return tuple(sorted(fitting, key=misfit))

    def due(self, start: datetime, end: datetime) -> tuple[Due, ...]:
        """Give what falls from `start` up to, not including, `end` (aware), in order.

        Series that come again are looked at for just that time.
        """
        told = between(self._due, start, end)
        again = due_moments((), self._occurrences.between(start, end), self.regions)
        return merged(told, between(again, start, end))

    def names(self) -> tuple[KnownName, ...]:
        """Give every name of a municipality, region, programme, organisation, body, article
        or topic. A name that may mean several things comes once for each."""
        return self._names


def areas_of(region: Region) -> frozenset[str]:
    """Give the areas whose programmes and calls are open to the region."""
    return frozenset((region.id, _COUNTRY_AREA[region.country], "eu"))


def _in_county(record: Programme | Call, county: str | None) -> bool:
    return county is None or not record.counties or county in record.counties


def _deadline(call: Call) -> tuple[bool, datetime | None, str]:
    if call.deadline is None:
        return (True, None, call.id)
    return (False, moment(call.deadline, call.zone, end_of_day=True), call.id)


def _days_of(calls: Iterable[Call]) -> Iterator[date]:
    """Give the days after which something of the calls lies in the past."""
    for call in calls:
        for text in (call.opens, call.deadline):
            if text:
                yield first_day(text)


def _grouped(items: Iterable[V], key: Callable[[V], K]) -> dict[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(group) for name, group in groups.items()}
