"""Does a record say of itself what can be true together?"""

from collections.abc import Iterator

from knowledge.checks.entry import Entry
from knowledge.faults import Fault


def status_faults(entry: Entry) -> Iterator[Fault]:
    """Find a replaced record without its successor, and a verified one without a source."""
    record = entry.record
    if (record.status == "replaced") != (record.replaced_by is not None):
        yield entry.fault("replaced_or_not", ("replaced_by",))
    if record.verified and not record.sources and entry.kind != "document":
        yield entry.fault("verified_without_source", ("sources",))
    if record.verified and record.layer == "derived":
        yield entry.fault("verified_reading", ("verified",))
