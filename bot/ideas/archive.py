"""Ideas for the archive: one JSON file each with everything that happened, and a list of checksums.

JSON and not PDF/A: what the archive is to keep is who did what when, and that can be read, counted
and checked again only as data. An archive that wants pages makes them from this.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.ledger import read_steps
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea
from knowledge.base import KnowledgeBase

FORMAT: Final = "idelos-idea-1"
CHECKSUMS: Final = "SHA256SUMS"
"""As ``sha256sum --check`` reads it."""


async def gather(session: AsyncSession, kb: KnowledgeBase, ideas: Sequence[int]) -> dict[str, str]:
    """Give the files of some ideas, text by name; the same idea gives the same bytes.

    No person is in them but in their own words: steps tell in what quality somebody took them.
    """
    rows = await session.scalars(
        select(StoredIdea).where(StoredIdea.id.in_(ideas)).order_by(StoredIdea.id)
    )
    steps = await read_steps(session, ideas)
    return {f"{row.number}.json": _text(_idea(kb, row, steps[row.id])) for row in rows}


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, each whole or not at all, and their checksums; returns once all is on the disk.

    Several processes may write into one folder, as long as they write different ideas.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        half = folder / f"{name}.half"
        _write(half, text, "w")
        half.replace(folder / name)
    _note_checksums(folder / CHECKSUMS, files)


def _note_checksums(path: Path, files: Mapping[str, str]) -> None:
    """Add lines at the end, so that nobody undoes what another process notes meanwhile."""
    known = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    lines = [f"{hashlib.sha256(text.encode()).hexdigest()}  {name}" for name, text in files.items()]
    _write(path, "".join(f"{line}\n" for line in lines if line not in known), "a")


def _write(path: Path, text: str, mode: Literal["w", "a"]) -> None:
    with path.open(mode, encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _idea(kb: KnowledgeBase, row: StoredIdea, steps: Sequence[Step]) -> dict[str, Any]:
    place = kb.municipalities.get(row.municipality or "")
    return {
        "format": FORMAT,
        "number": row.number,
        "kind": row.kind,
        "region": row.region,
        "municipality": row.municipality,
        "municipality_name": place.name if place else None,
        "themes": row.themes,
        "needs": row.needs,
        "language": row.language,
        "title": row.title,
        "text": row.text,
        "aim": row.aim,
        "company": row.company,
        "wish": row.wish,
        "people": row.people,
        "shared": row.shared,
        "stage": row.stage,
        "holder": row.holder,
        "steps": [_step(kb, number, step) for number, step in enumerate(steps, start=1)],
    }


def _step(kb: KnowledgeBase, number: int, step: Step) -> dict[str, Any]:
    contact = kb.contacts.get(step.seat.contact) if step.seat else None
    return {
        "number": number,
        "at": step.at.isoformat(),
        "kind": step.kind,
        "by": step.by,
        **({"seat": step.seat.key} if step.seat else {}),
        **({"seat_title": contact.the_title} if contact else {}),
        **step.details(),
    }
