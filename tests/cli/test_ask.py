"""``idelos ask``: one question without a server and without a database."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.ask import ask

QUESTION = "Vi i hjemmetjenesten i Namsos vil teste sensorer, hvor går jeg med ideen?"


@pytest.fixture(autouse=True)
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDELOS_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ask, arguments)


def test_the_answer_comes_straight_from_the_packs() -> None:
    result = run(QUESTION, "--at", "2026-11-23")
    assert result.exit_code == 0
    assert result.output.startswith("Start hos FoUI-kontakten i Namsos kommune")
    assert "postmottak@namsos.kommune.no" in result.output


def test_everything_behind_it_is_one_json_object() -> None:
    data = json.loads(run(QUESTION, "--at", "2026-11-23", "--json").output)
    assert (data["lang"], data["intent"], data["municipality"]) == ("nb", "route_idea", "Namsos")
    assert "health_care" in data["themes"]
    assert data["need"] == "innovation"
    assert 0.5 <= data["confidence"] <= 1
    first = data["referrals"][0]
    assert first["rule"] == "trondelag-foui-first"
    assert first["role"] == "foui_kontakt"
    assert first["organisation"] == "Namsos kommune"
    assert first["mailbox"] == "postmottak@namsos.kommune.no"
    assert first["website"] == "namsos.kommune.no"
    assert first["reason"]
    assert data["reply"]["buttons"] == ["Send ideen videre", "Hvorfor?", "Minn meg"]


def test_why_names_the_evidence_and_the_rules() -> None:
    output = run(QUESTION, "--at", "2026-11-23", "--why").output
    assert "trondelag-foui-first" in output
    assert "intent:route_idea" in output
    assert "municipality:namsos" in output


def test_what_is_known_beforehand_is_used() -> None:
    output = run("vi vil teste sensorer", "--municipality", "Kalix", "--lang", "en").output
    assert "FoUI at Norrbottens Kommuner" in output


def test_the_answer_is_as_of_the_day() -> None:
    question = ("Når er fristen for SustainGov hos Vinnova?", "--region", "norrbotten")
    before = run(*question, "--at", "2026-05-04").output
    assert "17. juni" in before
    after = run(*question, "--at", "2026-11-23").output
    assert after != before


@pytest.mark.parametrize("option", [("--region", "nowhere"), ("--municipality", "Nowhere")])
def test_an_unknown_place_is_a_usage_error(option: tuple[str, str]) -> None:
    result = run("hei", *option)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
