"""The demonstration's outbox: letters that would have been sent, as their reader would see them."""

from types import MappingProxyType
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.intake import read_form
from bot.channels.web.letters import Draw
from bot.demo.clock import ZONE
from bot.demo.outbox import Kept, OutboxDesk, kept_letter, kept_letters

_PAGE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_LETTER: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
)
"""A letter runs nothing and fetches nothing; its links open in the whole window."""

_OTHER_NAME: Final = MappingProxyType({"127.0.0.1": "localhost", "localhost": "127.0.0.1"})


class OutboxPages:
    """``/outbox``: a list of letters, and each letter."""

    def __init__(self, desk: OutboxDesk, draw: Draw) -> None:
        self._desk = desk
        self._draw = draw

    def routes(self) -> list[Route]:
        """Give the addresses."""
        return [
            Route("/outbox", self.show_all, methods=["GET"]),
            Route("/outbox", self.next_morning, methods=["POST"]),
            Route("/outbox/contact", self.contact),
            Route("/outbox/{letter}", self.show),
            Route("/outbox/{letter}/html", self.framed),
            Route("/outbox/{letter}/file/{number:int}", self.file),
        ]

    async def show_all(self, request: Request) -> Response:
        """List the letters, the newest first."""
        now = self._desk.now().astimezone(ZONE)
        return self._draw(
            request, "outbox.html", letters=kept_letters(self._desk.folder), now=now, zone=ZONE
        )

    async def next_morning(self, request: Request) -> Response:
        """Let the demonstration go on to the next working day."""
        await read_form(request)
        await self._desk.next_morning()
        return RedirectResponse("/outbox", status_code=303)

    async def contact(self, request: Request) -> Response:
        """Let a second tab be the receiver: under another name of this machine, so that the two
        tabs do not share a conversation."""
        secret = await self._desk.invite()
        url = request.url.replace(path=f"/office/{secret}", query="")
        other = _OTHER_NAME.get(url.hostname or "")
        return RedirectResponse(url.replace(hostname=other) if other else url, status_code=303)

    async def show(self, request: Request) -> Response:
        """Show one letter: its headers, how it looks, its plain text and its files."""
        letter = self._letter(request)
        files = [it.get_filename() for it in letter.message.iter_attachments()]
        response = self._draw(request, "outbox_letter.html", letter=letter, files=files)
        response.headers["Content-Security-Policy"] = _PAGE
        return response

    async def framed(self, request: Request) -> Response:
        """Give the HTML of a letter, to be shown in a frame."""
        html = self._letter(request).text("html")
        html = html.replace("<head>", '<head><base target="_top">', 1)
        return HTMLResponse(html, headers={"Content-Security-Policy": _LETTER})

    async def file(self, request: Request) -> Response:
        """Give a file that goes with a letter."""
        files = list(self._letter(request).message.iter_attachments())
        number = request.path_params["number"]
        if number >= len(files):
            raise HTTPException(404)
        part = files[number]
        headers = {"Content-Disposition": f'attachment; filename="{number}.ics"'}
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise HTTPException(404)
        return Response(content, media_type=part.get_content_type(), headers=headers)

    def _letter(self, request: Request) -> Kept:
        letter = kept_letter(self._desk.folder, request.path_params["letter"])
        if letter is None:
            raise HTTPException(404)
        return letter
