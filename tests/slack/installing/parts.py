"""The parts of an installation, put together on a database and a Slack of the test."""

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.slack.oauth import Credentials, Grant, SlackOAuth
from bot.installations.cipher import TokenCipher
from bot.installations.renewal import Renewal
from bot.installations.store import StoredInstallations
from bot.installations.tables import SlackInstallation
from tests.slack.fake import FakeSlack
from tests.web.visit import Clock

SECRET = "x" * 32
REDIRECT = "https://idelos.test/slack/oauth_redirect"

Sessions = async_sessionmaker[AsyncSession]


def oauth(api: str, *scopes: str) -> SlackOAuth:
    """OAuth with the Slack at the address of an API."""
    client = AsyncWebClient(base_url=api)
    return SlackOAuth(Credentials("1.2", "hush"), REDIRECT, scopes, client)


def installations(
    sessions: Sessions, api: str, clock: Clock, secret: str = SECRET
) -> StoredInstallations:
    """Installations as one process holds them."""
    cipher = TokenCipher(secret)
    renewal = Renewal(sessions, cipher, oauth(api), clock)
    return StoredInstallations(sessions, cipher, renewal, clock)


async def granted(slack: FakeSlack, team: str = "T1") -> Grant:
    """What a workspace grants that lets the app in now."""
    return await oauth(slack.base_url).exchange(slack.code(team))


async def row(sessions: Sessions, team: str = "T1") -> SlackInstallation:
    async with sessions() as session:
        return await session.get_one(SlackInstallation, team)
