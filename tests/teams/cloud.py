"""Microsoft's cloud as the product is told of it, with the Teams for tests in its place."""

import httpx

from bot.channels.teams.cloud import Cloud
from tests.teams.fake import FakeTeams
from tests.teams.keys import METADATA


class _Led(httpx.BaseTransport):
    """Leads what is asked of Microsoft Entra to an address on this machine."""

    def __init__(self, address: str) -> None:
        self._to = httpx.URL(address)
        self._way = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        to = {"scheme": self._to.scheme, "host": self._to.host, "port": self._to.port}
        request.url = request.url.copy_with(**to)
        return self._way.handle_request(request)

    def close(self) -> None:
        self._way.close()


def cloud_of(teams: FakeTeams) -> Cloud:
    """Give it, and let conversations be written to there; `teams` must be running."""
    teams.world.service_url = f"{teams.address}/emea/"
    return Cloud(
        metadata=f"{teams.address}{METADATA}",
        login=teams.address,
        is_service=lambda url: url.startswith(f"{teams.address}/"),
        http=lambda: httpx.Client(transport=_Led(teams.address)),
    )
