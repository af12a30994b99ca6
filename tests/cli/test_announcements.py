"""``idelos notices announce``: shown first, sent when told to, listed, reported, withdrawn."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.kb import kb
from bot.cli.notices import notices
from bot.database import make_engine, make_sessions, migrate
from tests.notices.people import make_person

_DRAFT = """
audience:
  region: trondelag
title:
  nb: Spørretime
  nn: Spørjetime
body:
  nb: |
    Torsdag svarer vi på spørsmål.
    Meld deg på.
  nn: |
    Torsdag svarer vi på spørsmål.
    Meld deg på.
sender: sekretariatet
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "melding.yaml"
    file.write_text(_DRAFT, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped knowledge, and three people in Trøndelag, one of whom reads Swedish."""
    url = f"sqlite:///{tmp_path}/idelos.db"
    monkeypatch.setenv("IDELOS_DATABASE_URL", url)
    asyncio.run(migrate(url))
    assert CliRunner().invoke(kb, ["import"]).exit_code == 0
    asyncio.run(_people(url))


async def _people(url: str) -> None:
    engine = make_engine(url)
    async with make_sessions(engine).begin() as session:
        for language in ("nb", "nb", "sv"):
            await make_person(session, "web", region="trondelag", language=language)
    await engine.dispose()


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(notices, [str(it) for it in arguments], catch_exceptions=False)


def test_it_is_shown_as_each_receiver_will_read_it(file: Path) -> None:
    shown = _run("announce", file, "--at", "2100-02-01T08:00")
    assert shown.exit_code == 0
    assert shown.output.splitlines() == [
        "For: alle som bruker Idélos i Trøndelag",
        "Mottakere: 3 (bokmål 2, svensk 1)",
        "Sendes: mandag 1. februar 2100 kl. 08.00",
        "",
        "--- nb",
        "Spørretime",
        "Torsdag svarer vi på spørsmål.",
        "Meld deg på.",
        "  [1] Slå av meldingene",
        "⚓ Du får meldinger til Trøndelag · sendt av Idélos, en robot, for sekretariatet",
        "",
        "--- nn",
        "Spørjetime",
        "Torsdag svarer vi på spørsmål.",
        "Meld deg på.",
        "  [1] Slå av meldingane",
        "⚓ Du får meldingar til Trøndelag · sendt av Idélos, ein robot, for sekretariatet",
        "",
        "--- sv",
        "Spørretime",
        "Torsdag svarer vi på spørsmål.",
        "Meld deg på.",
        "Texten är på norska.",
        "  [1] Stäng av meddelanden",
        "⚓ Du får meddelanden till Trøndelag · skickat av Idélos, en bot, för sekretariatet",
        "",
        "Ingenting er sendt. Stemmer alt, kjører du kommandoen på nytt med --send.",
    ]
    assert _run("announcements").output == "Ingen meldinger.\n"


def test_it_is_sent_reported_and_withdrawn(file: Path) -> None:
    sent = _run("announce", file, "--send", "--at", "2100-02-01 08:00")
    assert "Meldingen har nummer 1 og går ut mandag 1. februar 2100 kl. 08.00." in sent.output
    listed = "Melding 1, 2100-02-01 08:00: Spørretime"
    assert _run("announcements").output == f"{listed}\n"
    assert _run("report", 1).output.startswith(f"{listed}\nDen er ikke delt ut ennå")
    assert (
        _run("withdraw", 1).output == "Meldingen er trukket. 0 ble stoppet, 0 var sendt fra før.\n"
    )
    assert _run("announcements").output == f"{listed} (trukket)\n"


def test_what_cannot_be_done_is_said(file: Path) -> None:
    past = _run("--lang", "en", "announce", file, "--send", "--at", "2020-01-01T08:00")
    assert (past.exit_code, past.stderr) == (
        1,
        "The time Wednesday 1 January 2020 at 08:00 is past.\n",
    )
    for command in ("report", "withdraw"):
        unknown = _run(command, 7)
        assert (unknown.exit_code, unknown.stderr) == (1, "Ingen melding har nummer 7.\n")
    file.write_text(_DRAFT.replace("trondelag", "finnmark"), encoding="utf-8")
    wrong = _run("announce", file, "--send")
    assert wrong.exit_code == 1
    assert "melding.yaml:3: audience.region:" in wrong.output
    assert _run("announcements").output == "Ingen meldinger.\n"
