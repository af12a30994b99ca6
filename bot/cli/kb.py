"""``idelos kb``: what keepers of the knowledge do with packs and records."""

from pathlib import Path
from typing import get_args

import click

from bot.cli.faults import fail
from bot.cli.groups import PlainGroup
from bot.cli.kb_database import export, import_, show
from bot.cli.kb_feeds import accept_, proposals, pull, reject
from bot.cli.kb_stale import stale
from bot.clock import utc_now
from bot.message import Language
from bot.speech.catalogue import Catalogue, catalogue
from intents.meaning import Intent
from knowledge.canonical import write_pack_file
from knowledge.check import check_packs
from knowledge.faults import Fault, PackError
from knowledge.packs import PACKS, Packs, pack_paths, read_file, read_packs

_PATH = click.Path(exists=True, path_type=Path, resolve_path=True)


@click.group(cls=PlainGroup)
@click.option("--lang", type=click.Choice(get_args(Language)), default="nb", show_default=True)
@click.pass_context
def kb(context: click.Context, lang: Language) -> None:
    """Check, import, export and look at the knowledge."""
    context.obj = catalogue(lang)


@kb.command()
@click.argument("path", type=_PATH, default=PACKS)
@click.pass_obj
def check(words: Catalogue, path: Path) -> None:
    """Find every fault in the packs at PATH: all packs, one pack, or one file."""
    root = _root(path)
    packs, faults = read_packs(root)
    faults += check_packs(packs, utc_now().date(), get_args(Intent))
    within = "" if path == root else path.relative_to(root).as_posix()
    faults = tuple(fault for fault in faults if _is_within(fault.file, within))
    if faults:
        fail(faults, words)
    click.echo(words.text("kb.check.good", **_size(packs, within)))


@kb.command("format")
@click.argument("path", type=_PATH, default=PACKS)
@click.pass_obj
def format_(words: Catalogue, path: Path) -> None:
    """Rewrite the pack files at PATH in their canonical form."""
    faults: list[Fault] = []
    changed = False
    for file in _files(path):
        try:
            changed |= _format(file, words)
        except PackError as error:
            faults += error.faults
    if faults:
        fail(faults, words)
    if not changed:
        click.echo(words.text("kb.format.good"))


for command in (import_, export, show, stale, pull, proposals, accept_, reject):
    kb.add_command(command)


def _format(file: Path, words: Catalogue) -> bool:
    pack = read_file(file)
    text = write_pack_file(pack.about, pack.kind, pack.records)
    if text == pack.text:
        return False
    file.write_text(text, encoding="utf-8", newline="")
    click.echo(words.text("kb.format.changed", file=pack.path))
    return True


def _size(packs: Packs, within: str) -> dict[str, int]:
    files = [file for file in packs.files if _is_within(file.path, within)]
    return {"files": len(files), "records": sum(len(file.records) for file in files)}


def _is_within(file: str, part: str) -> bool:
    return part in ("", file) or file.startswith(f"{part}/")


def _root(path: Path) -> Path:
    """The folder of packs that `path` is, or is in: references lead from pack to pack."""
    if path.is_file():
        return path.parent.parent
    return path if pack_paths(path) or not list(path.glob("*.yaml")) else path.parent


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return pack_paths(path) or sorted(path.glob("*.yaml"))


if __name__ == "__main__":
    kb()
