"""``idelos slack manifest``, ``workspaces`` and ``region``."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.main import main
from bot.installations.tables import SlackInstallation
from tests.cli.installation import in_database, install


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("IDELOS_PUBLIC_URL", raising=False)
    return install(tmp_path, monkeypatch)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["slack", *arguments])


def workspace(team: str, ended_at: datetime | None = None) -> SlackInstallation:
    return SlackInstallation(
        team=team,
        name=f"Kommunen {team}",
        app="A1",
        bot_user="U1",
        scopes="chat:write",
        token=None if ended_at else "sealed-token",
        installed_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
        ended_at=ended_at,
    )


@pytest.fixture
def two(url: str) -> None:
    """One workspace that is there, and one that was."""

    async def add(session: AsyncSession) -> None:
        session.add(workspace("T1", ended_at=datetime(2026, 11, 9, 9, tzinfo=UTC)))
        session.add(workspace("T2"))

    in_database(url, add)


def test_before_anybody_let_the_app_in_there_is_a_sentence() -> None:
    assert run("workspaces").output == "Idélos er ikke lagt til i noe arbeidsområde ennå.\n"


@pytest.mark.usefixtures("two")
def test_workspaces_are_listed_with_their_regions_and_without_tokens() -> None:
    set_ = run("region", "T2", "norrbotten")
    assert "De som skriver fra Kommunen T2, får svar for Norrbotten" in set_.output
    listed = run("workspaces").output
    assert [it.partition(", lagt")[0].partition(", fjernet")[0] for it in listed.splitlines()] == [
        "T2  Kommunen T2, Norrbotten",
        "T1  Kommunen T1, ingen region",
    ]
    assert "mandag 9. november" in listed
    assert "sealed" not in listed


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("T2", "atlantis"), "kongsbergregionen, norrbotten, trondelag"),
        (("T9", "norrbotten"), "T9"),
    ],
)
def test_what_there_is_not_is_refused_with_a_sentence(
    arguments: tuple[str, str], said: str
) -> None:
    result = run("region", *arguments)
    assert (result.exit_code, said in result.output) == (1, True)


def test_the_manifest_is_json_with_the_address_of_the_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IDELOS_PUBLIC_URL", "https://idelos.example.org/")
    app = json.loads(run("manifest", "--lang", "sv").output)
    assert app["oauth_config"]["redirect_urls"] == [
        "https://idelos.example.org/slack/oauth_redirect"
    ]
    assert "kommunens anställda" in app["display_information"]["description"]


def test_without_an_address_that_slack_can_reach_only_the_socket_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for address in ("", "http://localhost:8080"):
        monkeypatch.setenv("IDELOS_PUBLIC_URL", address)
        result = run("manifest")
        assert (result.exit_code, "--socket" in result.output) == (1, True)
        app = json.loads(run("manifest", "--socket").output)
        assert app["settings"]["socket_mode_enabled"]
