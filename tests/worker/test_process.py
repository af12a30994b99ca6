"""``idelos worker`` as an operator runs it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.database import migrate

_COMMAND = [sys.executable, "-c", "from bot.cli.main import main; main()", "worker"]


def _start(database: str) -> "subprocess.Popen[str]":
    environment = os.environ | {"IDELOS_DATABASE_URL": database}
    pipe = subprocess.PIPE
    return subprocess.Popen(_COMMAND, env=environment, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_gently_when_it_is_told_to(database: str, name: signal.Signals) -> None:
    with _start(database) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == "Arbeideren er i gang. Stopp den med Ctrl-C.\n"
        worker.send_signal(name)
        _, told = worker.communicate()
    assert (worker.returncode, told) == (0, "")


def test_without_tables_it_says_what_to_do(tmp_path: Path) -> None:
    with _start(f"sqlite:///{tmp_path}/idelos.db") as worker:
        said, told = worker.communicate()
    assert (worker.returncode, said) == (1, "")
    assert "idelos migrate" in told


def test_two_of_them_end_together(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/idelos.db"
    asyncio.run(migrate(url))
    with _start(url) as first, _start(url) as second:
        for worker in (first, second):
            assert worker.stdout
            worker.stdout.readline()
            worker.terminate()
        assert [worker.communicate()[1] for worker in (first, second)] == ["", ""]
