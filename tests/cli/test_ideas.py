"""``idelos ideas``: headers for operators, words for a reason, moves that everybody hears of."""

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.ideas import ideas
from bot.clock import utc_now
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.notices.tables import Delivery
from knowledge.store import load_snapshot
from tests.cli.installation import in_database, install
from tests.ideas.people import NAMSOS, SENSORS, holder, somebody

NUMBER = f"IDE-{utc_now().year}-0001"


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The shipped knowledge, one idea, and a question about it."""
    url = install(tmp_path, monkeypatch)
    in_database(url, _send)
    return url


async def _send(session: AsyncSession) -> None:
    now, known = utc_now(), await load_snapshot(session)
    nurse, contact = await somebody(session, "nurse"), await holder(session, "foui", NAMSOS)
    idea = (await Relay(session, known, nurse, now).send(SENSORS, "nb", "press")).idea
    asked = Step("asked", "receiver", now, "q", text="hvor mange?")
    await Relay(session, known, contact, now).take(idea.id, asked)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(ideas, [str(it) for it in arguments], catch_exceptions=False)


def test_the_list_has_a_header_each_and_no_word_of_what_they_say() -> None:
    said = run("list").output
    assert said.startswith(
        f"{NUMBER} · idé · venter på den som sendte den · Namsos · "
        "FoUI-kontakten i Namsos kommune · siden "
    )
    assert SENSORS.text not in said
    assert run("list", "--which", "unanswered").output == "Ingen ideer.\n"
    assert run("--lang", "sv", "list", "--region", "norrbotten").output == "Inga idéer.\n"


def test_what_happened_is_shown_without_words_unless_there_is_a_reason(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hidden = run("show", NUMBER).output
    assert "hvor mange?" not in hidden
    assert SENSORS.text not in hidden
    assert len(hidden.splitlines()) == 3
    assert not caplog.records
    with caplog.at_level(logging.WARNING):
        shown = run("show", NUMBER, "--words", "sak 12/26").output
    assert "hvor mange?" in shown
    assert SENSORS.text in shown
    assert "sak 12/26" in caplog.text
    assert SENSORS.text not in caplog.text


def test_an_idea_is_moved_and_those_concerned_are_told(url: str) -> None:
    said = run("move", NUMBER, "sekretariatet-distriktforsk")
    assert said.output == (
        f"{NUMBER} ligger nå hos sekretariatet i fylkeskommunen. De det gjelder, får beskjed.\n"
    )

    async def told(session: AsyncSession) -> list[str]:
        return list(await session.scalars(select(Delivery.because).where(Delivery.lead == "3")))

    assert sorted(in_database(url, told)) == [
        "seat:foui-kontakt@namsos",
        "seat:sekretariatet-distriktforsk",
        "submitter",
    ]
    again = run("move", NUMBER, "sekretariatet-distriktforsk")
    assert again.exit_code == 1
    assert "kunne ikke flyttes" in again.output


@pytest.mark.parametrize(
    ("seat", "said"),
    [
        ("foui-kontakt", "ingen rolle i pakkene"),
        ("foui-kontakt@atlantis", "ingen rolle i pakkene"),
        ("sekretariatet-distriktforsk@namsos", "ingen rolle i pakkene"),
        ("foui-kontakt@osen", "ingen bekreftet adresse til FoUI-kontakten i Osen kommune"),
    ],
)
def test_an_idea_is_not_moved_to_where_nobody_gets_it(seat: str, said: str) -> None:
    refused = run("move", NUMBER, seat)
    assert refused.exit_code == 1
    assert said in refused.output


def test_an_unknown_number_is_said_plainly() -> None:
    assert run("show", "IDE-1999-0001").output == "Ingen idé har nummeret IDE-1999-0001.\n"


def test_ideas_are_exported_to_a_new_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    assert run("export", folder).output == f"1 idé er skrevet til {folder}.\n"
    assert {path.name for path in folder.iterdir()} == {f"{NUMBER}.json", "SHA256SUMS"}
    assert run("export", folder).exit_code == 1
