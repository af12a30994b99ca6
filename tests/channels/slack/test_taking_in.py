"""Nothing is read that Slack did not sign, and nothing is kept that no person said to us."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.channels.slack.house import House
from tests.slack import events
from tests.slack.drive import Driver, Http, sign
from tests.slack.ways import Delivery

pytestmark = pytest.mark.with_packs


def way(house: House, **changes: Any) -> Driver:
    return Driver(replace(house.driver.way, **changes), house.slack)


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "another"},
        {"secret": None},
        {"age": 301},
        {"age": -301},
        {"path": "/slack/commands", "secret": "another"},
        {"path": "/slack/interactive", "secret": None},
        {"path": "/slack/options", "age": 301},
    ],
)
async def test_what_is_not_signed_just_now_is_refused_unread(
    house: House, changes: dict[str, Any]
) -> None:
    driver = way(house, **changes)
    for answer in (
        await driver.say("U1", "hei"),
        await driver.command("U1", "/ide", "hei"),
        await driver.verify_address(),
    ):
        assert (answer.status, answer.body) == (401, None)
    assert await house.received() == []
    assert house.slack.calls == []


_GARBAGE = (b"", b"{", b"[1]", b'{"ssl_check": "1"}', b"\xff", b"ssl_check=1")
_SIGNATURES: tuple[tuple[str, str | bytes], ...] = (
    ("1", "v0=" + "0" * 64),
    ("soon", "v0=" + "0" * 64),
    ("9" * 400, "v0="),
    ("NOW", b"\xe6"),
    ("NOW", ""),
)


@pytest.mark.parametrize("body", _GARBAGE)
async def test_garbage_is_refused_unread(house: House, body: bytes) -> None:
    http = house.driver.way
    assert isinstance(http, Http)
    assert (await http.post(body, {})).status == 401
    for at, signature in _SIGNATURES:
        stamp = at.replace("NOW", str(int(house.clock().timestamp())))
        headers: dict[str, Any] = {"X-Slack-Request-Timestamp": stamp}
        assert (await http.post(body, headers | {"X-Slack-Signature": signature})).status == 401


async def test_a_request_that_was_seen_on_its_way_is_of_no_use_later(house: House) -> None:
    http = house.driver.way
    assert isinstance(http, Http)
    said = house.driver.write("U1", house.slack.world.direct("U1").id, "hei")
    inner = events.message(said, house.slack.world.direct("U1"))
    body = json.dumps(events.callback(inner, "T1", "Ev1")).encode()
    headers = {"Content-Type": "application/json"}
    headers |= sign(body, int(house.clock().timestamp()), http.secret or "")
    assert (await http.post(body, headers)).status == 200
    await house.answers("U1")
    assert (await http.post(body, headers)).status == 200
    assert (await http.post(body.replace(b"hei", b"hoi"), headers)).status == 401
    house.clock.pass_(301)
    assert (await http.post(body, headers)).status == 401
    assert len(await house.received()) == 1


async def test_more_than_slack_ever_sends_is_not_read(house: House) -> None:
    http = house.driver.way
    assert isinstance(http, Http)
    body = b"x" * (2 * 1024 * 1024 + 1)
    headers = sign(body, int(house.clock().timestamp()), http.secret or "")
    assert (await http.post(body, headers)).status == 413


async def test_the_address_is_proved_to_slack(house: House) -> None:
    answer = await house.driver.verify_address("answer me")
    assert (answer.status, answer.body) == (200, {"challenge": "answer me"})


async def test_what_no_person_said_to_us_is_acknowledged_and_left(house: House) -> None:
    world = house.slack.world
    house.slack.channel("C1", "U1", "U2")
    direct, channel = world.direct("U1"), world.channels["C1"]
    answer = await house.say("hei")
    said = house.driver.write("U1", direct.id, "hei")
    before = len(await house.received())
    for inner in (
        events.own(answer, direct),
        events.from_bot("hei", direct, world.ts()),
        events.message(said, direct) | {"bot_id": "B0OTHER"},
        events.edited(said, direct, "hoi", world.ts()),
        events.removed(said, direct, world.ts()),
        events.joined("U2", channel, world.ts()),
        events.message(house.driver.write("U1", "C1", "til de andre"), channel),
        events.mention(said) | {"edited": {"user": "U1", "ts": world.ts()}},
        events.mention(said) | {"bot_id": "B0OTHER"},
        {"type": "reaction_added", "user": "U1", "item": {"type": "message"}},
    ):
        taken = await house.driver.event(inner)
        assert (taken.status, taken.body) == (200, None), inner
    unknown = {"type": "dialog_suggestion", "team": {"id": "T1"}, "user": {"id": "U1"}}
    assert (await house.driver.deliver(Delivery("interactive", unknown))).status == 200
    assert len(await house.received()) == before


async def test_a_workspace_that_never_let_us_in_is_told_so(house: House) -> None:
    house.slack.person("U9", team="T9")
    await house.driver.say("U9", "hei")
    answer = await house.driver.command("U9", "/ide", "hei")
    assert answer.status == 200
    assert await house.received() == []
    assert [it.to for it in house.slack.messages("U9", "U9")] == ["U9"]
