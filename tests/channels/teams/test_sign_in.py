"""Who sees the tab: tokens of Microsoft Entra, from directories on this machine."""

import base64
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest

from bot.channels.teams.keys import KeysUnavailableError
from bot.channels.teams.sign_in import SignedIn, SignIns
from bot.channels.teams.signed import NotLetInError
from tests.channels.clock import Clock
from tests.served import served
from tests.teams.entra import Entra
from tests.teams.keys import private_key
from tests.teams.world import APP, KARI, OTHER_TENANT, TENANT, Person

STRANGER = Person("Stranger", tenant=OTHER_TENANT)


@pytest.fixture
async def entra() -> AsyncIterator[Entra]:
    made = Entra()
    async with served(made.app()) as address:
        made.address = address
        yield made


@pytest.fixture
async def sign_ins(entra: Entra, clock: Clock) -> AsyncIterator[SignIns]:
    async with httpx.AsyncClient() as http:
        yield SignIns(APP, [TENANT], entra.address, http, clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_whoever_their_organisation_vouches_for_is_known(
    sign_ins: SignIns, entra: Entra, clock: Clock
) -> None:
    token = entra.token(KARI, clock(), oid=KARI.aad.upper())
    assert await sign_ins.verify(f"Bearer {token}") == SignedIn(TENANT, KARI.aad)


def changed(**claims: Any) -> Callable[[Entra, Clock], str]:
    return lambda entra, clock: entra.token(KARI, clock(), **claims)


def by_secret(entra: Entra, clock: Clock) -> str:
    """Signed with what everybody can read: the public key taken for a secret."""
    claims = jwt.decode(entra.token(KARI, clock()), options={"verify_signature": False})
    return jwt.encode(claims, "known to everybody, and long enough", "HS256", {"kid": "entra-1"})


def unsigned(entra: Entra, clock: Clock) -> str:
    _, claims, _ = entra.token(KARI, clock()).split(".")
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "entra-1"}).encode())
    return f"{head.decode().rstrip('=')}.{claims}."


def by_another_key(entra: Entra, clock: Clock) -> str:
    claims = jwt.decode(entra.token(KARI, clock()), options={"verify_signature": False})
    return jwt.encode(claims, private_key("made-up"), "RS256", {"kid": "entra-1"})


def by_another_organisation(entra: Entra, clock: Clock) -> str:
    """Another directory signs that somebody is from here."""
    return entra.token(STRANGER, clock(), tid=TENANT, iss=f"{entra.address}/{TENANT}/v2.0")


REFUSED = {
    "audience": changed(aud="11111111-1111-4111-8111-111111111111"),
    "audience by address": changed(aud=f"api://idelos.test/botid-{APP}"),
    "several audiences": changed(aud=[APP, "other"]),
    "no audience": changed(aud=None),
    "issuer": changed(iss="https://login.microsoftonline.com.evil.test/v2.0"),
    "version 1.0": changed(iss=f"https://sts.windows.net/{TENANT}/", ver="1.0"),
    "expired": lambda entra, clock: entra.token(KARI, clock() - timedelta(hours=2)),
    "no expiry": changed(exp=None),
    "expiry in words": changed(exp="tomorrow"),
    "not yet": lambda entra, clock: entra.token(KARI, clock() + timedelta(minutes=6)),
    "other organisation": lambda entra, clock: entra.token(STRANGER, clock()),
    "no organisation": changed(tid=None),
    "other scope": changed(scp="User.Read profile"),
    "part of the scope": changed(scp="access_as_user_too"),
    "a program": changed(scp=None, idtyp="app", roles=["access_as_user"]),
    "nobody": changed(oid=None),
    "HS256": by_secret,
    "none": unsigned,
    "signature": by_another_key,
    "signed elsewhere": by_another_organisation,
    "broken off": lambda entra, clock: entra.token(KARI, clock())[:-20],
    "garbage": lambda *_: "not.a.token",
    "empty": lambda *_: "",
}


@pytest.mark.parametrize("name", REFUSED)
async def test_every_other_token_is_refused(
    sign_ins: SignIns, entra: Entra, clock: Clock, name: str
) -> None:
    with pytest.raises(NotLetInError):
        await sign_ins.verify(f"Bearer {REFUSED[name](entra, clock)}")
    assert OTHER_TENANT not in entra.asked


@pytest.mark.parametrize("header", ["", "Bearer", "Basic a2FyaQ=="])
async def test_without_a_token_nobody_is_let_in(
    sign_ins: SignIns, entra: Entra, header: str
) -> None:
    with pytest.raises(NotLetInError):
        await sign_ins.verify(header)
    assert entra.asked == []


async def test_keys_that_change_are_found_while_we_run(
    sign_ins: SignIns, entra: Entra, clock: Clock
) -> None:
    old = entra.token(KARI, clock())
    await sign_ins.verify(f"Bearer {old}")
    entra.rotate(TENANT, "entra-2")
    clock.at += timedelta(minutes=6)
    new = entra.token(KARI, clock())
    assert (await sign_ins.verify(f"Bearer {new}")).user == KARI.aad
    with pytest.raises(NotLetInError):
        await sign_ins.verify(f"Bearer {old}")
    assert len(entra.asked) == 2


async def test_made_up_keys_make_us_ask_once(sign_ins: SignIns, entra: Entra, clock: Clock) -> None:
    claims = jwt.decode(entra.token(KARI, clock()), options={"verify_signature": False})
    for number in range(5):
        forged = jwt.encode(claims, private_key("made-up"), "RS256", {"kid": f"k{number}"})
        with pytest.raises(NotLetInError):
            await sign_ins.verify(f"Bearer {forged}")
    assert len(entra.asked) == 1


async def test_where_no_keys_can_be_had_nobody_is_taken_for_somebody(
    sign_ins: SignIns, entra: Entra, clock: Clock
) -> None:
    entra.broken = True
    token = entra.token(KARI, clock())
    with pytest.raises(KeysUnavailableError):
        await sign_ins.verify(f"Bearer {token}")
    entra.broken = False
    clock.at += timedelta(seconds=11)
    assert (await sign_ins.verify(f"Bearer {token}")).tenant == TENANT
