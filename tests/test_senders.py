"""The channels of an installation, and the whole way of a letter through them."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.extras import MissingExtraError
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.preparation import Preparation
from bot.notices.tables import Delivery, Door
from bot.senders import open_senders
from bot.settings import Settings
from knowledge.store import SnapshotCache
from tests.mail.letters import SECRET
from tests.mail.server import MailServer, running
from tests.notices.people import NOON, delivery, make_person, plan

Sessions = async_sessionmaker[AsyncSession]

SLACK = {
    "slack_bot_token": "xoxb-1",
    "slack_signing_secret": "signed",
    "public_url": "https://idelos.example.org",
}

NOWHERE = async_sessionmaker()
"""For channels that ask no database."""


TEAMS = {
    "teams_app_id": "0c5e3b5a-7f7c-4c6e-9d3c-0d5a6b1f2e3d",
    "teams_tenant": "9a1d7c52-1c1f-4c0e-8a54-3f1b2c4d5e6f",
    "teams_app_secret": "app-secret",
    "public_url": "https://idelos.example.org",
}
TELEGRAM = {"telegram_token": f"4711:{'A' * 35}", "public_url": "https://idelos.example.org"}


def settings(**values: object) -> Settings:
    letters = {"mail_from": "idelos@mail.example.org", "secret": SECRET}
    return Settings.model_validate(letters | values)


def mail(port: int = 25) -> Settings:
    here = {"smtp_host": "localhost", "smtp_port": port, "smtp_security": "none"}
    return settings(public_url="https://idelos.example.org", mail_per_second=50, **here)


async def channels(settings: Settings, outbox: Path | None = None) -> list[str]:
    async with open_senders(settings, NOWHERE, lambda: NOON, outbox) as senders:
        return [sender.channel for sender in senders]


async def test_letters_go_out_only_where_a_mail_server_is_set(tmp_path: Path) -> None:
    assert await channels(Settings()) == ["web"]
    assert await channels(settings()) == ["web"]
    assert await channels(mail()) == ["web", "email"]
    assert await channels(settings(), tmp_path) == ["web", "email"]

    assert await channels(settings(**SLACK)) == ["web", "slack"]
    assert await channels(settings(**TELEGRAM)) == ["web", "telegram"]
    assert await channels(settings(**TEAMS)) == ["web", "teams"]
    assert await channels(Settings(teams_development=True)) == ["web", "teams"]


async def test_with_an_outbox_no_letter_leaves_the_machine(tmp_path: Path) -> None:
    async with open_senders(mail(), NOWHERE, lambda: NOON, tmp_path) as (_, email):
        assert type(email).__name__ == "Outbox"


async def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sender", "smtp", "answers"):
        monkeypatch.delitem(sys.modules, f"bot.channels.email.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "aiosmtplib", None)
    with pytest.raises(MissingExtraError) as caught:
        await channels(mail())
    assert (caught.value.package, caught.value.extra) == ("aiosmtplib", "email")
    monkeypatch.setitem(sys.modules, "bot.slack", None)
    with pytest.raises(MissingExtraError) as caught:
        await channels(settings(**SLACK))
    assert caught.value.extra == "slack"
    monkeypatch.setitem(sys.modules, "bot.telegram", None)
    with pytest.raises(MissingExtraError) as caught:
        await channels(settings(**TELEGRAM))
    assert caught.value.extra == "telegram"
    monkeypatch.setitem(sys.modules, "bot.teams", None)
    with pytest.raises(MissingExtraError) as caught:
        await channels(settings(**TEAMS))
    assert caught.value.extra == "teams"
    assert await channels(Settings()) == ["web"], "all else works without them"


@pytest.mark.with_packs
async def test_an_address_gets_nothing_but_the_code_until_it_is_confirmed(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        known, begun = await make_person(session, "email"), await make_person(session)
        door = Door(person_id=begun, channel="email", address="begun@example.org")
        session.add(door)
        await session.flush()
        call = "call:omstallningsfonden-2024-2026"
        code = {"lead": "", "told": "004123", "useful_until": NOON + timedelta(minutes=15)}
        rows = [
            delivery(known, "email", subject=call),
            delivery(begun, "email", subject=call),
            delivery(begun, "email", "code", subject=f"door:{door.id}", **code),
        ]
        await plan(session, rows)
        await session.execute(
            update(Door).where(Door.person_id == known).values(address="known@example.org")
        )
        await session.commit()
    means = Means(sessions, Preparation(SnapshotCache(sessions).current), "one", lambda: NOON)
    async with (
        running(MailServer()) as server,
        open_senders(mail(server.port), sessions, lambda: NOON) as (_, email),
    ):
        dispatcher = Dispatcher(means, email)
        await dispatcher.round(NOON)
        await dispatcher.finish()
    got = {letter.rcpt_tos[0]: letter.content for letter in server.letters}
    assert set(got) == {"known@example.org", "begun@example.org"}
    assert isinstance(got["begun@example.org"], bytes)
    assert b"004123" in got["begun@example.org"]
    async with sessions() as session:
        states = await session.execute(select(Delivery.person_id, Delivery.kind, Delivery.state))
        assert {tuple(row) for row in states} == {
            (known, "reminder", "sent"),
            (begun, "reminder", "dropped"),
            (begun, "code", "sent"),
        }


@pytest.mark.with_packs
async def test_a_mailbox_that_is_gone_closes_the_door_without_naming_it(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        person = await make_person(session, "email")
        await session.execute(update(Door).values(address="gone@example.org"))
        await plan(
            session, [delivery(person, "email", subject="call:omstallningsfonden-2024-2026")]
        )
        await session.commit()
    means = Means(sessions, Preparation(SnapshotCache(sessions).current), "one", lambda: NOON)
    server = MailServer(RCPT="550 5.1.1 <gone@example.org>: unknown")
    async with (
        running(server),
        open_senders(mail(server.port), sessions, lambda: NOON) as (_, email),
    ):
        dispatcher = Dispatcher(means, email)
        await dispatcher.round(NOON)
        await dispatcher.finish()
    async with sessions() as session:
        [door] = await session.scalars(select(Door))
        [row] = await session.scalars(select(Delivery))
    assert (door.closed_at, door.closed_because) == (NOON, "SMTP 550 5.1.1")
    assert row.state == "dead"
    assert "gone@" not in (row.outcome or "")
