"""Teams refuses, breaks off and asks to wait: nothing is lost and nothing comes twice."""

import pytest
from sqlalchemy import insert, select

from bot.notices.tables import Delivery, Door
from tests.channels.clock import NOON
from tests.channels.teams.house import House
from tests.notices.people import delivery, plan
from tests.teams.fake import DROPPED, DROPPED_AFTER, Fault, refused, throttled
from tests.teams.reading import Card
from tests.teams.world import KARI

pytestmark = pytest.mark.with_packs

_FOLLOW = "Minn meg på Klimasats"
_BLOCKED = ("BotDisabledByAdmin", "MessageWritesBlocked", "ConversationBlockedByUser")


@pytest.mark.parametrize("code", _BLOCKED)
async def test_an_answer_that_is_refused_closes_the_door(house: House, code: str) -> None:
    await house.say(_FOLLOW)
    house.teams.world.personal(KARI).refused = (403, code)
    await house.driver.say(KARI, "Hei")
    await house.until_done(2)
    [(_, reason)] = await house.doors()
    assert reason == f"teams 403 {code}"


async def test_whoever_comes_back_is_reached_again(house: House) -> None:
    await house.say(_FOLLOW)
    await house.driver.remove(KARI)
    await house.until_done(2)
    house.teams.world.personal(KARI).refused = None
    await house.say("Hei")
    [(_, reason)] = await house.doors()
    assert reason is None


@pytest.mark.parametrize("code", _BLOCKED)
async def test_a_notice_that_is_refused_goes_on_by_e_mail(house: House, code: str) -> None:
    await _due(house, also="email")
    house.teams.world.personal(KARI).refused = (403, code)
    await house.notices()
    [(_, reason)] = await house.doors()
    assert reason == f"teams 403 {code}"
    assert await _planned(house) == [("email", "planned")]


async def test_where_the_bot_was_removed_a_notice_goes_by_e_mail_at_once(house: House) -> None:
    await _due(house, also="email")
    await house.driver.remove(KARI)
    await house.until_done(2)
    assert await _planned(house) == [("email", "planned")]
    posted = len(house.teams.called("post"))
    await house.notices()
    assert len(house.teams.called("post")) == posted


@pytest.mark.parametrize("fault", [throttled(30), refused(412), refused(502), refused(504)])
async def test_what_can_t_be_sent_now_is_sent_later(house: House, fault: Fault) -> None:
    house.teams.fail("post", fault)
    await house.driver.say(KARI, "Hei")
    [row] = await house.until_waiting()
    waits = (row.try_at - house.clock()).total_seconds()
    low, high = (30, 37.5) if fault.retry_after else (2, 4)
    assert low <= waits <= high
    assert row.attempts == 0
    house.clock.pass_(waits)
    await house.answers(KARI)


async def test_each_time_it_waits_longer(house: House) -> None:
    house.teams.fail("post", *[refused(503)] * 4)
    await house.driver.say(KARI, "Hei")
    waits = []
    for _ in range(4):
        [row] = await house.until_waiting()
        waits.append((row.try_at - house.clock()).total_seconds())
        house.clock.pass_(waits[-1])
    assert waits == sorted(waits)
    assert waits[-1] >= 4 * waits[0] / 2
    await house.answers(KARI)


@pytest.mark.parametrize("fault", [DROPPED, DROPPED_AFTER])
async def test_a_call_that_was_broken_off_is_made_again(house: House, fault: Fault) -> None:
    house.teams.fail("post", fault)
    await house.driver.say(KARI, "Hei")
    await house.until_waiting()
    house.clock.pass_(4)
    await house.answers(KARI, 2 if fault.arrived else 1)


async def test_what_teams_does_not_take_is_said_plainly(house: House) -> None:
    house.teams.fail("post", refused(400, "BadSyntax"))
    answer = await house.say("Hvem er FoUI-kontakt i Namsos?")
    assert "namsos.kommune.no" in answer.text
    assert answer.cards == []


async def test_after_three_tries_it_says_that_it_failed(house: House) -> None:
    house.teams.fail("post", *[refused(403, "SomethingNew")] * 3)
    await house.driver.say(KARI, "Hei")
    for pause in (1, 4):
        await house.until_waiting()
        house.clock.pass_(pause)
    [answer] = await house.answers(KARI)
    assert Card(answer.card).text.startswith("Beklager, her gikk noe galt (feil ")


async def test_in_a_thread_that_was_taken_away_nothing_is_answered(house: House) -> None:
    channel = house.teams.world.channel(KARI)
    house.teams.fail("post", refused(404, "ActivityNotFoundInConversation"))
    await house.driver.mention(KARI, channel, "hvem er FoUI-kontakt i Namsos?")
    [row] = await house.until_done(1)
    assert row.outcome is None


async def test_a_token_that_is_not_had_closes_nobody_s_door(house: House) -> None:
    house.teams.fail("token", refused(401, "invalid_client"))
    await house.driver.say(KARI, _FOLLOW)
    [row] = await house.until_waiting()
    assert row.outcome is None
    house.clock.pass_(4)
    await house.answers(KARI)
    [(_, reason)] = await house.doors()
    assert reason is None


async def _due(house: House, also: str) -> None:
    """Let Kari, who has another door too, have something due."""
    await house.say(_FOLLOW)
    [person] = await house.people()
    door = {"channel": also, "address": "kari@example.org", "confirmed_at": NOON}
    now = house.clock()
    call = "call:omstallningsfonden-2024-2026"
    row = delivery(person.id, "teams", subject=call, due_at=now, try_at=now)
    async with house.sessions.begin() as session:
        await session.execute(insert(Door).values(person_id=person.id, **door))
        await plan(session, [row])


async def _planned(house: House) -> list[tuple[str | None, str]]:
    async with house.sessions() as session:
        rows = await session.scalars(select(Delivery).where(Delivery.due_at == house.clock()))
        return [(it.channel, it.state) for it in rows]
