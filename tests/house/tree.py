"""The files of the repository, without what tools and runs leave in it."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

_LEFT_BY_TOOLS = {"__pycache__", "htmlcov", "build", "dist", "node_modules", "var"}
_KEPT = {".ci"}
_NO_TEXT = {".png"}


def files(*suffixes: str) -> Iterator[Path]:
    """All text files, or those with one of the suffixes."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(filter(_is_ours, folders))
        for name in sorted(set(names) - {".coverage"}):
            path = Path(folder, name)
            if path.suffix not in _NO_TEXT and (not suffixes or path.suffix in suffixes):
                yield path


def named(path: Path) -> str:
    """The path as people write it: ``bot/message.py``."""
    return path.relative_to(ROOT).as_posix()


def _is_ours(folder: str) -> bool:
    hidden = folder.startswith(".") and folder not in _KEPT
    return not hidden and folder not in _LEFT_BY_TOOLS and not folder.endswith(".egg-info")
