"""The pages around a person's own in Teams that hold nothing of anybody: the shell, and the terms.

The shell brings Microsoft's script, by which it has the token of single sign-on, and may stand in a
frame of Microsoft's. No other page of ours may do either.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.locales import spoken
from bot.channels.teams.features import TAB_PATH, TERMS_PATH

Draw: TypeAlias = Callable[..., Response]
"""Gives a page: `draw(request, template, language, **values)`; without one, in the visitor's."""

SDK: Final = "https://res.cdn.office.net/teams-js/2.58.0/js/MicrosoftTeams.min.js"
SDK_HASH: Final = "sha384-sMo/EOqQPa1OCup2/VBRum7oFeOS22kvs8WGDc45xK53tUVZzFR5WwFYDUYN1LO4"
"""As its README says. A browser runs nothing else in its place."""
_SDK_ORIGINS: Final = "https://res.cdn.office.net/teams-js/validDomains/"
"""Where the script looks up which pages are Microsoft's, before it believes the one around it."""
_FRAMES: Final = (
    "https://*.cloud.microsoft https://teams.microsoft.com https://*.teams.microsoft.com"
    " https://*.microsoft365.com https://*.office.com"
    " https://outlook.office365.com https://outlook-sdf.office365.com"
)
"""https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements"""
_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        f"default-src 'none'; script-src 'self' {SDK}; style-src 'self'; img-src 'self'; "
        f"connect-src 'self' {_SDK_ORIGINS}; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors {_FRAMES}"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def shell(draw: Draw) -> Route:
    """Give the page that the tab opens with."""

    async def show(request: Request) -> Response:
        language = spoken(request.query_params.get("locale", ""))
        values = {"sdk": SDK, "sdk_hash": SDK_HASH, "path": TAB_PATH}
        response = draw(request, "teams_tab.html", language, **values)
        response.headers.update(_HEADERS)
        return response

    return Route(TAB_PATH, show, methods=["GET"])


def terms(draw: Draw) -> Route:
    """Give the page of terms that the package names."""

    async def show(request: Request) -> Response:
        return draw(request, "teams_terms.html")

    return Route(TERMS_PATH, show, methods=["GET"])
