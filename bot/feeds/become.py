"""What an entry of a feed becomes here: the fields that it gives, and the record made of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

from bot.feeds.item import Item
from knowledge.kinds import MODELS, Kind, kind_of
from knowledge.records.base import LANGUAGES, Record
from knowledge.records.feeds import Feed

Fields: TypeAlias = dict[str, Any]
Changes: TypeAlias = Mapping[str, tuple[Any, Any]]
"""Name of a field to what it was and what it would be; None where there is none."""

_OURS: Final = ("start", "end", "opens", "deadline", "happening")
"""All that a feed may say of a record that a keeper wrote: the rest is put better there."""
_DATE_OF: Final[Mapping[Kind, str]] = {"event": "start", "call": "deadline"}


def kind_of_feed(feed: Feed) -> Kind:
    """Tell what the entries of a feed become."""
    return "call" if feed.calls else "event"


def fields_of(item: Item, feed: Feed) -> Fields:
    """Give what an entry says, in the fields of a record."""
    given = _call_fields(item, feed) if feed.calls else _event_fields(item, feed)
    if item.cancelled:
        given["happening"] = "cancelled"
    return {name: value for name, value in given.items() if value}


def last_day_of(fields: Fields) -> str:
    """Give the day after which it is over; no date is never over."""
    return (fields.get("deadline") or fields.get("end") or fields.get("start") or "9999")[:10]


def changes(before: Record | None, said: Fields, accepted: Fields | None) -> Changes:
    """Compare what an entry says with what was accepted of it, or with a keeper's own record."""
    if before is None:
        return {name: (None, value) for name, value in said.items()}
    if accepted is not None:
        return _differing(accepted, said)
    own = before.model_dump(mode="json", exclude_defaults=True)
    return {
        name: (own.get(name), said[name])
        for name in _OURS
        if name in said and not str(own.get(name, "")).startswith(said[name])
    }


def changed(before: Record, wanted: Changes, source: str, seen: date, *, verified: bool) -> Record:
    """Give a record with the changes that a keeper accepted."""
    values = before.model_dump(mode="json", exclude_defaults=True)
    values |= {name: after for name, (_, after) in wanted.items()}
    values |= _moved(before, wanted)
    values |= _certainty(kind_of(before), values, wanted, verified=verified)
    return _record(kind_of(before), values, source, seen, verified=verified)


def made(
    feed: Feed, identity: str, said: Fields, source: str, seen: date, *, verified: bool
) -> Record:
    """Make the new record of an entry that a keeper accepted."""
    kind = kind_of_feed(feed)
    values = {"id": identity, **_common(feed), **said}
    fresh: Changes = {_DATE_OF[kind]: (None, said.get(_DATE_OF[kind]))}
    values |= _certainty(kind, values, fresh, verified=verified)
    return _record(kind, values, source, seen, verified=verified)


def _event_fields(item: Item, feed: Feed) -> Fields:
    return {
        "title": {feed.language: item.title},
        "start": item.start,
        "end": item.end,
        "place": item.place,
        "website": {"address": _shown(item.link)} if item.link else None,
    }


def _call_fields(item: Item, feed: Feed) -> Fields:
    """Say the title in each language as its giver wrote it, until a keeper puts it better."""
    is_span = bool(item.start and item.end and item.start[:10] < item.end[:10])
    return {
        "title": dict.fromkeys(LANGUAGES, item.title),
        "opens": item.start if is_span else None,
        "deadline": item.end or item.start,
        "website": {"address": _shown(item.link or feed.address)},
    }


def _shown(link: str) -> str:
    parts = urlsplit(link)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.hostname}{parts.path}{query}".rstrip("/")


def _common(feed: Feed) -> Fields:
    if feed.calls:
        return feed.calls.model_dump(mode="json", exclude_defaults=True)
    assert feed.events is not None  # noqa: S101 - kb check sees to it
    return {"happening": "planned", **feed.events.model_dump(mode="json")}


def _differing(before: Fields, after: Fields) -> Changes:
    return {
        name: (before.get(name), after.get(name))
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }


def _moved(before: Record, wanted: Changes) -> Fields:
    """Say that a date was moved, and from when; that it takes place after all; or nothing."""
    name = _DATE_OF[kind_of(before)]
    was, will = wanted.get(name, (None, None))
    happening = wanted.get("happening", (None, None))
    if happening[1] == "cancelled":
        return {"happening": "cancelled", "moved_from": None}
    if was and will and len(was) >= 10:
        return {"happening": "moved", "moved_from": was}
    return {"happening": "planned", "moved_from": None} if happening[0] else {}


def _certainty(kind: Kind, values: Fields, wanted: Changes, *, verified: bool) -> Fields:
    if kind != "call" or "deadline" not in wanted:
        return {}
    if not values.get("deadline"):
        return {"deadline_status": "unknown"}
    return {"deadline_status": "confirmed" if verified else "provisional"}


def _record(kind: Kind, values: Fields, source: str, seen: date, *, verified: bool) -> Record:
    day = seen.isoformat()
    others = [it for it in values.get("sources", ()) if it["ref"] != source]
    values |= {
        "sources": [*others, {"ref": source, "as_of": day}],
        "as_of": day,
        "verified": verified,
        "layer": "source",
        "verified_on": day if verified else None,
    }
    given = {name: value for name, value in values.items() if value is not None}
    return MODELS[kind].model_validate(given)
