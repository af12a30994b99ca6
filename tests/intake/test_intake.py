"""What comes in is written down once, in order, whoever takes it and however often."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.database import make_engine, make_sessions
from bot.intake.forgetting import forget_received
from bot.intake.intake import Intake
from tests.intake.channel import NOW, Ears, answers, received, said, still_open, work_off

Sessions = async_sessionmaker[AsyncSession]
LATER = NOW + timedelta(seconds=10)


@pytest.fixture
async def processes(database: str) -> AsyncIterator[list[Intake]]:
    """Intakes of several processes, each with connections of its own."""
    engines = [make_engine(database) for _ in range(3)]
    yield [Intake(make_sessions(engine), lambda: None) for engine in engines]
    for engine in engines:
        await engine.dispose()


async def test_any_number_of_repeats_gives_one_answer(sessions: Sessions) -> None:
    ears = Ears()
    worker = answers(sessions, ears)
    intake = Intake(sessions, worker.wake)
    taken = await asyncio.gather(*(intake.take(said("hei")) for _ in range(11)))
    assert sorted(taken) == [False] * 10 + [True]
    await work_off(worker, rounds=2)
    assert not await intake.take(said("hei"))
    await work_off(worker, rounds=2)
    assert ears.answered == ["hei"]


async def test_processes_that_take_the_same_in_any_order_take_each_once(
    sessions: Sessions, processes: list[Intake], caplog: pytest.LogCaptureFixture
) -> None:
    chance = Random(11)  # noqa: S311 - repeatable, not secret
    texts = [f"{number}" for number in range(60)]

    async def take_all(intake: Intake) -> list[str]:
        mine = chance.sample(texts, len(texts)) * 2
        taken = await asyncio.gather(*(intake.take(said(it)) for it in mine))
        return [text for text, new in zip(mine, taken, strict=True) if new]

    new = await asyncio.gather(*(take_all(intake) for intake in processes))
    assert sorted(text for each in new for text in each) == sorted(texts)
    assert await still_open(sessions) == len(texts)
    assert not caplog.records, "no batch broke, nobody waited in a circle"


async def test_what_comes_at_once_keeps_its_order(sessions: Sessions) -> None:
    texts, intake, ears = [f"{number}" for number in range(20)], Intake(sessions, print), Ears()
    await asyncio.gather(*(intake.take(said(text)) for text in texts))
    await work_off(answers(sessions, ears), rounds=len(texts))
    assert ears.answered == texts


async def test_what_was_taken_first_is_first_whichever_process_took_it(
    sessions: Sessions, processes: list[Intake]
) -> None:
    texts = [f"{number}" for number in range(12)]
    for number, text in enumerate(texts):
        await processes[number % len(processes)].take(said(text))
    ears = Ears()
    await work_off(answers(sessions, ears), rounds=len(texts))
    assert ears.answered == texts


async def press(
    intake: Intake, text: str, stamp: str, seconds: float, conversation: str = "a"
) -> bool:
    at = NOW + timedelta(seconds=seconds)
    return await intake.take(said(text, conversation, at, key="button", stamp=stamp))


async def test_a_double_click_counts_once_and_a_later_press_again(sessions: Sessions) -> None:
    ears = Ears()
    worker = answers(sessions, ears, clock=lambda: LATER)
    intake = Intake(sessions, worker.wake)
    assert await press(intake, "first", "1", 0)
    assert not await press(intake, "double while it waits", "2", 9)
    await work_off(worker)
    assert not await press(intake, "double when it is done", "2", 2)
    assert await press(intake, "later", "3", 4)
    await work_off(worker)
    assert not await press(intake, "repeat of the second", "2", 9)
    assert not await press(intake, "repeat of the third", "3", 9)
    await work_off(worker)
    assert ears.answered == ["first", "later"]


async def test_presses_in_the_same_moment_are_one(
    sessions: Sessions, processes: list[Intake]
) -> None:
    presses = [press(intake, "x", f"{n}", n / 10) for n, intake in enumerate(processes * 3)]
    assert sum(await asyncio.gather(*presses)) == 1
    assert await still_open(sessions) == 1


async def test_a_clock_that_was_set_back_stops_no_button(sessions: Sessions) -> None:
    worker = answers(sessions, Ears(), clock=lambda: LATER)
    intake = Intake(sessions, worker.wake)
    await press(intake, "first", "1", 0)
    await work_off(worker)
    assert await press(intake, "again", "2", -3600)


async def test_a_button_that_is_pressed_again_waits_for_what_was_said_before(
    sessions: Sessions,
) -> None:
    ears = Ears()
    workers = [answers(sessions, ears, worker=it, clock=lambda: LATER) for it in ("one", "two")]
    intake = Intake(sessions, lambda: None)
    await press(intake, "pressed", "1", 0)
    await work_off(*workers)
    await intake.take(said("said", at=LATER))
    await press(intake, "pressed again", "2", 10)
    await work_off(*workers)
    assert ears.answered == ["pressed", "said"]
    await work_off(*workers)
    assert ears.answered == ["pressed", "said", "pressed again"]


async def test_one_that_cant_be_written_takes_no_other_with_it(sessions: Sessions) -> None:
    intake = Intake(sessions, lambda: None)
    items = [said("one"), said("half a character \ud83d", "\ud83d"), said("two")]
    taken = await asyncio.gather(*map(intake.take, items), return_exceptions=True)
    assert [it if isinstance(it, bool) else type(it) for it in taken] == [
        True,
        UnicodeEncodeError,
        True,
    ]


async def test_a_request_that_is_broken_off_stops_no_other(sessions: Sessions) -> None:
    intake = Intake(sessions, lambda: None)
    first, second = (asyncio.create_task(intake.take(said(it))) for it in ("one", "two"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second
    assert await still_open(sessions) == 2


async def test_a_connection_that_breaks_is_made_anew(
    engine: AsyncEngine, sessions: Sessions
) -> None:
    def break_off(*_: object) -> None:
        raise ConnectionResetError

    event.listen(engine.sync_engine, "commit", break_off, once=True)
    assert await Intake(sessions, lambda: None).take(said("hei"))


async def test_nothing_that_was_said_outlives_its_answer_nor_who_said_it(
    sessions: Sessions,
) -> None:
    worker = answers(sessions, Ears())
    await Intake(sessions, worker.wake).take(said("jeg jobber i Namsos", "T1/U1", key="T1/U1/7"))
    await work_off(worker)
    (row,) = await received(sessions)
    assert (row.state, row.conversation, row.payload, row.reply) == ("done", "", "", None)
    assert "U1" not in row.key


async def test_what_is_old_is_forgotten_answered_or_not(sessions: Sessions) -> None:
    intake = Intake(sessions, lambda: None)
    await intake.take(said("answered"))
    await work_off(answers(sessions, Ears()))
    await intake.take(said("left"))
    await intake.take(said("new", at=LATER))
    async with sessions.begin() as session:
        await forget_received(session, LATER)
    assert [row.received_at for row in await received(sessions)] == [LATER]
