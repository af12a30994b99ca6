"""A region that takes no ideas in a channel: said kindly, with its reason and what is open."""

from dataclasses import replace
from functools import cache

import pytest

from bot.conversation.drafting import seal
from bot.conversation.skills.send_idea import idea_yes, show
from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.ideas.draft import Draft
from bot.message import Place
from bot.notices.desk import Desk
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from knowledge.records.places import ChannelBar, Region
from tests.conversation.asking import NOW, labels, said, turn_of

_BAR = ChannelBar.model_validate(
    {
        "channel": "telegram",
        "reason": {
            "nb": "Regionen i denne prøven vil ha ideer i egne systemer.",
            "nn": "Regionen i denne prøva vil ha idear i eigne system.",
            "sv": "Regionen i detta prov vill ha idéer i egna system.",
            "en": "The region of this test wants ideas in systems of its own.",
        },
        "sources": [{"ref": "https://nord.example/regel", "as_of": "2026-01"}],
    }
)
_TEXT = "Vi vil teste sensorer i hjemmetjenesten"
_DRAFT = Draft(_TEXT, title=_TEXT, region="trondelag", municipality="namsos")


@cache
def _barring() -> KnowledgeBase:
    """The shipped knowledge, with a rule that no real region has."""
    return KnowledgeBase(
        it.model_copy(update={"no_ideas_in": (_BAR,)}) if isinstance(it, Region) else it
        for it in load_packs().records
    )


def _turn(desk: Desk, channel: str, language: str = "nb") -> Turn:
    state = State(draft=_DRAFT, text=_TEXT, intent="route_idea")
    turn = turn_of(None, municipality="namsos", state=state, kb=_barring(), desk=desk)
    turn.remember(language=language)
    turn.message = replace(turn.message, place=Place(channel, "81"))
    return turn


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("nb", "Ideer tas ikke imot i Telegram."),
        ("nn", "Idear blir ikkje tekne imot i Telegram."),
        ("sv", "Idéer tas inte emot i Telegram."),
        ("en", "Ideas are not taken in Telegram."),
    ],
)
async def test_there_it_is_turned_away_with_the_ways_that_are_open(
    desk: Desk, language: str, first: str
) -> None:
    turn = _turn(desk, "telegram", language)
    reply = await show(turn, _DRAFT)
    lines = said(reply)
    assert lines[:2] == [first, _BAR.reason[language]]
    assert "postmottak@namsos.kommune.no" in lines[3]
    assert _TEXT in lines[4]
    assert reply.buttons[0].url == "/idea"
    assert reply.context
    assert "nord.example" in reply.context.plain
    assert turn.state.draft is None


async def test_a_preview_from_before_the_rule_sends_nothing(desk: Desk) -> None:
    turn = _turn(desk, "telegram")
    reply = await idea_yes(turn, seal(_DRAFT, NOW))
    assert said(reply)[0] == "Ideer tas ikke imot i Telegram."


async def test_elsewhere_it_is_taken(desk: Desk) -> None:
    assert "Send" in labels(await show(_turn(desk, "web"), _DRAFT))


def test_no_real_region_has_such_a_rule() -> None:
    """None of their sources says so; should one, this is to be taken out."""
    assert all(not it.no_ideas_in for it in load_packs().records if isinstance(it, Region))
