"""The kinds of record, and the section of a pack file that holds each."""

from typing import Literal, get_args

from knowledge.records.articles import Article, Document, Procedure
from knowledge.records.base import Record
from knowledge.records.events import Event, Series
from knowledge.records.feeds import Feed
from knowledge.records.funding import Call, Programme
from knowledge.records.organisations import Body, Contact, Organisation
from knowledge.records.places import Municipality, Region
from knowledge.records.rules import RoutingRule

Kind = Literal[
    "region",
    "municipality",
    "organisation",
    "contact",
    "body",
    "programme",
    "call",
    "event",
    "series",
    "article",
    "procedure",
    "document",
    "rule",
    "feed",
]

KINDS: tuple[Kind, ...] = get_args(Kind)

MODELS: dict[Kind, type[Record]] = {
    "region": Region,
    "municipality": Municipality,
    "organisation": Organisation,
    "contact": Contact,
    "body": Body,
    "programme": Programme,
    "call": Call,
    "event": Event,
    "series": Series,
    "article": Article,
    "procedure": Procedure,
    "document": Document,
    "rule": RoutingRule,
    "feed": Feed,
}

SECTIONS: dict[str, Kind] = {
    "regions": "region",
    "municipalities": "municipality",
    "organisations": "organisation",
    "contacts": "contact",
    "bodies": "body",
    "programmes": "programme",
    "calls": "call",
    "events": "event",
    "series": "series",
    "articles": "article",
    "procedures": "procedure",
    "documents": "document",
    "rules": "rule",
    "feeds": "feed",
}
"""Plural, as a pack file writes it, to kind."""

SECTION_OF: dict[Kind, str] = {kind: section for section, kind in SECTIONS.items()}

_KIND_OF: dict[type[Record], Kind] = {model: kind for kind, model in MODELS.items()}


def kind_of(record: Record) -> Kind:
    """Tell a record's kind by its class."""
    return _KIND_OF[type(record)]
