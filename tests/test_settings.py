"""Settings that do not hold together are refused, in words, and secrets are never shown."""

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from bot.cli.serve import migrate
from bot.settings import Settings

SECRET = "x" * 32
MAIL = {
    "smtp_host": "smtp.example.org",
    "mail_from": "idelos@example.org",
    "public_url": "https://idelos.example.org/",
    "secret": SECRET,
}

SLACK = {
    "slack_bot_token": "xoxb-1",
    "slack_signing_secret": "signed",
    "public_url": "https://idelos.example.org",
}
TELEGRAM = {
    "telegram_token": f"4711:{'A' * 35}",
    "telegram_secret": "s" * 32,
    "public_url": "https://idelos.example.org",
}
SEVERAL = {
    "slack_client_id": "1.2",
    "slack_client_secret": "hush",
    "slack_signing_secret": "signed",
    "public_url": "https://idelos.example.org",
    "secret": SECRET,
}


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"IDELOS_{name.upper()}", raising=False)


TEAMS = {
    "teams_app_id": "11111111-1111-1111-1111-111111111111",
    "teams_tenant": "33333333-3333-3333-3333-333333333333",
    "teams_app_secret": "secret",
    "public_url": "https://idelos.example.org",
}


def kinds(**values: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate(values)
    return [fault["type"] for fault in caught.value.errors()]


def test_nothing_needs_to_be_set() -> None:
    assert Settings().base_url == "http://127.0.0.1:8080"
    assert Settings(host="::1", port=90).base_url == "http://[::1]:90"


def test_all_that_letters_need() -> None:
    assert Settings.model_validate(MAIL).base_url == "https://idelos.example.org"


def test_slack_needs_a_token_a_way_in_and_our_address() -> None:
    Settings.model_validate(SLACK)
    Settings.model_validate(SLACK | {"slack_signing_secret": None, "slack_app_token": "xapp-1"})
    Settings.model_validate(SEVERAL)


def test_telegram_brings_or_is_fetched_from() -> None:
    Settings.model_validate(TELEGRAM)
    Settings.model_validate(TELEGRAM | {"telegram_secret": None})


def test_teams_serves_its_own_organisation_or_those_that_are_named() -> None:
    own, other = TEAMS["teams_tenant"], "22222222-2222-2222-2222-222222222222"
    assert Settings.model_validate(TEAMS).teams_regions == {own: None}
    several = Settings.model_validate(TEAMS | {"teams_tenants": f"{own}=trondelag, {other}"})
    assert several.teams_regions == {own: "trondelag", other: None}


def test_teams_is_tried_on_this_machine_alone() -> None:
    assert Settings.model_validate({"teams_development": True}).has_teams


@pytest.mark.parametrize("missing", ["mail_from", "public_url", "secret"])
def test_letters_need_a_way_to_stop_them_and_a_sender(missing: str) -> None:
    assert kinds(**{**MAIL, missing: None}) == ["smtp_alone"]


@pytest.mark.parametrize(
    ("fault", "values"),
    [
        ("smtp_open", {**MAIL, "smtp_security": "none"}),
        ("smtp_login", {**MAIL, "smtp_user": "idelos"}),
        ("smtp_login", {"smtp_password": "hemmelig"}),
        ("short_secret", {"secret": "kort"}),
        ("public_url", {"public_url": "http://idelos.example.org"}),
        ("public_url", {"public_url": "idelos.example.org"}),
        ("mail_from", {"mail_from": "Idélos <idelos@example.org>"}),
        ("mail_from", {"mail_from": "idélos@example.org"}),
        ("greater_than", {"mail_per_second": 0}),
        ("slack_token", {**SLACK, "slack_bot_token": "xapp-1"}),
        ("slack_token", {**SLACK, "slack_app_token": "xoxb-1"}),
        ("slack_no_token", {"slack_signing_secret": "signed"}),
        ("slack_no_token", {"slack_app_token": "xapp-1"}),
        ("slack_no_token", {"slack_region": "trondelag"}),
        ("slack_alone", {**SLACK, "slack_signing_secret": None}),
        ("slack_alone", {**SLACK, "public_url": None}),
        ("slack_both", {**SEVERAL, "slack_bot_token": "xoxb-1"}),
        ("slack_both", {**SEVERAL, "slack_region": "trondelag"}),
        ("slack_client", {**SEVERAL, "slack_client_secret": None}),
        ("slack_client", {**SEVERAL, "slack_signing_secret": None}),
        ("slack_install", {**SEVERAL, "public_url": None}),
        ("slack_install", {**SEVERAL, "secret": None}),
        ("telegram_token", {**TELEGRAM, "telegram_token": "4711"}),
        ("telegram_token", {**TELEGRAM, "telegram_token": f"bot:{'A' * 35}"}),
        ("telegram_secret", {**TELEGRAM, "telegram_secret": "s" * 31}),
        ("telegram_secret", {**TELEGRAM, "telegram_secret": "s" * 257}),
        ("telegram_secret", {**TELEGRAM, "telegram_secret": f"{'s' * 32}æ"}),
        ("telegram_secret", {**TELEGRAM, "telegram_secret": f"{'s' * 32}."}),
        ("telegram_no_token", {"telegram_secret": "s" * 32}),
        ("telegram_no_token", {"telegram_region": "trondelag"}),
        ("telegram_alone", {**TELEGRAM, "public_url": None}),
        ("teams_guid", {**TEAMS, "teams_app_id": "idelos"}),
        ("teams_guid", {**TEAMS, "teams_tenants": "trondelag"}),
        ("teams_app", {**TEAMS, "teams_tenant": None}),
        ("teams_app", {**TEAMS, "teams_app_secret": None}),
        ("teams_app", {**TEAMS, "teams_managed_identity": True}),
        ("teams_app", {"teams_tenants": TEAMS["teams_tenant"]}),
        ("teams_alone", {**TEAMS, "public_url": None}),
        ("teams_development", {**TEAMS, "teams_development": True}),
        ("teams_open", {"teams_development": True, "host": "0.0.0.0"}),  # noqa: S104
        ("teams_open", {"teams_development": True, "public_url": "https://idelos.example.org"}),
    ],
)
def test_what_cannot_be_is_refused(fault: str, values: dict[str, object]) -> None:
    assert kinds(**values) == [fault]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_on_the_same_machine_nothing_needs_protection(host: str) -> None:
    url = "http://127.0.0.1:8080"
    Settings.model_validate(MAIL | {"smtp_host": host, "smtp_security": "none", "public_url": url})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("IDELOS_SECRET", "hemmelig", "IDELOS_SECRET"),
        ("IDELOS_PORT", "hemmelig", "IDELOS_PORT"),
        ("IDELOS_SMTP_PASSWORD", "hemmelig", "IDELOS_SMTP_USER"),
        ("IDELOS_SLACK_BOT_TOKEN", "hemmelig", "IDELOS_SLACK_BOT_TOKEN"),
    ],
)
def test_a_terminal_reads_what_is_wrong_but_never_the_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    result = CliRunner().invoke(migrate)
    assert result.exit_code == 1
    assert said in result.output
    assert value not in result.output
