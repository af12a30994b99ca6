"""Programs of Node beside this file, run where Node and their packages are installed."""

import asyncio
import json
import os
import shutil
import subprocess
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

_FOLDER = Path(__file__).parent
_PATIENCE = 30
"""Seconds until a program that does not begin or end fails a test."""


def package(name: str) -> Path:
    """Find the folder of an installed package; without it the test is skipped, or fails."""
    folder = _FOLDER / "node_modules" / name
    if not folder.exists():
        _miss(name)
    return folder


def node(needed: str) -> str:
    package(needed)
    return shutil.which("node") or _miss("Node.js")


def _miss(name: str) -> NoReturn:
    reason = f"no {name} found (npm ci --prefix tests/node)"
    if os.environ.get("IDELOS_TEST_NODE") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def run(program: str, needed: str, given: bytes) -> Any:
    """Give a program its input, and give the JSON that it writes."""
    done = subprocess.run(
        [node(needed), program], cwd=_FOLDER, input=given, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@asynccontextmanager
async def running(program: str, needed: str, *arguments: str) -> AsyncIterator[Any]:
    """Let a program run that writes one line of JSON once it is ready, and ends with its input."""
    command = (node(needed), program, *arguments)
    process = await asyncio.create_subprocess_exec(*command, cwd=_FOLDER, stdin=PIPE, stdout=PIPE)
    try:
        yield await _ready(process)
    finally:
        await _ended(process)


async def _ready(process: Process) -> Any:
    assert process.stdout
    async with asyncio.timeout(_PATIENCE):
        line = await process.stdout.readline()
    assert line, "the program ended before it was ready"
    return json.loads(line)


async def _ended(process: Process) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.communicate(b"")
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise
