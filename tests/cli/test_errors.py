"""Errors with a known cause are a sentence and an exit status, never a traceback."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.serve import demo, migrate, web


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_missing_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDELOS_DATABASE_URL", "sqlite:///nowhere/idelos.db")
    result = CliRunner().invoke(migrate)
    assert result.exit_code == 1
    assert "nowhere" in result.output
    assert not Path("nowhere").exists()


def test_a_database_without_tables_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDELOS_DATABASE_URL", "sqlite:///empty.db")
    result = CliRunner().invoke(web)
    assert result.exit_code == 1
    assert "idelos migrate" in result.output


def test_a_port_in_use_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(demo, ["--port", str(port)])
    assert result.exit_code == 1
    assert str(port) in result.output


def test_an_odd_address_does_not_show_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDELOS_DATABASE_URL", "oracle://user:secret@host/name")
    result = CliRunner().invoke(migrate)
    assert result.exit_code == 1
    assert "secret" not in result.output
