"""Microsoft's keys change while we run, and now and then can't be had."""

import asyncio

import httpx
import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.teams.keys import Keys, KeysUnavailableError
from tests.channels.clock import Clock
from tests.channels.teams.gate import Gate
from tests.served import served
from tests.teams.keys import METADATA
from tests.teams.keys import Keys as FakeKeys
from tests.teams.world import KARI

_HOURS = 3600


async def let_in(gate: Gate) -> int:
    return (await gate.driver.say(KARI, "Hei")).status


async def test_keys_are_fetched_once_for_all_who_wait(gate: Gate) -> None:
    assert await asyncio.gather(*(let_in(gate) for _ in range(8))) == [200] * 8
    assert gate.driver.teams.keys.asked == 1


async def test_a_key_that_is_new_is_taken_while_we_run(gate: Gate) -> None:
    assert await let_in(gate) == 200
    gate.clock.pass_(1 * _HOURS)
    gate.driver.teams.keys.rotate("key-2", keep=True)
    assert await let_in(gate) == 200
    assert gate.driver.teams.keys.asked == 2


async def test_a_key_that_was_taken_back_is_refused_within_a_day(gate: Gate) -> None:
    assert await let_in(gate) == 200
    gate.driver.teams.keys.rotate("key-2")
    gate.driver.teams.keys.signing = "key-1"
    gate.clock.pass_(24 * _HOURS)
    assert await let_in(gate) == 401


async def test_made_up_keys_are_not_asked_for_again_and_again(gate: Gate) -> None:
    keys = gate.driver.teams.keys
    assert await let_in(gate) == 200
    for name in ("eve-1", "eve-2", "eve-1"):
        keys.signing = name
        assert await let_in(gate) == 401
    assert keys.asked == 1
    gate.clock.pass_(5 * 60)
    assert await let_in(gate) == 401
    assert await let_in(gate) == 401
    assert keys.asked == 2
    keys.signing = "key-1"
    assert await let_in(gate) == 200


async def test_known_keys_stay_in_use_while_no_others_can_be_had(gate: Gate) -> None:
    keys = gate.driver.teams.keys
    assert await let_in(gate) == 200
    keys.broken = True
    gate.clock.pass_(25 * _HOURS)
    assert [await let_in(gate), await let_in(gate)] == [200, 200]
    assert keys.asked == 2, "who does not answer is not asked with every request"
    keys.broken = False
    gate.clock.pass_(10)
    keys.rotate("key-2")
    assert await let_in(gate) == 200


async def test_without_any_keys_teams_has_to_bring_it_again(gate: Gate) -> None:
    keys = gate.driver.teams.keys
    keys.broken = True
    assert [await let_in(gate), await let_in(gate)] == [503, 503]
    assert keys.asked == 1
    keys.broken = False
    gate.clock.pass_(10)
    assert await let_in(gate) == 200
    assert len(gate.items) == 1


async def test_nobody_waits_for_a_key_that_is_known() -> None:
    asked, answered = asyncio.Event(), asyncio.Event()
    keys = FakeKeys()

    async def wait(request: web.Request, handler: Handler) -> web.StreamResponse:
        if keys.asked:
            asked.set()
            await answered.wait()
        return await handler(request)

    app = web.Application(middlewares=[web.middleware(wait)])
    app.add_routes(keys.routes())
    async with served(app) as address, httpx.AsyncClient() as http:
        clock = Clock()
        known = Keys(http, f"{address}{METADATA}", clock)
        assert await known.find("key-1")
        clock.pass_(24 * _HOURS)
        first = asyncio.create_task(known.find("key-1"))
        await asked.wait()
        assert await known.find("key-1")
        assert not first.done()
        answered.set()
        assert await first


@pytest.mark.parametrize(
    "told",
    [
        *(None, [], {}, {"keys": None}, {"keys": []}, {"keys": ["x"]}, {"keys": [{}]}),
        {"keys": [{"kty": "EC", "kid": "1", "crv": "P-256", "x": "a", "y": "b"}]},
        {"keys": [{"kty": "RSA", "kid": "1"}]},
        {"keys": [{"kty": "RSA", "kid": "1", "n": "!", "e": "AQAB"}]},
    ],
)
async def test_a_list_that_is_no_list_of_keys_is_none(told: object) -> None:
    async def configuration(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"{request.url.origin()}/keys"})

    async def keys(_: web.Request) -> web.Response:
        return web.json_response(told)

    app = web.Application()
    app.add_routes([web.get("/", configuration), web.get("/keys", keys)])
    async with served(app) as address, httpx.AsyncClient() as http:
        with pytest.raises(KeysUnavailableError):
            await Keys(http, address, Clock()).find("1")
