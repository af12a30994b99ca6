"""What a question is about: the records behind the names and the topic of a message."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.turn import Turn
from intents.meaning import NameMatch
from knowledge.base import areas_of
from knowledge.records.articles import Article
from knowledge.records.base import Record
from knowledge.records.funding import Programme
from knowledge.records.organisations import Body, Contact, Organisation
from knowledge.records.vocabulary import TOPICS

Subject = Article | Programme | Body | Organisation | Contact


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a message asks about."""

    name: str
    """As the knowledge writes it: RFF Viken; empty where the message names nothing."""
    records: tuple[Subject, ...]
    """All that it may stand for, those of the person's own region first."""
    named: tuple[Subject, ...] = ()
    """Those that carry the name themselves, not only its topic."""


def asked_about(turn: Turn) -> tuple[Asked, ...]:
    """Give the things that the message asks about, its topic first, then in order of naming.

    A message that names nothing of its own goes on about the topic of the turn before.
    """
    groups = _named(turn)
    topic = turn.state.topic
    if turn.meaning and groups and turn.meaning.topic != topic:
        topic = turn.meaning.topic
    if topic and not any(_has_topic(group, topic) for group in groups):
        groups = [Asked("", _ordered(turn, _on(turn, topic))), *groups]
    programme = turn.kb.programmes.get(turn.state.programme or "")
    if not groups and programme:
        groups = [Asked("", (programme,))]
    groups.sort(key=lambda group: not (topic and _has_topic(group, topic)))
    return tuple(group for group in groups if group.records)


def find_subject(turn: Turn, identity: str) -> Subject | None:
    """Give the record with an id, articles before the things they are about."""
    kb = turn.kb
    return (
        kb.articles.get(identity)
        or kb.programmes.get(identity)
        or kb.bodies.get(identity)
        or kb.organisations.get(identity)
        or kb.contacts.get(identity)
    )


def serves(turn: Turn, record: Record) -> bool:
    """Tell whether a record holds where the person works, as far as that is known."""
    region = turn.region
    if region is None:
        return True
    if isinstance(record, Programme):
        return not areas_of(region).isdisjoint(record.areas)
    return getattr(record, "region", None) in (None, region.id)


def _named(turn: Turn) -> list[Asked]:
    """Group the names found by the words they stand on; one span is one thing."""
    by_span: dict[tuple[int, int], list[NameMatch]] = {}
    for match in turn.meaning.names if turn.meaning else ():
        if not match.negated and match.kind not in ("region", "municipality"):
            by_span.setdefault(match.span, []).append(match)
    return [_as_one(turn, matches) for _, matches in sorted(by_span.items())]


def _as_one(turn: Turn, matches: list[NameMatch]) -> Asked:
    named, on_topic = list[Record](), list[Record]()
    for match in matches:
        for target in match.targets:
            record = _of_kind(turn, match.kind, target)
            named += [record] if record else []
            on_topic += _on(turn, target) if match.kind == "topic" else []
    first = _ordered(turn, named)
    others = tuple(it for it in _ordered(turn, on_topic) if it not in first)
    return Asked(matches[0].name, (*first, *others), first)


def _of_kind(turn: Turn, kind: str, identity: str) -> Subject | None:
    """An article and the body it is about may have the same id; the kind tells them apart."""
    kb = turn.kb
    of_kind: Mapping[str, Mapping[str, Subject]] = {
        "article": kb.articles,
        "programme": kb.programmes,
        "body": kb.bodies,
        "organisation": kb.organisations,
    }
    return of_kind[kind].get(identity) if kind in of_kind else None


def _on(turn: Turn, topic: str) -> list[Record]:
    return [record for known in TOPICS if known == topic for record in turn.kb.by_topic(known)]


def _ordered(turn: Turn, records: list[Record]) -> tuple[Subject, ...]:
    """Leave out what nobody asks about and double ones; the person's region first."""
    unique = {(type(it), it.id): it for it in records if isinstance(it, Subject)}

    def distance(record: Subject) -> tuple[bool, bool, bool]:
        ended = record.status in ("closed", "replaced")
        return (not serves(turn, record), not _own(turn, record), ended)

    return tuple(sorted(unique.values(), key=distance))


def _own(turn: Turn, record: Subject) -> bool:
    """Tell whether a record is the region's own, not one that holds everywhere."""
    region = turn.region
    if region is None:
        return False
    homes = record.areas if isinstance(record, Programme) else (record.region,)
    return region.id in homes


def _has_topic(asked: Asked, topic: str) -> bool:
    return any(it.topic == topic for it in asked.records)
