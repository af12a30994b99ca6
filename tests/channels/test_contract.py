"""Everything that can be said, in every channel, held against every rule."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args

import pytest

from bot.message import Language
from tests.channels.contract import DRAWN, RULES, ChannelUnderTest, Drawn, Fault
from tests.channels.everything import everything
from tests.channels.exceptions import EXCEPTIONS, Except
from tests.channels.thing import Thing
from tests.channels.under_test import CHANNELS

_BY_NAME: Mapping[str, ChannelUnderTest] = {it.name: it for it in CHANNELS}
_SHOWN = 5
"""So many faults are enough for a report."""


@cache
def _drawn(channel: str) -> tuple[tuple[Thing, Drawn | None], ...]:
    """Draw everything once."""
    under_test = _BY_NAME[channel]
    return tuple((it, under_test.draw(it.said)) for it in everything().things)


@cache
def _faults(channel: str, rule: str) -> tuple[tuple[Thing, Fault], ...]:
    return tuple(
        (thing, fault)
        for thing, drawn in _drawn(channel)
        for fault in _faults_of(rule, thing, drawn)
    )


def _faults_of(rule: str, thing: Thing, drawn: Drawn | None) -> Iterable[Fault]:
    if rule == DRAWN:
        return () if drawn else ("has no shape here",)
    return RULES[rule](thing, drawn) if drawn else ()


def _is_covered(channel: str, rule: str, thing: Thing, fault: Fault) -> bool:
    return any(
        it.covers(thing, fault) for it in EXCEPTIONS if (it.channel, it.rule) == (channel, rule)
    )


@pytest.mark.parametrize("rule", [DRAWN, *RULES])
@pytest.mark.parametrize("channel", _BY_NAME)
@pytest.mark.parametrize("language", get_args(Language))
def test_every_channel_keeps_the_contract(language: Language, channel: str, rule: str) -> None:
    broken = [
        f"{thing.name}: {fault}"
        for thing, fault in _faults(channel, rule)
        if thing.language == language and not _is_covered(channel, rule, thing, fault)
    ]
    assert broken[:_SHOWN] == [], f"{len(broken)} in all"


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda it: f"{it.channel} {it.reason}")
def test_every_exception_is_still_needed(exception: Except) -> None:
    assert any(
        exception.covers(thing, fault)
        for thing, fault in _faults(exception.channel, exception.rule)
    )
