"""Slack in an installation, put together from its settings. Needs the extra ``slack``."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from slack_bolt.async_app import AsyncApp
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.casework.headers import Headers
from bot.channels.slack.answer import SlackAnswerer
from bot.channels.slack.app import Endpoint, make_app
from bot.channels.slack.assistant import Assistant
from bot.channels.slack.client import API, Connection, Workspaces
from bot.channels.slack.consent import Consent
from bot.channels.slack.forms import Forms
from bot.channels.slack.home import Homes
from bot.channels.slack.installations import Installations
from bot.channels.slack.links import Links
from bot.channels.slack.people import People
from bot.channels.slack.sender import SlackSender
from bot.channels.slack.showing import Showing
from bot.channels.slack.socket_mode import connected
from bot.channels.slack.surfaces import Surfaces
from bot.chats import Backing, Chat, answering, opened
from bot.clock import utc_now
from bot.conversation.forms import FORMS
from bot.settings import Settings, secret_of
from bot.workspaces import install_pages, workspaces_of


def slack_chat(settings: Settings, behind: Backing, api: str | None = None) -> Chat:
    """Give Slack as it brings things over HTTP. `api` is where its methods are, if elsewhere."""
    connection = Connection(api or API)
    workspaces = workspaces_of(settings, connection, behind.sessions, behind.now)
    app, answerer = _both_ends(settings, workspaces, connection, behind)
    endpoint = Endpoint(app, secret_of(settings.slack_signing_secret), behind.now)
    pages = install_pages(settings, connection, workspaces, behind)
    return Chat(answerer, endpoint.routes(), pages, connection.aclose)


async def serve_socket(
    settings: Settings,
    stopped: asyncio.Event,
    running: Callable[[], None] = lambda: None,
    now: Callable[[], datetime] = utc_now,
    api: str | None = None,
) -> None:
    """Take in from Slack over a socket and answer, until `stopped` is set.

    `running` is called once the socket is open. Raises `DatabaseError` for a database that can't
    be used, `UnknownRegionError`, `RefusedError` where Slack does not take the app's token, and
    `TryLaterError` where Slack can't be reached.
    """
    connection = Connection(api or API)
    try:
        async with opened(settings, now) as (behind, answers):
            workspaces = workspaces_of(settings, connection, behind.sessions, now)
            app, answerer = _both_ends(settings, workspaces, connection, behind)
            token = secret_of(settings.slack_app_token)
            async with answering(answers, [Chat(answerer)]), connected(app, token, connection):
                running()
                await stopped.wait()
    finally:
        await connection.aclose()


def slack_sender(
    settings: Settings,
    sessions: async_sessionmaker[AsyncSession],
    now: Callable[[], datetime],
    api: str | None = None,
) -> SlackSender:
    """Give Slack as notices go out there."""
    connection = Connection(api or API)
    workspaces = Workspaces(workspaces_of(settings, connection, sessions, now), connection)
    return SlackSender(workspaces, People(), connection, settings.base_url)


def _both_ends(
    settings: Settings, installations: Installations, connection: Connection, behind: Backing
) -> tuple[AsyncApp, SlackAnswerer]:
    """Give what takes in, and what answers."""
    talk = behind.conversations
    surfaces = Surfaces(
        Forms(FORMS, talk.form, talk.faults, behind.now),
        Assistant(talk.language),
        Consent(talk.language),
        Homes(talk.home),
        Links(Headers(behind.sessions, talk.start, behind.now).header, talk.language),
        Showing(talk.asks_fact, talk.language, _sealing(settings)),
    )
    answerer = SlackAnswerer(
        Workspaces(installations, connection),
        People(),
        talk.language,
        behind.home,
        surfaces.handlers(),
    )
    return make_app(installations, behind.take, behind.now, surfaces.at_once()), answerer


def _sealing(settings: Settings) -> str:
    """Give the secret of this app's that every way to take in has."""
    return secret_of(settings.slack_signing_secret or settings.slack_app_token)
