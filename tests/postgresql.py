"""A PostgreSQL of the tests' own: started on a socket in a folder of its own, stopped after."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NEW = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def postgresql_programs() -> Path | None:
    """Find the folder with initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found:
        folders.insert(0, Path(found).parent)
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        folders.append(Path(told.stdout.strip()))
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running_postgresql(programs: Path) -> Iterator[str]:
    """Start a cluster; gives the URL of its server, to which a database name is added."""
    # A short path: a socket's may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    data, log = folder / "data", folder / "log"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        _run(
            programs / "initdb",
            "-D",
            data,
            *["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"],
        )
        listen = f"-c listen_addresses='' -k {folder} {_FAST}"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", listen, "start")
        try:
            yield f"postgresql://postgres@/{{name}}?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restart_postgresql(programs: Path, server: str) -> None:
    """Restart the cluster of a URL; all its connections break."""
    folder = Path(server.split("host=")[1])
    # Not "immediate": commits wait for no disk here, and would be lost as they never are for real.
    stop = ("-w", "-m", "fast", "-l", folder / "log")
    _run(programs / "pg_ctl", "-D", folder / "data", *stop, "restart")


def _run(program: Path, *arguments: str | Path) -> None:
    """Run a program of the server, which refuses to be run by root."""
    command = [str(program), *map(str, arguments)]
    user = "postgres" if os.geteuid() == 0 else None
    # Its output must not be a pipe: the server keeps it open, and we would wait for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, user=user, cwd="/", stdout=output, stderr=subprocess.STDOUT, check=False
        )
        output.seek(0)
        assert done.returncode == 0, output.read().decode()
