"""The end of an installation: tokens gone, people reached another way, and a way back."""

from datetime import timedelta

from sqlalchemy import select

from bot.installations.store import StoredInstallations
from bot.message import Place
from bot.notices.desk.people import Profile, make_person
from bot.notices.tables import Door, Person
from tests.slack.fake import FakeSlack
from tests.slack.installing.parts import Sessions, granted, row
from tests.web.visit import Clock

NOBODY = Profile("nb", None, None)


async def person(sessions: Sessions, clock: Clock, address: str, *, email: bool = False) -> int:
    """Somebody with a door in Slack, and perhaps one for letters."""
    async with sessions.begin() as session:
        place = Place("slack", address)
        id_ = await make_person(session, place, NOBODY, clock(), reachable=True)
        if email:
            mailbox = f"{id_}@example.org"
            session.add(Door(person_id=id_, channel="email", address=mailbox, confirmed_at=clock()))
        return id_


async def channels(sessions: Sessions) -> dict[int, str | None]:
    """Which way each person is reached now."""
    async with sessions() as session:
        found = await session.execute(select(Person.id, Person.channel))
        return {it.id: it.channel for it in found}


async def test_tokens_are_deleted_and_notices_go_by_letter(
    stored: StoredInstallations, slack: FakeSlack, sessions: Sessions, clock: Clock
) -> None:
    await stored.add(await granted(slack), "trondelag")
    kari = await person(sessions, clock, "T1/U1", email=True)
    ola = await person(sessions, clock, "T1/U2")
    elsewhere = await person(sessions, clock, "T10/U1")
    clock.move(days=1)
    await stored.end("T1", "app_uninstalled", clock())
    assert await stored.find("T1") is None
    kept = await row(sessions)
    assert (kept.token, kept.refresh_token, kept.ended_at) == (None, None, clock())
    assert await channels(sessions) == {kari: "email", ola: None, elsewhere: "slack"}


async def test_installed_anew_the_ways_are_open_again(
    stored: StoredInstallations, slack: FakeSlack, sessions: Sessions, clock: Clock
) -> None:
    await stored.add(await granted(slack), "trondelag")
    kari = await person(sessions, clock, "T1/U1", email=True)
    left = await person(sessions, clock, "T1/U2")
    async with sessions.begin() as session:
        door = await session.scalar(select(Door).where(Door.person_id == left))
        assert door
        door.closed_at, door.closed_because = clock(), "account_inactive"
    clock.move(days=1)
    await stored.end("T1", "app_uninstalled")
    clock.move(days=1)
    await stored.add(await granted(slack), None)
    found = await stored.find("T1")
    assert found is not None
    assert found.region == "trondelag"
    assert (await channels(sessions))[kari] == "slack"
    async with sessions() as session:
        shut = await session.scalars(select(Door.address).where(Door.closed_at.is_not(None)))
        assert shut.all() == ["T1/U2"]


async def test_what_slack_tells_late_ends_nothing_that_was_installed_since(
    stored: StoredInstallations, slack: FakeSlack, clock: Clock
) -> None:
    removed_at = clock() - timedelta(minutes=5)
    await stored.add(await granted(slack), None)
    await stored.end("T1", "app_uninstalled", removed_at)
    assert await stored.find("T1") is not None


async def test_an_end_that_is_told_twice_or_of_nobody_changes_nothing(
    stored: StoredInstallations, slack: FakeSlack, sessions: Sessions, clock: Clock
) -> None:
    await stored.add(await granted(slack), None)
    clock.move(minutes=1)
    await stored.end("T1", "tokens_revoked")
    first = (await row(sessions)).ended_at
    clock.move(minutes=1)
    await stored.end("T1", "app_uninstalled")
    await stored.end("T9", "app_uninstalled")
    assert (await row(sessions)).ended_at == first
