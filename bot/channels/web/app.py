"""The web chat as an ASGI application."""

from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan, Scope

from bot.channels.body_limit import BodyLimit
from bot.channels.web.calendars import CalendarPages
from bot.channels.web.cases import CasePages
from bot.channels.web.guard import SafetyNet, SecurityHeaders
from bot.channels.web.ideas import IdeaPages
from bot.channels.web.inbox import InboxPage
from bot.channels.web.intake import RefusedError
from bot.channels.web.kept_file import KeptFilePages
from bot.channels.web.letters import LetterPages
from bot.channels.web.limits import Limits
from bot.channels.web.offices import OfficePages
from bot.channels.web.outbox import OutboxPages
from bot.channels.web.pages import STATIC
from bot.channels.web.site import Backing, Site


class _Assets(StaticFiles):
    """Static files, kept by the browser when asked for by their version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if "v" in Request(scope).query_params:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers["Cache-Control"] = "public, max-age=3600"
        return response


def _calendars(backing: Backing, site: Site) -> list[Route]:
    if backing.calendars is None:
        return []
    return CalendarPages(backing.calendars, site.draw, site.visitor).routes()


def _ideas(backing: Backing, site: Site) -> list[Route]:
    routes: list[Route] = []
    if backing.ideas:
        routes += IdeaPages(backing.ideas, site, site.draw, site.visitor, site.pace).routes()
    if backing.inboxes:
        routes += InboxPage(backing.inboxes, site.draw, site.visitor).routes()
    if backing.invitations:
        office = OfficePages(backing.invitations, site, site.draw, site.visitor, site.pace)
        routes += office.routes()
    if backing.cases:
        routes += CasePages(backing.cases, site.draw, site.visitor, site.pace).routes()
    return routes


def _kept(backing: Backing, site: Site) -> list[Route]:
    if backing.open_kept is None:
        return []
    return KeptFilePages(backing.open_kept, site.draw).routes()


def create_app(
    backing: Backing,
    *,
    limits: Limits = Limits(),  # noqa: B008 (immutable)
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """Build the web chat on top of the rest of the product.

    Behind a reverse proxy, let the server read the forwarded scheme and address (uvicorn's
    ``proxy_headers``): cookies are secure, and HSTS is sent, when the scheme is https. Keep the
    server's own access log off: a link to a question has the question in its address.
    """
    site = Site(backing, limits)
    # Starlette's own type wants handlers of any Exception, though it calls them by type.
    handlers: dict[Any, Any] = {RefusedError: site.refused, HTTPException: site.stopped}
    return Starlette(
        routes=[
            Route("/", site.front, methods=["GET"]),
            Route("/", site.say, methods=["POST"]),
            Route("/turn", site.say, methods=["POST"]),
            Route("/news", site.news, methods=["POST"]),
            Route("/settings", site.choose, methods=["POST"]),
            Route("/forget", site.forget, methods=["POST"]),
            Route("/privacy", site.privacy, methods=["GET"]),
            Route("/health", site.health, methods=["GET"]),
            *_calendars(backing, site),
            *(LetterPages(backing.errands, site.draw).routes() if backing.errands else ()),
            *_ideas(backing, site),
            *_kept(backing, site),
            *backing.pages(site),
            *(OutboxPages(backing.outbox, site.draw).routes() if backing.outbox else ()),
            Mount("/static", _Assets(directory=STATIC)),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(SafetyNet, page=site.failed),
            Middleware(BodyLimit, limit=limits.body),
        ],
        exception_handlers=handlers,
        lifespan=lifespan,
    )
