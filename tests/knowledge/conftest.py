"""Packs to test with: a small region where every kind of record occurs once or twice."""

import shutil
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.packs import Packs, load_packs

SMALL = Path(__file__).with_name("small")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small packs, to be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "packs"))


@pytest.fixture(scope="session")
def small() -> Packs:
    """The small packs, read."""
    return load_packs(SMALL)


@pytest.fixture(scope="session")
def kb(small: Packs) -> KnowledgeBase:
    """The knowledge of the small packs."""
    return KnowledgeBase(small.records, revision=7)
