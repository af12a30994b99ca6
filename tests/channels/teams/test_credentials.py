"""The bot's own token: from Microsoft Entra, kept, and what an operator hears without it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import httpx
import jwt
import pytest

from bot.channels.teams.credentials import MENDS, ByIdentity, BySecret, Credentials, nobody
from bot.notices.notice import TryLaterError
from tests.teams.cloud import cloud_of
from tests.teams.fake import FakeTeams
from tests.teams.world import APP, TENANT

_SECRET = "not for the log"  # noqa: S105


@dataclass
class Entra:
    """What answers when a token is asked for."""

    answer: Callable[[], httpx.Response]
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/openid-configuration"):
            root = f"https://{request.url.host}/{TENANT}/oauth2/v2.0"
            return httpx.Response(
                200,
                json={
                    "issuer": f"https://{request.url.host}/{TENANT}/v2.0",
                    "authorization_endpoint": f"{root}/authorize",
                    "token_endpoint": f"{root}/token",
                },
            )
        self.asked.append(request)
        return self.answer()


def _granted(**more: Any) -> httpx.Response:
    told = {"token_type": "Bearer", "expires_in": 3600, "access_token": "a.b.c"}
    return httpx.Response(200, json=told | more)


def _denied(words: str) -> httpx.Response:
    told = {"error": "invalid_client", "error_description": words}
    return httpx.Response(401, json=told)


def _broken() -> httpx.Response:
    raise httpx.ConnectError(f"no way to {TENANT}")


@contextmanager
def by_secret(entra: Entra) -> Iterator[Credentials]:
    with httpx.Client(transport=httpx.MockTransport(entra)) as http:
        yield Credentials(BySecret(APP, TENANT, _SECRET, http))


async def test_a_secret_brings_a_token_of_the_own_organisation_which_is_kept() -> None:
    entra = Entra(_granted)
    with by_secret(entra) as credentials:
        assert {await credentials.get() for _ in range(3)} == {"a.b.c"}
    [asked] = entra.asked
    form = parse_qs(asked.content.decode())
    assert (asked.url.host, asked.url.path.split("/")[1]) == ("login.microsoftonline.com", TENANT)
    assert form["scope"] == ["https://api.botframework.com/.default"]
    assert (form["client_id"], form["client_secret"]) == ([APP], [_SECRET])


async def test_the_teams_for_tests_gives_one_too(teams: FakeTeams) -> None:
    with cloud_of(teams).http() as http:
        token = await Credentials(BySecret(APP, TENANT, _SECRET, http)).get()
    assert token.count(".") == 2
    assert [it["tenant"] for it in teams.tokens] == [TENANT]


async def test_a_managed_identity_brings_one_without_a_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (
        "IDENTITY_ENDPOINT",
        "IDENTITY_HEADER",
        "MSI_ENDPOINT",
        "IDENTITY_SERVER_THUMBPRINT",
    ):
        monkeypatch.delenv(name, raising=False)
    machine = Entra(lambda: _granted(expires_in="3600", resource="https://api.botframework.com"))
    with httpx.Client(transport=httpx.MockTransport(machine)) as http:
        credentials = Credentials(ByIdentity(APP, http))
        assert {await credentials.get() for _ in range(3)} == {"a.b.c"}
    [asked] = machine.asked
    assert asked.url.host == "169.254.169.254"
    assert asked.url.params["client_id"] == APP
    assert asked.url.params["resource"] == "https://api.botframework.com"


@pytest.mark.parametrize(("code", "mend"), MENDS.items())
async def test_the_operator_hears_once_what_to_do_and_nobody_the_secret(
    code: str, mend: str, caplog: pytest.LogCaptureFixture
) -> None:
    entra = Entra(lambda: _denied(f"{code}: '{APP}' in '{TENANT}'. {_SECRET}"))
    with by_secret(entra) as credentials:
        for _ in range(2):
            with pytest.raises(TryLaterError) as caught:
                await credentials.get()
            assert caught.value.whole_channel
    [told] = [it.getMessage() for it in caplog.records if it.levelname == "ERROR"]
    assert told == f"No token for Teams. {code}: {mend}"


@pytest.mark.parametrize(
    "answer",
    [
        _broken,
        lambda: _denied("somewhat else"),
        lambda: httpx.Response(503, text=_SECRET),
        lambda: httpx.Response(200, text="no JSON"),
        lambda: httpx.Response(200, json={"token_type": "Bearer"}),
        lambda: httpx.Response(200, json=[]),
    ],
)
async def test_whatever_is_wrong_nothing_goes_out_and_nobody_s_door_closes(
    answer: Callable[[], httpx.Response], caplog: pytest.LogCaptureFixture
) -> None:
    with by_secret(Entra(answer)) as credentials, pytest.raises(TryLaterError) as caught:
        await credentials.get()
    assert caught.value.whole_channel
    assert _SECRET not in caplog.text
    assert TENANT not in caplog.text


async def test_it_is_tried_anew_and_the_next_trouble_is_told_too(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answers = [_denied("AADSTS7000222: x"), _granted(expires_in=0), _denied("AADSTS7000222: x")]
    entra = Entra(lambda: answers.pop(0))
    with by_secret(entra) as credentials:
        with pytest.raises(TryLaterError):
            await credentials.get()
        assert await credentials.get() == "a.b.c"
        with pytest.raises(TryLaterError):
            await credentials.get()
    assert caplog.text.count("the secret has expired") == 2


async def test_in_development_it_only_looks_like_a_token() -> None:
    token = await Credentials(nobody).get()
    assert jwt.decode(token, options={"verify_signature": False})["exp"] > 0
    assert json.loads(jwt.utils.base64url_decode(token.split(".")[0]))["alg"] == "HS256"
