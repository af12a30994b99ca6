"""``idelos chat``: a conversation typed line by line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.chat import chat


@pytest.fixture(autouse=True)
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDELOS_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")


def test_a_button_is_pressed_by_its_number() -> None:
    typed = "snillfjord: vi vil lage møteplass for eldre. hvem tar imot?\n2\n"
    result = CliRunner().invoke(chat, ["--lang", "nb"], input=typed)
    assert result.exit_code == 0
    assert "[2] Heim" in result.output
    assert "FoUI-kontakten i Heim kommune" in result.output


def test_a_number_without_a_button_is_a_text() -> None:
    result = CliRunner().invoke(chat, [], input="7\n")
    assert result.exit_code == 0


def test_the_end_of_input_ends_it() -> None:
    assert CliRunner().invoke(chat, [], input="").exit_code == 0
