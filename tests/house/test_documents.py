"""Documents that say what the code does: nothing is left out, nothing is promised too much."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

from bot.cli.main import main
from bot.conversation.skills import SKILLS
from bot.settings import Settings
from intents.meaning import Intent
from tests.house.tree import ROOT, files, named

_DOCS = ROOT / "docs"


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _targets() -> dict[str, bool]:
    """The targets of the Makefile, and whether `make help` shows them."""
    found = re.findall(r"^([a-z-]+):(.*)$", _read("Makefile"), re.MULTILINE)
    return {name: "## " in rest for name, rest in found}


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield name, command
    if not isinstance(command, click.Group):
        return
    for part in command.commands.values():
        yield from _commands(part, f"{name} {part.name}")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_table_for_operators(name: str) -> None:
    default = Settings.model_fields[name].default
    shown = "–" if default is None else f"`{default}`"
    assert f"| `IDELOS_{name.upper()}` | {shown} |" in _read("docs/drift.md")


def test_no_setting_is_described_that_does_not_exist() -> None:
    told = set(re.findall(r"\bIDELOS_(?!TEST_|CHROMIUM)([A-Z_]+)\b", _read("docs/drift.md")))
    assert told == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize(("name", "command"), tuple(_commands(main, "idelos")))
def test_every_command_is_described(name: str, command: click.Command) -> None:
    documents = " ".join(path.read_text(encoding="utf-8") for path in _DOCS.glob("*.md"))
    assert f"`{name}" in documents
    assert command.help, "a command says itself what it is for"


def test_no_command_is_described_that_does_not_exist() -> None:
    groups = {"idelos kb", "idelos notices", "idelos ideas", "idelos slack"}
    known = {name for name, _ in _commands(main, "idelos")} | groups
    for path in files(".md"):
        for told in re.findall(r"`(idelos [a-z]+(?: [a-z]+)?)", path.read_text(encoding="utf-8")):
            first = " ".join(told.split()[:2])
            assert told in known or (first in known - groups), f"{named(path)}: {told}"


def test_every_intent_has_a_skill_and_a_line_for_keepers() -> None:
    assert set(SKILLS) == set(get_args(Intent))
    described = set(re.findall(r"^\| `(\w+)` \|", _read("docs/kunnskap.md"), re.MULTILINE))
    assert described >= set(get_args(Intent))


def test_what_make_offers_is_described_and_what_is_described_is_offered() -> None:
    command = re.compile(r"^make ([a-z-]+)", re.MULTILINE)
    told = {name for path in files(".md") for name in command.findall(_code(path))}
    offered = _targets()
    assert told <= set(offered)
    assert {name for name, shown in offered.items() if shown} - {"help"} <= told


def _code(path: Path) -> str:
    """What a document sets as code: blocks, and words in backticks."""
    blocks = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
    text = path.read_text(encoding="utf-8")
    return "\n".join([*blocks.findall(text), *re.findall(r"`([^`\n]+)`", blocks.sub("", text))])


def test_links_between_documents_lead_somewhere() -> None:
    for path in files(".md"):
        for target in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (path.parent / target).exists(), f"{named(path)}: {target}"
