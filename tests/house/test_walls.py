"""Which folder may import which."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, files, named

_CODE = ("bot", "intents", "knowledge")


def test_no_wall_is_broken() -> None:
    # A process of its own, because it silences the loggers of the process that it runs in.
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run(
        [program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_folder_of_code_is_seen_by_the_walls() -> None:
    folders = {path.parent for path in files(".py") if named(path).split("/")[0] in _CODE}
    loaded_by_file = ROOT / "bot" / "migrations" / "versions"
    unseen = [
        named(folder)
        for folder in folders - {loaded_by_file}
        if not (folder / "__init__.py").exists()
    ]
    assert unseen == []


def test_the_product_never_imports_its_tests() -> None:
    assert [
        named(path)
        for path in files(".py")
        if named(path).split("/")[0] in _CODE and "tests" in _imported(path)
    ] == []


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names
