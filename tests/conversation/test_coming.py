"""What comes in a period, and the next date of an idea, with samples where nothing is announced."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from bot.conversation.coming import Stretch, stretch_asked, usual_schemes
from bot.conversation.skills.list_deadlines import all_deadlines, list_deadlines
from bot.conversation.skills.next_date import next_date_line
from bot.conversation.state import State
from bot.demo.samples import with_samples
from intents.meaning import Period
from intents.wishes import asks_in_general
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.conversation.asking import NOW, meant, said, turn_of

MONDAY = NOW.date()


@cache
def with_examples() -> KnowledgeBase:
    return KnowledgeBase(with_samples(load_packs(), MONDAY).records)


def test_a_period_that_has_begun_counts_from_today() -> None:
    period = Period(date(2026, 11, 1), date(2026, 12, 1), "i november")
    turn = turn_of(replace(meant("frister i november?", "list_deadlines"), period=period))
    assert stretch_asked(turn) == Stretch(MONDAY, date(2026, 12, 1), named=True)


def test_without_a_period_it_is_the_year_to_come() -> None:
    stretch = stretch_asked(turn_of(meant("frister?", "list_deadlines")))
    assert (stretch.first, stretch.end) == (MONDAY, date(2027, 11, 23))
    assert not stretch.named


def test_schemes_that_usually_close_then_come_in_the_order_of_the_year() -> None:
    turn = turn_of(None, municipality="rollag")
    assert turn.region
    spring = Stretch(date(2027, 1, 1), date(2027, 7, 1), named=True)
    found = [it.id for it in usual_schemes(turn, turn.region, spring)]
    assert found.index("klimasats") < found.index("skjonnsmidler")
    autumn = Stretch(date(2027, 8, 1), date(2027, 11, 1), named=True)
    assert "klimasats" not in {it.id for it in usual_schemes(turn, turn.region, autumn)}


def test_a_list_of_all_is_not_about_the_scheme_before() -> None:
    turn = turn_of(
        None, municipality="verdal", state=State(programme="klimasats", topic="klimasats")
    )
    first = said(asyncio.run(all_deadlines(turn)))[0]
    assert first.startswith("Jeg kjenner to kunngjorte frister")
    assert turn.state.programme is None


def test_a_short_question_goes_on_about_the_scheme_before() -> None:
    before = State(text="klimasats?", intent="explain", topic="klimasats")
    turn = turn_of(meant("og når er fristen?", "list_deadlines"), region="trondelag", state=before)
    assert said(asyncio.run(list_deadlines(turn)))[0].startswith("Datoen for 2027 kjenner jeg ikke")


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("Hvilke søknadsfrister kommer?", True),
        ("kva fristar kjem", True),
        ("what deadlines are there?", True),
        ("vilka utlysningar finns?", True),
        ("og når er fristen?", False),
        ("when does that one close?", False),
    ],
)
def test_the_plural_asks_in_general(text: str, general: bool) -> None:
    assert asks_in_general(text) is general


def test_the_next_date_of_an_idea_is_the_nearest_meeting_or_call() -> None:
    turn = turn_of(None, municipality="verdal", kb=with_examples())
    turn.refer("route_idea")
    line = next_date_line(turn)
    assert line
    assert line.plain.startswith("Neste dato: Eksempel: åpen time")
    assert line.plain.endswith("onsdag 2. desember kl. 12.00.")


def test_without_an_announced_date_there_is_no_line() -> None:
    turn = turn_of(None, municipality="verdal")
    turn.refer("route_idea")
    assert next_date_line(turn) is None
