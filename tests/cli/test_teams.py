"""``idelos teams package``: what it writes, and what it says where it can't."""

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.settings import Settings

APP = "0a0a0a0a-1b1b-4c2c-8d3d-4e4e4e4e4e4e"
SET_UP = {
    "PUBLIC_URL": "https://idelos.test",
    "TEAMS_APP_ID": APP.upper(),
    "TEAMS_TENANT": "1a1a1a1a-1b1b-4c2c-8d3d-4e4e4e4e4e4e",
    "TEAMS_APP_SECRET": "kept-to-ourselves",
}


@pytest.fixture(autouse=True)
def set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"IDELOS_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def run(settings: Mapping[str, str], *arguments: str) -> Result:
    env = {f"IDELOS_{name}": value for name, value in settings.items()}
    return CliRunner().invoke(main, ["teams", "package", *arguments], env=env)


def test_the_package_is_written_for_this_installation(tmp_path: Path) -> None:
    done = run(SET_UP, "--out", "app.zip")
    assert done.exit_code == 0
    assert done.output.startswith(f"app.zip er skrevet, versjon {version('idelos')}.")
    with ZipFile(tmp_path / "app.zip") as archive:
        made = json.loads(archive.read("manifest.json"))
    assert (made["id"], made["version"]) == (APP, version("idelos"))
    assert made["validDomains"] == ["idelos.test"]
    assert b"kept-to-ourselves" not in (tmp_path / "app.zip").read_bytes()


def test_with_a_managed_identity_it_has_no_tab(tmp_path: Path) -> None:
    identity = {**SET_UP, "TEAMS_APP_SECRET": "", "TEAMS_MANAGED_IDENTITY": "true"}
    assert run(identity).exit_code == 0
    with ZipFile(tmp_path / "idelos-teams.zip") as archive:
        assert "staticTabs" not in json.loads(archive.read("manifest.json"))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "IDELOS_TEAMS_APP_ID mangler"),
        ({"TEAMS_DEVELOPMENT": "true"}, "IDELOS_TEAMS_APP_ID mangler"),
        ({**SET_UP, "PUBLIC_URL": "http://localhost:8080"}, "må begynne med https://"),
        ({**SET_UP, "TEAMS_APP_ID": "my-app"}, "må bestå av GUID-er"),
        ({**SET_UP, "TEAMS_TENANT": ""}, "IDELOS_TEAMS_TENANT"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    settings: Mapping[str, str], said: str, tmp_path: Path
) -> None:
    done = run(settings)
    assert done.exit_code == 1
    assert said in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_no_fault_of_ours() -> None:
    done = run(SET_UP, "--out", "nowhere/app.zip")
    assert (done.exit_code, "nowhere/app.zip kan ikke skrives" in done.output) == (1, True)
