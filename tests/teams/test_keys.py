"""Tokens for tests are what an independent reader of tokens takes for good ones."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import jwt
import pytest

from tests.teams.fake import FakeTeams, running
from tests.teams.keys import ISSUER, METADATA, now
from tests.teams.world import APP, SERVICE


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with running(FakeTeams()) as teams:
        yield teams


async def _key(teams: FakeTeams, token: str) -> jwt.PyJWK:
    """Look up the key that a token names, in a thread: that reader waits for its answer."""
    async with httpx.AsyncClient() as http:
        metadata = (await http.get(f"{teams.address}{METADATA}")).json()
    assert metadata["issuer"] == ISSUER
    reader = jwt.PyJWKClient(metadata["jwks_uri"])
    return await asyncio.to_thread(reader.get_signing_key_from_jwt, token)


async def test_a_token_is_good(teams: FakeTeams) -> None:
    token = teams.keys.token(now())
    claims = jwt.decode(token, await _key(teams, token), ["RS256"], audience=APP, issuer=ISSUER)
    assert claims["serviceurl"] == SERVICE
    assert teams.keys.asked == 1


async def test_after_a_rotation_another_key_is_published(teams: FakeTeams) -> None:
    before = teams.keys.token(now())
    teams.keys.rotate("key-2")
    after = teams.keys.token(now())
    jwt.decode(after, await _key(teams, after), ["RS256"], audience=APP)
    with pytest.raises(jwt.PyJWKClientError):
        await _key(teams, before)


async def test_claims_are_changed_and_left_out(teams: FakeTeams) -> None:
    token = teams.keys.token(now(), aud="x", exp=None)
    claims = jwt.decode(token, await _key(teams, token), ["RS256"], audience="x")
    assert "exp" not in claims
