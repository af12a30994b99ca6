"""Every channel that notices can go through in this installation, put together from settings."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.email.letter import Letterhead
from bot.channels.web.sender import WebSender
from bot.demo.outbox import Outbox
from bot.extras import needed
from bot.links import Links
from bot.notices.notice import Sender
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.email.sender import EmailSender
    from bot.channels.slack.sender import SlackSender
    from bot.channels.teams.sender import TeamsSender
    from bot.channels.telegram.sender import TelegramSender

Sessions: TypeAlias = async_sessionmaker[AsyncSession]


def links_of(settings: Settings) -> Links | None:
    """Give what signs the links in letters; None without a secret, and then none are sent."""
    secret = settings.secret
    return Links(settings.base_url, secret.get_secret_value()) if secret else None


def carriers_of(settings: Settings, *, letters: bool = False) -> tuple[str, ...]:
    """Give the channels that notices can go through; `letters` where they go without a server."""
    email = ("email",) if settings.smtp_host or letters else ()
    slack = ("slack",) if settings.has_slack else ()
    telegram = ("telegram",) if settings.telegram_token else ()
    teams = ("teams",) if settings.has_teams else ()
    return ("web", *email, *slack, *telegram, *teams)


@asynccontextmanager
async def open_senders(
    settings: Settings, sessions: Sessions, now: Callable[[], datetime], outbox: Path | None = None
) -> AsyncIterator[tuple[Sender, ...]]:
    """Give the senders, and close in the end what they opened.

    `sessions` reach what a channel keeps of where it is let in. With `outbox`, letters are kept in
    that folder and none leaves the machine. Raises `MissingExtraError` where a channel is set up
    and the package that talks to it is missing.
    """
    senders: list[Sender] = [WebSender()]
    async with AsyncExitStack() as opened:
        if outbox:
            senders.append(Outbox(_letterhead(settings), outbox))
        elif settings.smtp_host:
            email = _email(settings, settings.smtp_host)
            senders.append(await opened.enter_async_context(aclosing(email)))
        if settings.has_slack:
            slack = _slack(settings, sessions, now)
            senders.append(await opened.enter_async_context(aclosing(slack)))
        if settings.telegram_token:
            telegram = _telegram(settings, sessions, now)
            senders.append(await opened.enter_async_context(aclosing(telegram)))
        if settings.has_teams:
            teams = _teams(settings, sessions, now)
            senders.append(await opened.enter_async_context(aclosing(teams)))
        yield tuple(senders)


def _letterhead(settings: Settings) -> Letterhead:
    links = links_of(settings)
    if not (links and settings.mail_from and settings.secret):
        raise ValueError("letters need a sender and a secret")
    return Letterhead(settings.mail_from, links, settings.secret.get_secret_value())


def _email(settings: Settings, host: str) -> "EmailSender":
    with needed("email"):
        from bot.channels.email.sender import EmailSender  # noqa: PLC0415 (an extra)
        from bot.channels.email.smtp import Server  # noqa: PLC0415
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    server = Server(host, settings.smtp_port, settings.smtp_security, settings.smtp_user, password)
    return EmailSender(_letterhead(settings), server, settings.mail_per_second)


def _slack(settings: Settings, sessions: Sessions, now: Callable[[], datetime]) -> "SlackSender":
    with needed("slack"):
        from bot.slack import slack_sender  # noqa: PLC0415 (an extra)
    return slack_sender(settings, sessions, now)


def _telegram(
    settings: Settings, sessions: Sessions, now: Callable[[], datetime]
) -> "TelegramSender":
    with needed("telegram"):
        from bot.telegram import telegram_sender  # noqa: PLC0415 (an extra)
    return telegram_sender(settings, sessions, now)


def _teams(settings: Settings, sessions: Sessions, now: Callable[[], datetime]) -> "TeamsSender":
    with needed("teams"):
        from bot.teams import teams_sender  # noqa: PLC0415 (an extra)
    return teams_sender(settings, sessions, now)
