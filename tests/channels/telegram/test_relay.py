"""An idea goes from Telegram to a mailbox and back, and is one case on the page."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import pytest

from bot.ideas.tellers import idea_parts, idea_tellers
from bot.notices.dispatcher import Dispatcher
from bot.notices.means import Means
from bot.notices.preparation import Preparation
from bot.senders import open_senders
from bot.telegram import telegram_sender
from knowledge.store import SnapshotCache
from tests.channels.telegram.house import House, opened, settings
from tests.mail.server import MailServer, running
from tests.telegram.fake import FakeTelegram

pytestmark = pytest.mark.with_packs

IDEA = "Vi i hjemmetjenesten i Namsos vil teste sensorer"


class Office:
    """The worker, the mailbox of the municipality, and its browser."""

    def __init__(self, house: House, server: MailServer, dispatchers: list[Dispatcher]) -> None:
        self.house = house
        self._server = server
        self._dispatchers = dispatchers
        transport = httpx.ASGITransport(house.app)
        self.browser = httpx.AsyncClient(transport=transport, base_url="https://idelos.test")

    async def letters(self) -> list[EmailMessage]:
        """Let the worker send what is due everywhere; give the letters so far."""
        self.house.clock.pass_(60)
        for dispatcher in self._dispatchers:
            await dispatcher.round(self.house.clock())
            await dispatcher.finish()
        found = [it.content for it in self._server.letters if isinstance(it.content, bytes)]
        return [cast("EmailMessage", message_from_bytes(it, policy=default)) for it in found]

    async def open(self, letter: EmailMessage, label: str) -> str:
        """Open the page that a link of a letter leads to."""
        answer = await self.browser.get(_path(letter, label), follow_redirects=True)
        assert answer.status_code == 200
        return unescape(answer.text)

    async def follow(self, letter: EmailMessage, label: str, **fields: str) -> str:
        """Open a link of a letter, fill in what the page asks, send it; give what it says."""
        path = _path(letter, label)
        assert (await self.browser.get(path)).status_code == 200
        answer = await self.browser.post(path, data=fields, follow_redirects=True)
        assert answer.status_code == 200
        return answer.text


def _path(letter: EmailMessage, label: str) -> str:
    found = re.search(rf"^{label}: (https://\S+)$", plain(letter), re.MULTILINE)
    assert found, plain(letter)
    return urlsplit(found[1]).path


def plain(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\u00a0", " ").replace("\r\n", "\n")


@asynccontextmanager
async def at_work(database: str, telegram: FakeTelegram) -> AsyncIterator[tuple[House, Office]]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(running(MailServer()))
        mail: dict[str, Any] = {
            "smtp_host": "localhost",
            "smtp_port": server.port,
            "smtp_security": "none",
            "mail_from": "idelos@mail.example.org",
        }
        house = await stack.enter_async_context(opened(database, telegram, **mail))
        prepare = Preparation(SnapshotCache(house.sessions).current, idea_tellers(), idea_parts())
        means = Means(house.sessions, prepare, "worker", house.clock)
        without = settings(
            database, telegram_token=None, telegram_secret=None, telegram_region=None, **mail
        )
        senders = await stack.enter_async_context(
            open_senders(without, house.sessions, house.clock)
        )
        own = telegram_sender(settings(database), house.sessions, house.clock, telegram.address)
        stack.push_async_callback(own.aclose)
        yield house, Office(house, server, [Dispatcher(means, it) for it in (*senders, own)])


async def test_a_relay_between_telegram_and_a_mailbox_is_one_case(
    database: str, telegram: FakeTelegram
) -> None:
    async with at_work(database, telegram) as (house, office):
        asked = await house.say(f"{IDEA}, hvor går jeg med ideen?")
        preview = await house.press(asked, "Send ideen videre")
        assert IDEA in preview.text
        sent = await house.press(preview, "Send")
        assert "IDE-2026-0001" in sent.text

        [came] = await office.letters()
        assert came["To"] == "postmottak@namsos.kommune.no"
        assert f"«{IDEA}»" in plain(came)
        await office.follow(came, "Spør tilbake", text="har dere valgt leverandør?")

        await office.letters()
        [asks] = await house.answers(81)
        assert "«har dere valgt leverandør?»" in asks.text
        assert "«nei»" in (await house.say("nei")).text

        *_, told = await office.letters()
        assert "«nei»" in plain(told)
        await office.follow(told, "Ta saken")
        await office.letters()
        [taken] = await house.answers(81)
        assert "Namsos" in taken.text

        assert "tatt IDE-2026-0001" in taken.text

        case = await house.press(sent, "Se saken")
        page = await office.open(told, "Se saken")
        for words in ("IDE-2026-0001", IDEA, "har dere valgt leverandør?", "«nei»", "tok saken"):
            assert words in case.text
            assert words in page
