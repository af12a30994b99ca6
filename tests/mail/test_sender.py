"""Letters to a real mail server, and every way in which it may not take them."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from shutil import which

import pytest

from bot.channels.email.sender import EmailSender
from bot.channels.email.smtp import Server
from bot.notices.notice import RefusedError, TryLaterError
from tests.mail.letters import LETTERHEAD, NOW, REMINDER, TARGET, said
from tests.mail.server import DROP, RIGHT, WRONG, MailServer, running


class Post:
    """A mail server, and our sender that hands letters to it."""

    def __init__(self, server: MailServer, **values: object) -> None:
        self.server = server
        at = Server("localhost", server.port, "none")
        self.sender = EmailSender(LETTERHEAD, replace(at, **values), per_second=5)  # type: ignore[arg-type]

    async def send(self, address: str = TARGET.address) -> str | None:
        return await self.sender.send(REMINDER, replace(TARGET, address=address), NOW)


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with running(MailServer()) as server:
        post = Post(server)
        yield post
        await post.sender.aclose()


async def test_a_letter_arrives(post: Post) -> None:
    known = await post.send()
    [letter] = post.server.letters
    assert letter.mail_from == "idelos@mail.example.org"
    assert letter.rcpt_tos == ["ola@example.org"]
    assert isinstance(letter.content, bytes)
    assert message_from_bytes(letter.content)["Message-ID"] == known


async def test_a_line_that_begins_with_a_full_stop_arrives_whole(post: Post) -> None:
    dots = replace(REMINDER.reply, lines=(said("."), said("..to"), said(".no er et toppdomene")))
    await post.sender.send(replace(REMINDER, reply=dots), TARGET, NOW)
    [letter] = post.server.letters
    assert isinstance(letter.content, bytes)
    text = message_from_bytes(letter.content, policy=default).get_body(("plain",))
    assert text is not None
    assert text.get_content().splitlines()[:3] == [".", "..to", ".no er et toppdomene"]


async def test_letters_one_after_another_share_a_connection(post: Post) -> None:
    for _ in range(3):
        await post.send()
    assert len(post.server.letters) == 3
    assert post.server.connections == 1


async def test_letters_at_the_same_time_have_one_each(post: Post) -> None:
    await asyncio.gather(*(post.send() for _ in range(3)))
    await asyncio.gather(*(post.send() for _ in range(3)))
    assert len(post.server.letters) == 6
    assert post.server.connections == 3


async def test_a_connection_that_the_server_shut_meanwhile_is_replaced(post: Post) -> None:
    await post.send()
    post.server.answers = {"RSET": DROP}
    await post.send()
    assert len(post.server.letters) == 2
    assert post.server.connections == 2


async def test_an_address_with_other_letters(post: Post) -> None:
    await post.send("åsa@blåbærsyltetøy.no")
    [letter] = post.server.letters
    assert letter.rcpt_tos == ["åsa@xn--blbrsyltety-y8ao3x.no"]
    assert "SMTPUTF8" in letter.mail_options


REFUSED = [
    ("RCPT", "550 5.1.1 <ola@example.org>: unknown", "SMTP 550 5.1.1"),
    ("RCPT", "550 no such user", "SMTP 550"),
    ("RCPT", "553 5.1.3 bad address", "SMTP 553 5.1.3"),
    ("RCPT", "550 5.2.1 mailbox disabled", "SMTP 550 5.2.1"),
    ("END", "550 5.1.1 unknown after all", "SMTP 550 5.1.1"),
]
LATER = [
    ("RCPT", "450 4.2.0 greylisted, come back", "SMTP 450 4.2.0", False),
    ("RCPT", "452 4.2.2 mailbox full", "SMTP 452 4.2.2", False),
    ("RCPT", "552 5.2.2 mailbox full", "SMTP 552 5.2.2", False),
    ("RCPT", "550 5.7.1 relaying denied", "SMTP 550 5.7.1", False),
    ("RCPT", "554 we know you not", "SMTP 554", False),
    ("RCPT", "421 4.3.2 going down", "SMTP 421 4.3.2", True),
    ("MAIL", "550 5.7.1 sender not allowed", "SMTP 550 5.7.1", True),
    ("MAIL", "421 too many", "SMTP 421", True),
    ("DATA", "451 4.3.0 not now", "SMTP 451 4.3.0", False),
    ("END", "554 5.7.1 looks like spam", "SMTP 554 5.7.1", False),
    ("END", "452 4.3.1 disk full", "SMTP 452 4.3.1", False),
]


@pytest.mark.parametrize(("step", "answer", "kept"), REFUSED)
async def test_a_mailbox_that_is_not_there_is_refused(
    post: Post, step: str, answer: str, kept: str
) -> None:
    post.server.answers = {step: answer}
    with pytest.raises(RefusedError) as caught:
        await post.send()
    assert str(caught.value) == kept, "the code is kept, the address is not"


@pytest.mark.parametrize(("step", "answer", "kept", "whole"), LATER)
async def test_all_else_is_tried_again(
    post: Post, step: str, answer: str, kept: str, whole: bool
) -> None:
    post.server.answers = {step: answer}
    with pytest.raises(TryLaterError) as caught:
        await post.send()
    assert (str(caught.value), caught.value.whole_channel) == (kept, whole)
    post.server.answers = {}
    await post.send()
    assert len(post.server.letters) == 1


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT", "DATA"])
async def test_a_connection_lost_before_the_letter_is_tried_again(post: Post, step: str) -> None:
    post.server.answers = {step: DROP}
    with pytest.raises(TryLaterError):
        await post.send()
    assert post.server.letters == []


async def test_a_connection_lost_after_the_letter_is_not_taken_for_a_failure(post: Post) -> None:
    post.server.answers = {"END": DROP}
    with pytest.raises(ConnectionError) as caught:
        await post.send()
    assert not isinstance(caught.value, TryLaterError | RefusedError)
    assert len(post.server.letters) == 1


async def test_no_server_is_the_trouble_of_all_letters() -> None:
    async with running(MailServer()) as server:
        pass
    with pytest.raises(TryLaterError) as caught:
        await Post(server).send()
    assert caught.value.whole_channel
    assert "ola" not in str(caught.value)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for localhost that this machine trusts."""
    context = make_certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.pem"))
    return context


def make_certificate(folder: Path, host: str) -> ssl.SSLContext:
    openssl = which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    pem, key = folder / f"{host}.pem", folder / f"{host}.key"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", key, "-out", pem),
            *("-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context


@pytest.mark.parametrize("way", ["starttls", "tls"])
async def test_the_way_is_protected(certificate: ssl.SSLContext, way: str) -> None:
    async with running(MailServer(), **{way: certificate}) as server:  # type: ignore[arg-type]
        post = Post(server, security=way, user="idelos", password=RIGHT)
        await post.send()
        await post.sender.aclose()
    assert server.logins == [(b"idelos", RIGHT.encode())]
    assert len(server.letters) == 1


@pytest.mark.parametrize("way", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["unknown to us", "another host"])
async def test_a_certificate_that_is_not_the_servers_own_stops_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, fault: str
) -> None:
    context = make_certificate(tmp_path, "localhost" if fault == "unknown to us" else "other.test")
    if fault == "another host":
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.test.pem"))
    async with running(MailServer(), **{way: context}) as server:  # type: ignore[arg-type]
        post = Post(server, security=way, user="idelos", password=RIGHT)
        with pytest.raises(TryLaterError, match="SSLCertVerificationError") as caught:
            await post.send()
    assert caught.value.whole_channel
    assert server.logins == []
    assert server.letters == []


async def test_a_server_that_cannot_starttls_gets_nothing() -> None:
    async with running(MailServer()) as server:
        with pytest.raises(TryLaterError) as caught:
            await Post(server, security="starttls").send()
    assert caught.value.whole_channel
    assert server.letters == []


async def test_a_wrong_password_is_the_trouble_of_all_letters(certificate: ssl.SSLContext) -> None:
    async with running(MailServer(), starttls=certificate) as server:
        post = Post(server, security="starttls", user="idelos", password=WRONG)
        with pytest.raises(TryLaterError, match="SMTP 535") as caught:
            await post.send()
    assert caught.value.whole_channel
