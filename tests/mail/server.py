"""A mail server on loopback that answers, or breaks off, as it is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, syntax

RIGHT, WRONG = "riktig", "feil"
"""Passwords."""
DROP = "drop"
"""Instead of an answer: the connection is lost."""


class _Server(SMTP):
    """Loses the connection where `handler.answers` says so; asks for a letter only if it may."""

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        answer = self.event_handler.answers.get("DATA")
        if answer == DROP:
            self.transport.close()
        elif answer:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


class MailServer:
    """What came in, and what is answered at each step: ``{"RCPT": "550 5.1.1 unknown"}``."""

    def __init__(self, **answers: str) -> None:
        self.answers: Mapping[str, str] = answers
        self.letters: list[Envelope] = []
        self.connections = 0
        self.logins: list[tuple[bytes, bytes]] = []
        self.port = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        answer = self._answer("EHLO", server, "")
        return [answer] if answer else lines

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._answer("MAIL", server, "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._answer("RCPT", server, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called when the whole letter is here; its answer is that after the final dot."""
        answer = self._answer("END", server, "250 OK")
        if answer.startswith("250") or answer == DROP:
            self.letters.append(envelope)
        return answer

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self._answer("RSET", server, "250 OK")

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == RIGHT.encode(), handled=False)

    def _answer(self, step: str, server: SMTP, otherwise: str) -> str:
        answer = self.answers.get(step, otherwise)
        if answer == DROP:
            server.transport.close()
        return answer


@asynccontextmanager
async def running(
    server: MailServer, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[MailServer]:
    """Let it listen on a free port of this machine."""
    options: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None}
    if starttls or tls:
        options |= {"authenticator": server.authenticate, "auth_require_tls": tls is None}

    def connected() -> SMTP:
        loop = asyncio.get_running_loop()
        return _Server(server, loop=loop, enable_SMTPUTF8=True, hostname="mail.test", **options)

    loop = asyncio.get_running_loop()
    listener = await loop.create_server(connected, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield server
