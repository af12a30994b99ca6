"""The file of all that is kept of somebody, opened by a secret that the bot gave them."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.letters import Draw
from bot.conversation.kept_file import KeptFile

OpenKept: TypeAlias = Callable[[str], Awaitable[KeptFile | None]]
"""Opens the file of a secret; None for one that opens nothing (any more)."""

_TYPES: Final = {"txt": "text/plain", "json": "application/json"}


class KeptFilePages:
    """``/kept/…``: to be downloaded, never shown by the browser or kept by a cache."""

    def __init__(self, open_kept: OpenKept, draw: Draw) -> None:
        self._open = open_kept
        self._draw = draw

    def routes(self) -> list[Route]:
        """Give the addresses."""
        return [Route(f"/kept/{{secret}}.{ending}", self.download) for ending in _TYPES]

    async def download(self, request: Request) -> Response:
        """Give the file in the form that the address names."""
        file = await self._open(request.path_params["secret"])
        if file is None:
            page = self._draw(request, "closed.html", reason="expired")
            page.status_code = 404
            return page
        ending = request.url.path.rpartition(".")[2]
        content = file.text if ending == "txt" else file.data
        headers = {"Content-Disposition": f'attachment; filename="idelos.{ending}"'}
        return Response(content, media_type=_TYPES[ending], headers=headers)
