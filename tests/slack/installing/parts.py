"""The parts of an installation, put together on a database and a Slack of the test."""

from contextlib import aclosing

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Lifespan

from bot.channels.slack.client import Connection
from bot.channels.slack.features import SCOPES
from bot.channels.slack.install_pages import InstallPages
from bot.channels.slack.oauth import Credentials, Grant, SlackOAuth
from bot.channels.slack.state import InstallStates
from bot.channels.web import Backing, create_app
from bot.channels.web.site import Site
from bot.installations.cipher import TokenCipher
from bot.installations.renewal import Renewal
from bot.installations.store import StoredInstallations
from bot.installations.tables import SlackInstallation
from tests.slack.fake import FakeSlack
from tests.web.scripted_notices import ScriptedNotices
from tests.web.scripted_turn import REGIONS, ScriptedTurn
from tests.web.visit import Clock

SECRET = "x" * 32
REDIRECT = "https://idelos.test/slack/oauth_redirect"

Sessions = async_sessionmaker[AsyncSession]


def oauth(connection: Connection) -> SlackOAuth:
    """OAuth as the app does it, for everything that it asks for."""
    scopes = [it.name for it in SCOPES]
    return SlackOAuth(Credentials("1.2", "secret"), REDIRECT, scopes, connection)


def installations(
    sessions: Sessions, connection: Connection, clock: Clock, secret: str = SECRET
) -> StoredInstallations:
    """Installations as one process holds them."""
    cipher = TokenCipher(secret)
    renewal = Renewal(sessions, cipher, oauth(connection), clock)
    return StoredInstallations(sessions, cipher, renewal, clock)


async def granted(slack: FakeSlack, team: str = "T1") -> Grant:
    """What a workspace grants that lets the app in now."""
    async with aclosing(Connection(slack.base_url)) as connection:
        return await oauth(connection).exchange(slack.code(team))


async def row(sessions: Sessions, team: str = "T1") -> SlackInstallation:
    async with sessions() as session:
        return await session.get_one(SlackInstallation, team)


def install_app(
    stored: StoredInstallations,
    connection: Connection,
    clock: Clock,
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """The web pages with those that install."""
    turn, states = ScriptedTurn(), InstallStates(SECRET)

    def pages(site: Site) -> list[Route]:
        regions = {it.id for it in REGIONS}
        way = oauth(connection)
        return InstallPages(
            site.draw, site.pace, way, states, stored, lambda: regions, clock
        ).routes()

    return create_app(
        Backing(
            turn=turn,
            forget=turn.forget,
            regions=lambda: REGIONS,
            revision=lambda: 7,
            now=clock,
            kept_days=30,
            notices=ScriptedNotices(),
            pages=pages,
        ),
        lifespan=lifespan,
    )
