"""The addresses that are written to: Microsoft's own, so that our token goes to nobody else.

The hosts are those that Microsoft's SDK of Teams takes in the public cloud, the one that Norwegian
and Swedish municipalities are in: https://microsoft.github.io/teams-sdk/python/essentials/
app-configuration/service-url-validation ("Allowed hostnames by cloud").
"""

import re
from typing import Final

HOSTS: Final = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.onyx.prod.teams.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
    }
)
_PATH: Final = r"(?:/[A-Za-z0-9_~-]+)*/?"
"""Without dots, escapes and all else that two readers may read in two ways."""
_MICROSOFTS: Final = re.compile(rf"https://(?:{'|'.join(map(re.escape, HOSTS))})(?::443)?{_PATH}")
_LOOPBACK: Final = re.compile(rf"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{{1,5}})?{_PATH}")


def is_microsofts(url: str) -> bool:
    """Tell whether a service URL is one of Microsoft's, over TLS."""
    return _MICROSOFTS.fullmatch(url) is not None


def is_loopback(url: str) -> bool:
    """Tell whether a service URL is on this machine, which only development takes."""
    return _LOOPBACK.fullmatch(url) is not None
