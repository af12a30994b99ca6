"""The pages of Teams in an installation: a person's own, and the terms that the package names."""

from collections.abc import Callable, Sequence

import httpx
from starlette.routing import Route

from bot.channels.teams.cloud import Cloud
from bot.channels.teams.sign_in import SignIns
from bot.channels.teams.tab import People, TabPages
from bot.channels.teams.tab_shell import shell, terms
from bot.channels.web.site import Site
from bot.chats import Backing
from bot.references.store import StoredReferences
from bot.settings import Settings


def teams_pages(
    settings: Settings, backing: Backing, http: httpx.AsyncClient, cloud: Cloud
) -> Callable[[Site], Sequence[Route]]:
    """Give the pages; `http` fetches the keys of Microsoft Entra.

    Nobody can sign in where there is no application, or it is a managed identity.
    """
    if settings.teams_app_id is None or settings.teams_managed_identity:
        return lambda site: [terms(site.draw)]
    regions, now = settings.teams_regions, backing.now
    sign_ins = SignIns(settings.teams_app_id, regions, cloud.login, http, now)
    people = People(sign_ins, StoredReferences(backing.sessions, now), regions, now)

    def pages(site: Site) -> Sequence[Route]:
        own = TabPages(site.draw, site.pace, people, backing.conversations)
        return [shell(site.draw), *own.routes(), terms(site.draw)]

    return pages
