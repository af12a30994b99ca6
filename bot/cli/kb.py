"""``idelos kb``: what keepers of the knowledge do with packs and records."""

import sys
from pathlib import Path

import click

from knowledge.canonical import write_pack_file
from knowledge.faults import PackError
from knowledge.packs import PACKS, pack_paths, read_file


@click.group()
def kb() -> None:
    """Check, import, export and look at the knowledge."""


@kb.command("format")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default=PACKS)
def format_(path: Path) -> None:
    """Rewrite pack files in their canonical form."""
    failed = False
    for file in _files(path):
        try:
            pack = read_file(file)
        except PackError as error:
            failed = True
            click.echo(str(error), err=True)
            continue
        text = write_pack_file(pack.about, pack.kind, pack.records)
        if text != pack.text:
            file.write_text(text, encoding="utf-8", newline="")
            click.echo(pack.path)
    sys.exit(1 if failed else 0)


def _files(path: Path) -> list[Path]:
    """The pack files meant by a file, a pack, or a folder of packs."""
    if path.is_file():
        return [path.absolute()]
    return pack_paths(path) or sorted(path.absolute().glob("*.yaml"))


if __name__ == "__main__":
    kb()
