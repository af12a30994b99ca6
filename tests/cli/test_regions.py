"""A region that is not there ends every process that would answer for it, with a sentence."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from bot.settings import Settings
from tests.cli.installation import install

_GUID, _OTHER = (f"00000000-0000-0000-0000-00000000000{it}" for it in (1, 2))
_COMMON = {"IDELOS_PUBLIC_URL": "https://idelos.example.org"}
_SLACK = _COMMON | {
    "IDELOS_SLACK_BOT_TOKEN": "xoxb-1",
    "IDELOS_SLACK_APP_TOKEN": "xapp-1",
    "IDELOS_SLACK_REGION": "trøndelag",
}
_TELEGRAM = _COMMON | {
    "IDELOS_TELEGRAM_TOKEN": f"4711:{'A' * 35}",
    "IDELOS_TELEGRAM_REGION": "nord",
}
_TEAMS = _COMMON | {
    "IDELOS_TEAMS_APP_ID": _GUID,
    "IDELOS_TEAMS_TENANT": _GUID,
    "IDELOS_TEAMS_APP_SECRET": "secret",
    "IDELOS_TEAMS_TENANTS": f"{_GUID}=trondelag, {_OTHER}=trondheim",
}


@pytest.mark.parametrize(
    ("command", "environment"),
    [
        ("web", _SLACK),
        ("web", _TELEGRAM),
        ("web", _TEAMS),
        ("worker", _SLACK),
        ("worker", _TELEGRAM),
        ("slack", _SLACK),
        ("telegram", _TELEGRAM),
    ],
)
def test_it_is_told_with_the_regions_that_there_are(
    command: str, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch)
    result = CliRunner().invoke(main, [command], env=environment)
    [name] = [it for it in environment if it.endswith(("_REGION", "_TENANTS"))]
    assert (result.exit_code, result.output) == (
        1,
        f"{name} nevner en region som ikke finnes i kunnskapen."
        " Regionene er: kongsbergregionen, norrbotten, trondelag.\n",
    )


def test_before_any_knowledge_was_brought_in_no_region_is_wrong() -> None:
    given = {"public_url": "https://idelos.example.org", "telegram_token": f"4711:{'A' * 35}"}
    Settings.model_validate(given | {"telegram_region": "trondelag"}).check_regions(())
