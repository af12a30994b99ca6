"""The Slack workspaces of an installation, put together from its settings. Needs ``slack``."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.routing import Route

from bot.channels.slack.client import Connection
from bot.channels.slack.install_pages import REDIRECT, InstallPages
from bot.channels.slack.manifest import scopes_at
from bot.channels.slack.oauth import Credentials, SlackOAuth
from bot.channels.slack.own import OwnWorkspace
from bot.channels.slack.state import InstallStates
from bot.channels.web.site import Site
from bot.chats import Backing
from bot.installations.cipher import TokenCipher
from bot.installations.renewal import Renewal
from bot.installations.store import StoredInstallations
from bot.settings import Settings, secret_of


def workspaces_of(
    settings: Settings,
    connection: Connection,
    sessions: async_sessionmaker[AsyncSession],
    now: Callable[[], datetime],
) -> OwnWorkspace | StoredInstallations:
    """Give the one workspace whose token is set, or all that let the app in."""
    if settings.slack_client_id is None:
        return OwnWorkspace(secret_of(settings.slack_bot_token), settings.slack_region, connection)
    cipher = TokenCipher(secret_of(settings.secret))
    renewal = Renewal(sessions, cipher, _oauth(settings, connection), now)
    return StoredInstallations(sessions, cipher, renewal, now)


def install_pages(
    settings: Settings,
    connection: Connection,
    workspaces: OwnWorkspace | StoredInstallations,
    backing: Backing,
) -> Callable[[Site], Sequence[Route]]:
    """Give the pages by which workspaces let the app in; none where its token is set."""
    if isinstance(workspaces, OwnWorkspace):
        return lambda _: ()
    oauth, states = _oauth(settings, connection), InstallStates(secret_of(settings.secret))
    talk = backing.conversations

    def regions() -> Collection[str]:
        return talk.knowledge.regions

    def pages(site: Site) -> list[Route]:
        return InstallPages(
            site.draw, site.pace, oauth, states, workspaces, regions, backing.now
        ).routes()

    return pages


def _oauth(settings: Settings, connection: Connection) -> SlackOAuth:
    home = settings.base_url
    app = Credentials(settings.slack_client_id or "", secret_of(settings.slack_client_secret))
    return SlackOAuth(app, home + REDIRECT, scopes_at(home), connection)
