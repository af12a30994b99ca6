"""``idelos notices list``, ``retry`` and ``explain``."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.notices import notices
from bot.notices.tables import Delivery, Person
from tests.cli.installation import in_database, install
from tests.notices.people import NOON, delivery, make_person, plan


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The shipped knowledge and nobody in it."""
    return install(tmp_path, monkeypatch)


def write(url: str, *channels: str, **values: Any) -> int:
    async def work(session: AsyncSession) -> int:
        person = await make_person(session, *channels, region="trondelag")
        [number] = await plan(session, [delivery(person, (channels or (None,))[0], **values)])
        return number

    return in_database(url, work)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(notices, [str(it) for it in arguments], catch_exceptions=False)


def test_nothing_is_said_plainly() -> None:
    assert run("list").output == "Ingen varsler.\n"
    assert run("--lang", "sv", "list", "--dead").output == "Inga aviseringar.\n"


def test_counts_by_channel_and_dead_letters_one_by_one(url: str) -> None:
    write(url, "slack")
    write(url, "slack")
    number = write(url, "email", state="dead", outcome="550 no such user")
    assert run("list").output.splitlines() == ["email: 1 gitt opp", "slack: 2 venter"]
    [line] = run("list", "--dead").output.splitlines()
    assert line.split("  ")[:4] == [str(number), "2027-01-15", "email", "påminnelse"]
    assert line.endswith("550 no such user")


def test_a_dead_letter_gets_all_its_tries_again_in_the_open_channel(url: str) -> None:
    number = write(url, "email", state="dead", attempts=24)

    async def move(session: AsyncSession) -> None:
        person = (await session.scalars(select(Person))).one()
        person.channel = "slack"

    in_database(url, move)
    assert run("retry", number).output == "1 varsel prøves på nytt.\n"

    async def look(session: AsyncSession) -> Delivery:
        return (await session.scalars(select(Delivery))).one()

    row = in_database(url, look)
    assert (row.state, row.channel, row.attempts) == ("planned", "slack", 0)


def test_only_what_is_dead_and_has_an_open_door_is_tried_again(url: str) -> None:
    sent, shut = write(url, "slack", state="sent"), write(url, state="dead")
    dead = write(url, "slack", state="dead")
    tried = run("retry", sent, shut, dead)
    assert tried.exit_code == 1
    assert tried.stdout == "1 varsel prøves på nytt.\n"
    assert f"{sent}, {shut}" in tried.stderr
    assert run("retry", "--all").output == "0 varsler prøves på nytt.\n"


@pytest.mark.parametrize("arguments", [(), (1, "--all")])
def test_retry_wants_either_numbers_or_all(arguments: tuple[object, ...]) -> None:
    assert run("retry", *arguments).exit_code == 2


def test_it_is_explained_why_when_and_where_and_never_to_which_address(url: str) -> None:
    number = write(
        url,
        "slack",
        because="programme:klimasats",
        state="sent",
        sent_at=NOON + timedelta(minutes=1),
        attempts=2,
        repeated=True,
    )
    told = run("explain", number).output
    assert "påminnelse" in told
    assert "følger Klimasats" in told
    assert "Sendt fredag 15. januar" in told
    assert "kl. 13.01 på slack, etter 2 forsøk" in told
    assert "Kan ha kommet før" in told
    assert "slack-" not in told


def test_a_code_is_explained_without_its_digits(url: str) -> None:
    told = run("explain", write(url, "email", kind="code", because="asked:1", told="123456")).output
    assert "som ba om den" in told
    assert "123456" not in told


def test_what_waits_says_when_it_is_tried_next(url: str) -> None:
    held = {"try_at": NOON + timedelta(hours=19), "outcome": "quiet hours"}
    told = run("--lang", "en", "explain", write(url, "slack", **held)).output
    assert "Now: waiting." in told
    assert "Next try: Saturday 16 January" in told
    assert "at 08:00." in told
    assert "Noted: quiet hours" in told


def test_an_unknown_number_is_said_so() -> None:
    told = run("explain", 77)
    assert (told.exit_code, told.stderr) == (1, "Ingen varsler har nummer 77.\n")
