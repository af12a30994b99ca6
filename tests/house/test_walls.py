"""Which folder may import which."""

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.house.tree import ROOT, files, named

_CODE = ("bot", "intents", "knowledge")


@pytest.fixture
def in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_no_wall_is_broken(in_root: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(no_cache=True, no_logo=True) == 0, capsys.readouterr().out


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
