"""``idelos ideas appoint``, ``offices`` and ``end``: who gets ideas, by an operator's hand."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.main import main
from bot.clock import utc_now
from bot.ideas.offices import Post, accept_invitation
from bot.ideas.relay import Relay
from bot.ideas.seat import Seat
from bot.notices.tables import Delivery
from knowledge.store import load_snapshot
from tests.cli.installation import in_database, install
from tests.ideas.people import NAMSOS, SENSORS, somebody


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The shipped knowledge, and nobody who holds an office."""
    return install(tmp_path, monkeypatch)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["ideas", *map(str, arguments)], catch_exceptions=False)


def secret_in(result: Result) -> str:
    found = re.search(r"/office/([\w-]{32})\n", result.output)
    assert found, result.output
    return found[1]


def taken(url: str, secret: str, name: str) -> Post | None:
    async def work(session: AsyncSession) -> Post | None:
        person = await somebody(session, name)
        return await accept_invitation(session, person, secret, utc_now())

    return in_database(url, work)


def test_an_invitation_makes_the_one_who_follows_it_the_contact(url: str) -> None:
    asked = run("appoint", "foui-kontakt@namsos")
    assert "FoUI-kontakten i Namsos kommune" in asked.output
    assert run("offices").output == "Ingen har tatt en rolle ennå.\n"
    assert taken(url, secret_in(asked), "foui") == Post("contact", NAMSOS, "trondelag")
    assert "1  FoUI-kontakten i Namsos kommune, person 1, invitasjon" in run("offices").output


@pytest.mark.parametrize(
    ("arguments", "post"),
    [
        (("kompetansemegler-inam",), Post("contact", Seat("kompetansemegler-inam"), "trondelag")),
        (("foui-kontakt@namsos", "--deputy"), Post("contact", NAMSOS, "trondelag", deputy=True)),
        (("--secretary", "norrbotten"), Post("secretary", region="norrbotten")),
        (("--administrator",), Post("administrator")),
    ],
)
def test_every_office_can_be_given(url: str, arguments: tuple[str, ...], post: Post) -> None:
    assert taken(url, secret_in(run("appoint", *arguments)), "somebody") == post


@pytest.mark.parametrize(
    "arguments",
    [
        ("appoint",),
        ("appoint", "foui-kontakt@namsos", "--administrator"),
        ("appoint", "foui-kontakt"),
        ("appoint", "nobody@namsos"),
        ("appoint", "--secretary", "atlantis"),
        ("end", "7"),
    ],
)
def test_what_there_is_not_is_refused_with_a_sentence(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, ["ideas", *arguments])
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert result.output.strip()


def test_the_end_of_an_office_moves_what_is_open_and_tells_both_sides(url: str) -> None:
    taken(url, secret_in(run("appoint", "foui-kontakt@namsos")), "foui")

    async def send(session: AsyncSession) -> None:
        nurse = await somebody(session, "nurse")
        await Relay(session, await load_snapshot(session), nurse, utc_now()).send(
            SENSORS, "nb", "press"
        )

    in_database(url, send)
    ended = run("end", 1)
    assert ended.output == (
        "FoUI-kontakten i Namsos kommune: avsluttet. Én åpen idé ligger nå hos Namsos kommune.\n"
    )
    assert run("end", 1).exit_code == 1

    async def told(session: AsyncSession) -> list[tuple[str, str | None]]:
        rows = await session.execute(
            select(Delivery.kind, Delivery.channel).where(Delivery.lead == "2")
        )
        return sorted((kind, channel) for kind, channel in rows)

    assert in_database(url, told) == [("progress", "web"), ("referral", "email")]
