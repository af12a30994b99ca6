"""Write accepted proposals into the packs, where the next import finds them again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, get_args

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.feeds.become import changed, changes, kind_of_feed, made
from bot.feeds.proposals import decide
from bot.feeds.tables import Proposal
from intents.meaning import Intent
from knowledge.canonical import write_pack_file
from knowledge.check import check_packs
from knowledge.faults import PackError
from knowledge.kinds import SECTION_OF, Kind
from knowledge.packs import PackFile, Packs, load_packs
from knowledge.records.base import Record
from knowledge.records.feeds import Feed
from knowledge.store import ImportReport, import_packs

Sessions = async_sessionmaker[AsyncSession]

_ABOUT: Final[Mapping[Kind, str]] = {
    "event": "Events that a feed proposed and a keeper accepted.",
    "call": "Calls that a feed proposed and a keeper accepted.",
}


class UnknownFeedError(Exception):
    """Packs without the feed of a proposal: most likely they are not those of the database."""

    def __init__(self, feed: str) -> None:
        super().__init__(f"the packs have no feed {feed}")
        self.feed = feed


async def accept(
    sessions: Sessions,
    folder: Path,
    rows: Sequence[Proposal],
    who: str,
    now: datetime,
    *,
    verified: bool,
) -> ImportReport:
    """Write proposals into the packs below `folder`, and import these.

    A record that is there is changed where it stands; a new one goes to ``…-from-feeds.yaml``
    in the pack of its feed. Files come first: where the import fails, the proposals still wait,
    and accepting them again does the rest. Raises `PackError`, with all files as they were, where
    the packs would have faults, and `UnknownFeedError`.
    """
    packs = load_packs(folder)
    files = {(file.pack, file.name): file for file in packs.files}
    for row in rows:
        file = _with(row, packs, files, now.date(), verified=verified)
        files[file.pack, file.name] = file
    packs = _written(folder, [it for it in files.values() if it not in packs.files], now.date())
    report = await import_packs(sessions, packs, who, now)
    async with sessions() as session:
        await decide(session, rows, "accepted", who, now)
        await session.commit()
    return report


def _with(
    row: Proposal,
    packs: Packs,
    files: Mapping[tuple[str, str], PackFile],
    today: date,
    *,
    verified: bool,
) -> PackFile:
    """Give the one file that a proposal changes, changed."""
    pack, feed = _feed(packs, row.feed)
    kind = kind_of_feed(feed)
    for file in files.values():
        for record in file.records if file.kind == kind else ():
            if record.id == row.record:
                wanted = changes(record, row.said, row.accepted)
                after = changed(record, wanted, row.source, today, verified=verified)
                return _replaced(file, [after if it is record else it for it in file.records])
    name = f"{SECTION_OF[kind]}-from-feeds.yaml"
    file = files.get((pack, name)) or PackFile(pack, name, kind, _ABOUT[kind], ())
    new = made(feed, row.record, row.said, row.source, today, verified=verified)
    return _replaced(file, [*file.records, new])


def _feed(packs: Packs, identity: str) -> tuple[str, Feed]:
    for file in packs.files:
        for record in file.records:
            if isinstance(record, Feed) and record.id == identity:
                return file.pack, record
    raise UnknownFeedError(identity)


def _replaced(file: PackFile, records: Iterable[Record]) -> PackFile:
    return PackFile(file.pack, file.name, file.kind, file.about, tuple(records))


def _written(folder: Path, files: Sequence[PackFile], today: date) -> Packs:
    """Write files, read all packs anew and check them; put the old ones back on any fault."""
    undo = [_write(folder / file.path, _text(file)) for file in files]
    try:
        packs = load_packs(folder)
        if faults := check_packs(packs, today, get_args(Intent)):
            raise PackError(faults)
    except BaseException:
        for put_back in undo:
            put_back()
        raise
    return packs


def _text(file: PackFile) -> str:
    return write_pack_file(file.about, file.kind, file.records)


def _write(path: Path, text: str) -> Callable[[], object]:
    """Write beside the file first, so that nobody finds half of one; give the way back."""
    before = path.read_bytes() if path.exists() else None
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)
    if before is None:
        return path.unlink
    return lambda: path.write_bytes(before)
