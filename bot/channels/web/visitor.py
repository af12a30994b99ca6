"""Who is at the other end: the conversation, language and region that a browser carries."""

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from bot.message import Language, Place

LANGUAGES: tuple[Language, ...] = get_args(Language)

_CONVERSATION, _LANGUAGE, _REGION = "idelos_conversation", "idelos_language", "idelos_region"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
HALF_A_YEAR = 182 * 24 * 3600
"""Seconds."""
READS: dict[str, Language] = {"no": "nb", "nb": "nb", "nn": "nn", "sv": "sv", "en": "en"}
"""Which of our languages somebody reads who asks for a language code."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What the request's cookies and headers say; nothing of it is trusted to be true."""

    token: str | None
    """The conversation's secret, 128 random bits; None before the first message."""
    language: Language
    region: str | None
    address: str
    """Network address, for the rate of messages only."""


def read_visitor(request: Request, regions: Collection[str]) -> Visitor:
    """Read the visitor from a request; `regions` are the ids that exist."""
    token = request.cookies.get(_CONVERSATION, "")
    language = request.cookies.get(_LANGUAGE)
    region = request.cookies.get(_REGION)
    return Visitor(
        token=token if _TOKEN.fullmatch(token) else None,
        language=READS.get(language or "") or negotiate(request.headers.get("accept-language", "")),
        region=region if region in regions else None,
        address=request.client.host if request.client else "",
    )


def negotiate(accept: str) -> Language:
    """Choose the language that an ``Accept-Language`` header likes best; bokmål where none."""
    wishes: list[tuple[float, Language]] = []
    for part in accept.split(","):
        tag, _, parameters = part.strip().lower().partition(";")
        language = READS.get(tag.split("-")[0])
        if language:
            wishes.append((_quality(parameters), language))
    best = max(wishes, key=lambda wish: wish[0], default=(0.0, "nb"))
    return best[1] if best[0] > 0 else "nb"


def _quality(parameters: str) -> float:
    match = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", parameters)
    return float(match[1]) if match else 1.0


def new_token() -> str:
    """Make the secret of a new conversation."""
    return secrets.token_urlsafe(16)


def place(token: str) -> Place:
    """Name the conversation for the rest of the bot, so that no table holds the secret itself."""
    return Place("web", hashlib.sha256(token.encode()).hexdigest()[:32])


def keep_conversation(response: Response, request: Request, token: str, *, follows: bool) -> None:
    """Let the browser carry the conversation until it is closed; other sites can't use it.

    Whoever follows something is to find the notices on coming back, so then it is carried for
    half a year after the last visit.
    """
    response.set_cookie(
        _CONVERSATION,
        token,
        max_age=HALF_A_YEAR if follows else None,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def drop_conversation(response: Response) -> None:
    """Let the browser forget the conversation."""
    response.delete_cookie(_CONVERSATION, httponly=True, samesite="strict")


def keep_language(response: Response, request: Request, language: Language) -> None:
    """Let the browser remember the language."""
    _keep_choice(response, request, _LANGUAGE, language)


def keep_region(response: Response, request: Request, region: str) -> None:
    """Let the browser remember the region, or that there is none (empty)."""
    _keep_choice(response, request, _REGION, region)


def _keep_choice(response: Response, request: Request, name: str, value: str) -> None:
    # "Lax", so that a link from the intranet opens in the person's own language.
    response.set_cookie(
        name,
        value,
        max_age=HALF_A_YEAR if value else 0,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
