"""The names that people use, and the records that they stand for."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Final, Literal

from knowledge.records.articles import Article
from knowledge.records.base import Record
from knowledge.records.funding import Programme
from knowledge.records.organisations import Body, Contact, Organisation
from knowledge.records.places import Municipality, PlaceName, Region

NameKind = Literal[
    "municipality", "topic", "programme", "organisation", "body", "article", "region"
]
NameForm = Literal["official", "other", "former", "place"]

_FORMS: Final[dict[str, NameForm]] = {"former": "former", "place": "place"}
_DASHES: Final = re.compile(r"\s*[-‐-―]\s*|\s+")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name as written, and what it stands for; one row for each thing that it may mean."""

    text: str
    kind: NameKind
    target: str
    """Record id, or topic id for kind ``topic``."""
    form: NameForm = "official"
    common_word: bool = False
    """Also an ordinary word or a wider area: counts only in context."""
    region: str | None = None
    """Region that the name belongs to; None where it is the same everywhere."""


def fold(name: str) -> str:
    """Fold case, spaces and dashes, so that ``Raarvihke – Røyrvik`` meets ``raarvihke-røyrvik``."""
    return _DASHES.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def known_names(records: Iterable[Record]) -> tuple[KnownName, ...]:
    """Collect every name in the records once, in pack order."""
    return tuple(dict.fromkeys(name for record in records for name in names_of(record)))


@singledispatch
def names_of(record: Record) -> Iterator[KnownName]:
    """Give the names of one record; most kinds have none that people use."""
    del record
    return iter(())


@names_of.register
def _(record: Municipality) -> Iterator[KnownName]:
    yield KnownName(
        record.name, "municipality", record.id, "official", record.common_word, record.region
    )
    for text in (record.official_name, record.authority):
        if text != record.name:
            yield KnownName(text, "municipality", record.id, region=record.region)
    for name in record.names:
        yield KnownName(
            name.text, "municipality", record.id, _form(name), name.common_word, record.region
        )


def _form(name: PlaceName) -> NameForm:
    return "official" if name.official else _FORMS.get(name.kind, "other")


@names_of.register
def _(record: Region) -> Iterator[KnownName]:
    yield from _named("region", record.id, record.id, record.names.values(), record.aliases)


@names_of.register
def _(record: Programme) -> Iterator[KnownName]:
    yield from _with_topic("programme", record, None, record.names.values())


@names_of.register
def _(record: Organisation) -> Iterator[KnownName]:
    short = [record.short_name] if record.short_name else []
    official = [record.name, *short, *(record.names or {}).values()]
    yield from _with_topic("organisation", record, record.region, official)
    for text in record.former_names:
        yield KnownName(text, "organisation", record.id, "former", region=record.region)


@names_of.register
def _(record: Body) -> Iterator[KnownName]:
    yield from _with_topic("body", record, record.region, [record.name])


@names_of.register
def _(record: Article) -> Iterator[KnownName]:
    yield from _with_topic("article", record, record.region, record.names.values())


@names_of.register
def _(record: Contact) -> Iterator[KnownName]:
    if record.topic:
        yield from _named("topic", record.topic, record.region, record.title.values(), ())


def _with_topic(
    kind: NameKind,
    record: Programme | Organisation | Body | Article,
    region: str | None,
    official: Iterable[str],
) -> Iterator[KnownName]:
    """Give the names twice where the record has a topic: for itself and for the topic."""
    official = tuple(official)
    yield from _named(kind, record.id, region, official, record.aliases)
    if record.topic:
        yield from _named("topic", record.topic, region, official, record.aliases)


def _named(
    kind: NameKind, target: str, region: str | None, official: Iterable[str], aliases: Iterable[str]
) -> Iterator[KnownName]:
    for text in official:
        yield KnownName(text, kind, target, region=region)
    for text in aliases:
        yield KnownName(text, kind, target, "other", region=region)
