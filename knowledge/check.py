"""Check packs as a whole: what `idelos kb check` runs and what an import insists on."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from knowledge.canonical import write_pack_file
from knowledge.checks.dates import date_faults, happening_faults
from knowledge.checks.doubles import double_faults
from knowledge.checks.entry import Entry, entries_of
from knowledge.checks.feeds import feed_faults
from knowledge.checks.mailboxes import contact_faults, mailbox_faults
from knowledge.checks.recurrence import recurrence_faults
from knowledge.checks.references import Ids, area_faults, county_faults, reference_faults
from knowledge.checks.routing import routing_faults
from knowledge.checks.status import status_faults
from knowledge.checks.steps import step_faults
from knowledge.checks.texts import text_faults
from knowledge.faults import Fault
from knowledge.kinds import KINDS, Kind
from knowledge.packs import PackFile, Packs
from knowledge.records.places import Municipality


def check_packs(packs: Packs, today: date, intents: Collection[str]) -> tuple[Fault, ...]:
    """Find every fault in packs that were read: in file order, then by line.

    `intents` are the names that rules may ask for.
    """
    entries = tuple(entries_of(packs))
    ids = _ids(entries)
    counties = {it.record.county for it in entries if isinstance(it.record, Municipality)}
    faults = [fault for entry in entries for fault in _record_faults(entry, ids, today)]
    faults += [fault for entry in entries for fault in county_faults(entry, counties)]
    faults += [fault for entry in entries for fault in area_faults(entry, ids["region"])]
    faults += double_faults(entries)
    faults += routing_faults(entries, intents)
    faults += [fault for file in packs.files for fault in _form_faults(file)]
    order = {file.path: number for number, file in enumerate(packs.files)}
    return tuple(sorted(faults, key=lambda fault: (order[fault.file], fault.line or 0)))


def _ids(entries: Collection[Entry]) -> Ids:
    ids: defaultdict[Kind, set[str]] = defaultdict(set)
    for entry in entries:
        ids[entry.kind].add(entry.record.id)
    return {kind: ids[kind] for kind in KINDS}


def _record_faults(entry: Entry, ids: Ids, today: date) -> Iterator[Fault]:
    yield from reference_faults(entry, ids)
    yield from date_faults(entry, today)
    yield from happening_faults(entry)
    yield from recurrence_faults(entry)
    yield from step_faults(entry)
    yield from text_faults(entry)
    yield from mailbox_faults(entry)
    yield from contact_faults(entry)
    yield from status_faults(entry)
    yield from feed_faults(entry, ids["region"])


def _form_faults(file: PackFile) -> Iterator[Fault]:
    """Find the first line that differs from the canonical form."""
    right = write_pack_file(file.about, file.kind, file.records)
    if right == file.text:
        return
    pairs = zip(file.text.split("\n"), right.split("\n"), strict=False)
    line = next((number for number, (is_, be) in enumerate(pairs, 1) if is_ != be), None)
    yield Fault("not_canonical", file.path, line)
