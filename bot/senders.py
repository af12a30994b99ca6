"""Every channel that notices can go through in this installation, put together from settings."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.channels.email.letter import Letterhead
from bot.channels.web.sender import WebSender
from bot.demo.outbox import Outbox
from bot.links import Links
from bot.notices.notice import Sender
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.email.sender import EmailSender


class MissingExtraError(Exception):
    """A setting asks for a package that is not installed; `extra` of ours brings it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is missing")
        self.package = package
        self.extra = extra


def links_of(settings: Settings) -> Links | None:
    """Give what signs the links in letters; None without a secret, and then none are sent."""
    secret = settings.secret
    return Links(settings.base_url, secret.get_secret_value()) if secret else None


@asynccontextmanager
async def open_senders(
    settings: Settings, outbox: Path | None = None
) -> AsyncIterator[tuple[Sender, ...]]:
    """Give the senders, and close in the end what they opened.

    With `outbox`, letters are kept in that folder and none leaves the machine. Raises
    `MissingExtraError` where a mail server is set and the package that talks to it is missing.
    """
    if outbox:
        yield WebSender(), Outbox(_letterhead(settings), outbox)
    elif settings.smtp_host:
        async with aclosing(_email(settings, settings.smtp_host)) as email:
            yield WebSender(), email
    else:
        yield (WebSender(),)


def _letterhead(settings: Settings) -> Letterhead:
    links = links_of(settings)
    if not (links and settings.mail_from and settings.secret):
        raise ValueError("letters need a sender and a secret")
    return Letterhead(settings.mail_from, links, settings.secret.get_secret_value())


def _email(settings: Settings, host: str) -> "EmailSender":
    try:
        from bot.channels.email.sender import EmailSender  # noqa: PLC0415 (an extra)
        from bot.channels.email.smtp import Server  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "email") from error
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    server = Server(host, settings.smtp_port, settings.smtp_security, settings.smtp_user, password)
    return EmailSender(_letterhead(settings), server, settings.mail_per_second)
