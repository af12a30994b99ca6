"""Connections to the mail server, kept open from one letter to the next."""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPResponseException,
    SMTPStatus,
)
from aiosmtplib.protocol import SMTPProtocol

from bot.channels.email.answers import outcome
from bot.notices.notice import RefusedError, TryLaterError

_STEP: Final = 10.0
"""Seconds that a server may take for one answer before the letter."""
_ANSWER: Final = 50.0
"""Seconds that it may take for the letter: many look for viruses first."""
_FULL_STOP: Final = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how it is reached. Certificates are checked as the machine trusts them."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str | None = None
    password: str | None = None

    def connection(self) -> SMTP:
        """Give a connection that is not open yet."""
        return SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            timeout=_STEP,
            use_tls=self.security == "tls",
            start_tls=self.security == "starttls",
        )


class Pool:
    """Hands letters to one server; a connection that worked waits for the next letter."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._idle: list[SMTP] = []

    async def send(self, sender: str, recipient: str, content: bytes) -> None:
        """Hand over one letter, its lines ended by CR LF.

        Raises `RefusedError` and `TryLaterError` where the server did not take it. Any other
        error means that the letter was on its way and no answer came: it may have been taken.
        """
        connection = await self._connection()
        try:
            protocol = await _offer(connection, sender, recipient, content)
            answer = await protocol.read_response(timeout=_ANSWER)
            if answer.code != SMTPStatus.completed:
                refusal = SMTPDataError(answer.code, answer.message)
                raise outcome(refusal, of_recipient=True)
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    async def aclose(self) -> None:
        """Take leave of the server."""
        while self._idle:
            with suppress(SMTPException, OSError):
                await self._idle.pop().quit()

    async def _connection(self) -> SMTP:
        """Give an open connection: one that waits and still works, else a new one."""
        while self._idle:
            connection = self._idle.pop()
            try:
                await connection.rset()
            except (SMTPException, OSError):
                connection.close()
            else:
                return connection
        connection = self._server.connection()
        try:
            await connection.connect()
            if connection.is_ehlo_or_helo_needed:
                await connection.ehlo()
        except SMTPResponseException as answer:
            raise outcome(answer, of_recipient=False) from None
        except (SMTPException, OSError) as error:
            raise TryLaterError(_lost(error), whole_channel=True) from None
        return connection


async def _offer(connection: SMTP, sender: str, recipient: str, content: bytes) -> SMTPProtocol:
    """Name sender and recipient and send the letter, as far as the end that asks for an answer.

    Until the server asks for the letter, nothing has been handed over: then each failure is one
    to try again. Not by `SMTP.data`, which asks and sends in one, so that a connection lost
    before the letter would look like one lost after it.
    """
    try:
        await _say_sender(connection, sender, utf8=not recipient.isascii())
        await _say_recipient(connection, recipient)
        protocol = connection.protocol
        if protocol is None:
            raise TryLaterError("no connection")
        protocol.write(_FULL_STOP.sub(b"..", content) + b".\r\n")
    except (SMTPException, OSError) as error:
        raise TryLaterError(_lost(error)) from None
    return protocol


async def _say_sender(connection: SMTP, sender: str, *, utf8: bool) -> None:
    if utf8 and not connection.supports_extension("smtputf8"):
        raise RefusedError("the server takes no address with such letters")
    try:
        await connection.mail(sender, options=["SMTPUTF8"] if utf8 else [])
    except SMTPResponseException as answer:
        raise outcome(answer, of_recipient=False) from None


async def _say_recipient(connection: SMTP, recipient: str) -> None:
    try:
        await connection.rcpt(recipient, encoding="utf-8")
        answer = await connection.execute_command(b"DATA")
        if answer.code != SMTPStatus.start_input:
            raise SMTPDataError(answer.code, answer.message)
    except SMTPResponseException as refusal:
        raise outcome(refusal, of_recipient=True) from None


def _lost(error: Exception) -> str:
    """Say how the way to the server failed, without words that came over it."""
    cause: BaseException = error
    while cause.__cause__:
        cause = cause.__cause__
    return f"no connection: {type(cause).__name__}"
