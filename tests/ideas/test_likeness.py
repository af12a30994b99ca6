"""Like needs: found by what they are about, and gone when they are no longer shared."""

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.draft import Draft
from bot.ideas.idea import Idea
from bot.ideas.likeness import LikeNeeds, Need
from bot.ideas.relay import Relay
from bot.ideas.shared_needs import SharedNeeds
from bot.ideas.step import Step
from intents.understand import load, understand
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, SENSORS, somebody

TITLES = Path(__file__).with_name("like_titles.jsonl")
KB = KnowledgeBase(load_packs().records)


@cache
def titles() -> tuple[list[Need], list[frozenset[str]]]:
    """Titles of real projects with their themes as understood, and the needs a person saw."""
    engine = load(())
    lines = [json.loads(line) for line in TITLES.read_text(encoding="utf-8").splitlines()]
    needs = []
    for place, line in enumerate(lines):
        themes = understand(line["text"], engine, today=date(2026, 11, 23)).themes
        needs.append(Need(place, line["text"], tuple(it.label for it in themes)))
    return needs, [frozenset(line["needs"]) for line in lines]


def index(needs: list[Need]) -> LikeNeeds:
    found = LikeNeeds()
    for need in needs:
        found.add(need)
    return found


def test_four_of_five_shown_are_alike_on_real_titles() -> None:
    needs, sorted_as = titles()
    known, shares = index(needs), []
    for need in needs:
        found = known.like(need) if sorted_as[need.id] else ()
        if found:
            shares.append(fmean(bool(sorted_as[it.id] & sorted_as[need.id]) for it in found))
    assert fmean(shares) >= 0.8
    assert len(shares) >= 40


def test_the_same_need_in_other_words_is_found_and_its_neighbour_is_not() -> None:
    care, building = ("health_care",), ("planning_housing",)
    known = index(
        [
            Need(1, "Vi vil teste sensorer for fallulykker i hjemmetjenesten", care),
            Need(2, "Sensorer som varsler fall hos eldre som bor hjemme", care),
            Need(3, "Felles digital byggesak for kommunene", building),
        ]
    )
    found = known.like(Need(9, "Prøve ut fallsensorer i hjemmetjenesten", care))
    assert [it.id for it in found] == [1, 2]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_are_compared_and_none_finds_itself_or_what_was_removed(
    texts: list[str],
) -> None:
    needs = [Need(place, text) for place, text in enumerate(texts)]
    known = index(needs)
    for need in needs[:2]:
        known.remove(need.id)
    for need in needs:
        found = {it.id for it in known.like(need, len(needs))}
        assert found <= {it.id for it in needs[2:]} - {need.id}


async def sent(session: AsyncSession, name: str, draft: Draft) -> Idea:
    person = await somebody(session, name)
    return (await Relay(session, KB, person, MONDAY).send(draft, "nb", name)).idea


@pytest.fixture
def needs() -> SharedNeeds:
    return SharedNeeds()


async def test_only_shared_ideas_of_others_are_found_and_no_longer_when_unshared(
    sessions: async_sessionmaker[AsyncSession], needs: SharedNeeds
) -> None:
    shared = replace(SENSORS, shared=True)
    async with sessions() as session:
        mine = await sent(session, "mine", shared)
        assert await needs.like(session, mine) == ()
        theirs = await sent(session, "theirs", shared)
        await sent(session, "private", SENSORS)
        assert [it.id for it in await needs.like(session, mine)] == [theirs.id]
        relay = Relay(session, KB, theirs.submitter, MONDAY + timedelta(hours=1))
        await relay.take(theirs.id, Step("unshared", "submitter", MONDAY, "stop"))
        assert await needs.like(session, mine) == ()
