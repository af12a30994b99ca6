"""Only what Teams brings is let in: each check of the token refuses what it is there for."""

import base64
import json
import logging
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.teams.signed import NotLetInError
from bot.channels.teams.tokens import Tokens
from tests.channels.clock import NOON, Clock
from tests.channels.teams.gate import Gate
from tests.teams import shapes
from tests.teams.drive import PATH
from tests.teams.keys import ISSUER, private_key
from tests.teams.world import APP, KARI, OTHER_TENANT, SERVICE, TENANT, Json, Person

SAID = "Ordene som bare jeg skal lese"


def activity(gate: Gate, by: Person = KARI, **changes: Any) -> Json:
    world = gate.driver.teams.world
    where = world.personal(by)
    return shapes.activity(SERVICE, by, where, gate.clock()) | shapes.said(SAID) | changes


async def knock(gate: Gate, token: str | None, body: Json | bytes | None = None) -> int:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    given = activity(gate) if body is None else body
    return (await gate.driver.way.post(headers, given)).status


def token(gate: Gate, **claims: Any) -> str:
    return gate.driver.teams.keys.token(gate.clock(), **claims)


async def test_what_teams_brings_is_let_in(gate: Gate) -> None:
    assert await knock(gate, token(gate)) == 200
    assert [it.text for it in gate.taken] == [SAID]


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "11111111-1111-1111-1111-111111111111"},
        {"aud": [APP, "another"]},
        {"aud": None},
        {"iss": "https://sts.windows.net/x/"},
        {"iss": ISSUER.upper()},
        {"iss": None},
        {"exp": NOON - timedelta(minutes=6)},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": True},
        {"nbf": NOON + timedelta(minutes=6)},
        {"nbf": None},
        {"nbf": [1]},
    ],
)
async def test_a_token_that_does_not_hold_is_refused(gate: Gate, claims: Json) -> None:
    assert await knock(gate, _signed(gate, claims)) == 401
    assert not gate.items


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": NOON - timedelta(minutes=4, seconds=59)},
        {"nbf": NOON + timedelta(minutes=5)},
        {"iat": NOON + timedelta(hours=1)},
    ],
)
async def test_clocks_may_differ_by_five_minutes(gate: Gate, claims: Json) -> None:
    assert await knock(gate, _signed(gate, claims)) == 200


@pytest.mark.parametrize(
    ("claims", "changes"),
    [
        ({"serviceurl": "https://smba.trafficmanager.net/amer/"}, {}),
        ({"serviceurl": None}, {}),
        ({"serviceurl": ""}, {"serviceUrl": ""}),
        ({"serviceurl": "https://evil.test/"}, {"serviceUrl": "https://evil.test/"}),
        ({}, {"channelId": "directline"}),
        ({}, {"channelId": ""}),
        ({}, {"channelData": {"tenant": {"id": OTHER_TENANT}}}),
        ({}, {"channelData": {}, "conversation": {"id": "a:1", "conversationType": "personal"}}),
        ({}, {"channelData": {"tenant": {"id": OTHER_TENANT.upper()}}}),
    ],
)
async def test_a_token_speaks_only_for_what_it_came_with(
    gate: Gate, claims: Json, changes: Json
) -> None:
    assert await knock(gate, token(gate, **claims), activity(gate) | changes) == 403
    assert not gate.items


async def test_both_ways_to_name_the_organisation_have_to_agree(gate: Gate) -> None:
    ours, theirs = Person("Kari"), Person("Eve", tenant=OTHER_TENANT)
    assert await knock(gate, token(gate), activity(gate, theirs)) == 403
    mixed = activity(gate, theirs) | {"channelData": activity(gate, ours)["channelData"]}
    assert await knock(gate, token(gate), mixed) == 403
    assert not gate.items


async def test_one_way_to_name_the_organisation_is_enough(gate: Gate) -> None:
    assert await knock(gate, token(gate), activity(gate, channelData={})) == 200
    shouted = {"tenant": {"id": TENANT.upper()}}
    assert await knock(gate, token(gate), activity(gate, channelData=shouted)) == 200


async def test_a_slash_at_the_end_of_the_service_url_says_nothing(gate: Gate) -> None:
    assert await knock(gate, token(gate, serviceurl=SERVICE.rstrip("/"))) == 200


async def test_a_key_speaks_only_for_the_channels_it_is_endorsed_for(gate: Gate) -> None:
    gate.driver.teams.keys.rotate("key-2", "skype", "webchat")
    assert await knock(gate, token(gate)) == 403
    assert not gate.items


async def test_a_key_that_nobody_published_is_refused(gate: Gate) -> None:
    keys = gate.driver.teams.keys
    keys.signing = "key-of-eve"
    assert await knock(gate, token(gate)) == 401


async def test_a_known_name_with_another_key_is_refused(gate: Gate) -> None:
    forged = jwt.encode(_claims(gate), private_key("key-of-eve"), "RS256", {"kid": "key-1"})
    assert await knock(gate, forged) == 401


async def test_a_token_that_was_changed_is_refused(gate: Gate) -> None:
    header, _, signature = token(gate).split(".")
    others = _part(_plain(gate) | {"aud": APP, "serviceurl": "https://evil.test"})
    assert await knock(gate, f"{header}.{others}.{signature}") == 401


async def test_no_token_signs_with_what_all_may_know(gate: Gate) -> None:
    public = private_key("key-1").public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = _part({"alg": "HS256", "typ": "JWT", "kid": "key-1"})
    signed = f"{header}.{_part(_plain(gate))}"
    by_hand = jwt.get_algorithm_by_name("HS256").sign(signed.encode(), pem)
    assert await knock(gate, f"{signed}.{_text(by_hand)}") == 401
    plain = jwt.encode(_claims(gate), "s" * 32, "HS256", {"kid": "key-1"})
    assert await knock(gate, plain) == 401


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "RS512", "PS256", ""])
async def test_no_other_way_to_sign_is_taken(gate: Gate, algorithm: str) -> None:
    _, claims, signature = token(gate).split(".")
    other = _part({"alg": algorithm, "kid": "key-1"})
    assert await knock(gate, f"{other}.{claims}.") == 401
    assert await knock(gate, f"{other}.{claims}.{signature}") == 401


@pytest.mark.parametrize("header", [{}, {"kid": 7}, {"kid": None}, {"kid": ["key-1"]}])
async def test_a_token_has_to_name_its_key(gate: Gate, header: Json) -> None:
    _, claims, signature = token(gate).split(".")
    assert await knock(gate, f"{_part({'alg': 'RS256'} | header)}.{claims}.{signature}") == 401


@pytest.mark.parametrize("body", [b"", b"{nothing that could be read"])
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic a2V5", "x"])
async def test_without_a_token_nothing_is_read(
    gate: Gate, authorization: str | None, body: bytes
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = await gate.driver.way.post(headers, body)
    assert (answer.status, answer.body) == (401, None)


async def test_keys_are_not_asked_for_where_there_is_no_token(gate: Gate) -> None:
    await knock(gate, None)
    await knock(gate, "garbage")
    await knock(gate, jwt.encode({}, "s" * 32, "HS256", {"kid": "key-1"}))
    assert gate.driver.teams.keys.asked == 0


async def test_a_deep_header_is_no_fault(gate: Gate) -> None:
    deep = _text(b'{"alg":"RS256","kid":' + b"[" * 20_000)
    assert await knock(gate, f"{deep}.e30.e30") == 401


class _NoKeys:
    async def find(self, kid: str) -> None:
        del kid


@given(st.text())
async def test_garbage_is_not_let_in(text: str) -> None:
    tokens = Tokens(APP, _NoKeys(), Clock())  # type: ignore[arg-type]
    for header in (text, f"Bearer {text}", f"Bearer {_text(text.encode())}.{text}.{text}"):
        with pytest.raises(NotLetInError):
            await tokens.verify(header)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"7", b"null", b'"x"', b"{}", b"\xff", b"[" * 100_000),
        b'{"type": "message", "text": "hei"}',
        b'{"type": "message", "id": 7, "from": {"id": "x"}, "recipient": {"id": "y"}}',
    ],
)
async def test_what_is_no_activity_is_refused(gate: Gate, body: bytes) -> None:
    assert await knock(gate, token(gate), body) == 400


async def test_a_body_without_end_is_not_read(gate: Gate) -> None:
    headers = {"Authorization": f"Bearer {token(gate)}"}
    body = b" " * (1024 * 1024 + 1)
    answer = await gate.driver.way.http.post(PATH, headers=headers, content=body)
    assert answer.status_code == 413


async def test_what_can_not_be_kept_is_brought_again(gate: Gate) -> None:
    gate.full = True
    assert (await gate.driver.say(KARI, "Hei")).status == 503
    gate.full = False
    assert [it.status for it in await gate.driver.again(3)] == [200, 200, 200]
    assert len(gate.items) == 1


async def test_the_log_says_which_check_failed_and_nothing_else(
    gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    expired = token(gate, exp=gate.clock() - timedelta(hours=1))
    await knock(gate, expired)
    await knock(gate, token(gate), activity(gate, channelId="webchat"))
    await knock(gate, token(gate), activity(gate, type=7))
    assert "expired" in caplog.text
    assert "not of Teams" in caplog.text
    for secret in (expired, expired.split(".")[1], SAID, KARI.name, KARI.aad):
        assert secret not in caplog.text


def _claims(gate: Gate) -> Json:
    return _plain(gate) | {"exp": gate.clock() + timedelta(hours=1), "nbf": gate.clock()}


def _plain(gate: Gate) -> Json:
    at = int(gate.clock().timestamp())
    return {"iss": ISSUER, "aud": APP, "serviceurl": SERVICE, "exp": at + 3600, "nbf": at}


def _signed(gate: Gate, claims: Json) -> str:
    """Sign claims of any kind, which libraries that make tokens would not."""
    told = _plain(gate) | {name: _moment(value) for name, value in claims.items()}
    header = _part({"alg": "RS256", "kid": gate.driver.teams.keys.signing})
    signed = f"{header}.{_part({name: it for name, it in told.items() if it is not None})}"
    key = private_key(gate.driver.teams.keys.signing)
    return f"{signed}.{_text(jwt.get_algorithm_by_name('RS256').sign(signed.encode(), key))}"


def _moment(value: Any) -> Any:
    return value.timestamp() if hasattr(value, "timestamp") else value


def _part(json_: Json) -> str:
    return _text(json.dumps(json_).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
