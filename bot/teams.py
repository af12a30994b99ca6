"""Microsoft Teams in an installation, put together from its settings. Needs the extra ``teams``."""

from collections.abc import Callable
from datetime import datetime
from random import SystemRandom
from secrets import token_hex

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.teams.answer import TeamsAnswerer
from bot.channels.teams.client import Connection
from bot.channels.teams.cloud import DEVELOPMENT, PUBLIC, Cloud
from bot.channels.teams.consent import Consent
from bot.channels.teams.consent_card import Seal
from bot.channels.teams.credentials import Ask, ByIdentity, BySecret, Credentials, nobody
from bot.channels.teams.endpoint import Endpoint
from bot.channels.teams.extension import Extension
from bot.channels.teams.forms import Forms
from bot.channels.teams.home import Homes
from bot.channels.teams.keys import Keys
from bot.channels.teams.listen import Listener
from bot.channels.teams.own import OwnConversations
from bot.channels.teams.posting import Posting
from bot.channels.teams.references import References
from bot.channels.teams.sender import TeamsSender
from bot.channels.teams.surfaces import Surfaces
from bot.channels.teams.tokens import Tokens
from bot.chats import Backing, Chat
from bot.conversation.forms import FORMS
from bot.references.store import StoredReferences
from bot.settings import Settings, secret_of
from bot.teams_tab import teams_pages


def teams_chat(settings: Settings, backing: Backing, cloud: Cloud | None = None) -> Chat:
    """Give Teams as it brings things over HTTP. `cloud` is Microsoft, if something stands in."""
    cloud = cloud or _cloud(settings)
    connection = _connection(settings, cloud)
    references = StoredReferences(backing.sessions, backing.now)
    surfaces = _surfaces(settings, connection, references, backing)
    endpoint = Endpoint(
        _checks(settings, connection, cloud, backing.now),
        Listener(backing.take, backing.now, surfaces.at_once()),
        settings.teams_regions,
        cloud.is_service,
    )
    answerer = TeamsAnswerer(
        Posting(connection, backing.home),
        references,
        backing.conversations.language,
        settings.teams_regions,
        surfaces.handlers(),
        backing.now,
        SystemRandom(),
    )
    pages = teams_pages(settings, backing, connection.http, cloud)
    return Chat(answerer, endpoint.routes(), pages, connection.aclose)


def teams_sender(
    settings: Settings,
    sessions: async_sessionmaker[AsyncSession],
    now: Callable[[], datetime],
    cloud: Cloud | None = None,
) -> TeamsSender:
    """Give Teams as notices go out there."""
    connection = _connection(settings, cloud or _cloud(settings))
    posting = Posting(connection, settings.base_url)
    return TeamsSender(posting, StoredReferences(sessions, now), connection.aclose)


def _surfaces(
    settings: Settings, connection: Connection, references: References, backing: Backing
) -> Surfaces:
    talk, now, regions = backing.conversations, backing.now, settings.teams_regions
    own = OwnConversations(references, connection.personal)
    forms = Forms(FORMS, talk.form, talk.faults, own, now, regions)
    return Surfaces(
        forms,
        Extension(lambda words, it: talk.look_up(words, it, now()), forms, own, backing.home),
        Consent(own, talk.language, Seal(_sealing(settings))),
        Homes(talk.home, backing.home, now, regions),
    )


def _sealing(settings: Settings) -> str:
    """Give a secret of this installation's; where it has none, what is sealed by another holds
    until it starts anew."""
    secret = settings.secret or settings.teams_app_secret
    return secret_of(secret) if secret else token_hex()


def _cloud(settings: Settings) -> Cloud:
    return DEVELOPMENT if settings.teams_development else PUBLIC


def _connection(settings: Settings, cloud: Cloud) -> Connection:
    return Connection(Credentials(_asking(settings, cloud)), cloud, SystemRandom())


def _checks(
    settings: Settings, connection: Connection, cloud: Cloud, now: Callable[[], datetime]
) -> Tokens | None:
    """Give what lets in only Teams; None in development."""
    if settings.teams_app_id is None:
        return None
    return Tokens(settings.teams_app_id, Keys(connection.http, cloud.metadata, now), now)


def _asking(settings: Settings, cloud: Cloud) -> Ask:
    if not (settings.teams_app_id and settings.teams_tenant):
        return nobody
    if settings.teams_managed_identity:
        return ByIdentity(settings.teams_app_id, cloud.http())
    secret = secret_of(settings.teams_app_secret)
    return BySecret(settings.teams_app_id, settings.teams_tenant, secret, cloud.http())
