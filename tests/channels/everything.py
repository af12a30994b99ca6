"""Everything that the product can say, gathered once for all tests of channels."""

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, get_args

import yaml

from bot.message import Language
from bot.notices.desk.passing import passing_sessions
from intents.classify.examples import load_examples
from tests.channels.cast import ASKER, HOLDER, OTHER, Cast
from tests.channels.composed import composed
from tests.channels.thing import Thing
from tests.channels.world import Reach, World

_LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_REGIONS: Final = {
    "trondelag": ("namsos", ("foui-kontakt@namsos",)),
    "norrbotten": ("kalix", ("vl_socialtjanst", "foui_norrbotten")),
    "kongsbergregionen": ("notodden", ("forumrepresentant@notodden",)),
}
"""By region: where the one who asks works, and the seats of the one who receives."""
_AT_HOME: Final = {
    ("trondelag", "nb"),
    ("trondelag", "en"),
    ("kongsbergregionen", "nn"),
    ("norrbotten", "sv"),
}
"""Worlds that are walked far; in the others only so far that each region has been seen."""
_NEAR_OPENINGS = 7
_FAR, _NEAR = Reach(4, (1, 8, 15)), Reach(2, (1,))


@dataclass(frozen=True, slots=True)
class Everything:
    """What was gathered, and how far it reached."""

    things: tuple[Thing, ...]
    meant: frozenset[tuple[str, Language]]
    """Intents that were answered, with the language of who asked."""
    found: frozenset[str]
    """Names of the actions that buttons have."""
    pressed: frozenset[str]
    """Names of the actions that were pressed."""
    kinds: frozenset[tuple[str, Language]]
    """Kinds of notices that were told, with the language."""


@cache
def everything() -> Everything:
    """Gather all of it."""
    return asyncio.run(_gather())


async def _gather() -> Everything:
    things: dict[object, Thing] = {}
    meant: set[tuple[str, Language]] = set()
    found: set[str] = set()
    pressed: set[str] = set()
    kinds: set[tuple[str, Language]] = set()
    for number, (region, language) in enumerate(itertools.product(_REGIONS, _LANGUAGES)):
        async with passing_sessions() as sessions:
            municipality, seats = _REGIONS[region]
            far = (region, language) in _AT_HOME
            cast = Cast(language, region, municipality, seats)
            world = World(sessions, cast, _FAR if far else _NEAR)
            await world.walk(_openings(language, number, far=far))
        things |= {it.said: it for it in reversed(world.things)}
        meant |= {(intent, language) for intent in world.meant}
        found |= world.found
        pressed |= world.pressed
        kinds |= {(kind, language) for kind in world.kinds}
    for kind, thing in composed():
        things[thing.said] = thing
        kinds.add((kind, thing.language))
    reached = (frozenset(meant), frozenset(found), frozenset(pressed), frozenset(kinds))
    return Everything(tuple(things.values()), *reached)


def _openings(language: Language, number: int, *, far: bool) -> Mapping[str, Sequence[str]]:
    """Give what each begins with: words of our own, and a shipped example of each intent."""
    written = {who: texts[language] for who, texts in _written().items()}
    examples = _examples(language, number)
    if far:
        return {**written, ASKER: [*written[ASKER], *examples]}
    begins = [*written[ASKER][:_NEAR_OPENINGS], *examples[number % 2 :: 2]]
    return {ASKER: begins, HOLDER: written[HOLDER], OTHER: (), "later": ()}


@cache
def _written() -> Mapping[str, Mapping[Language, Sequence[str]]]:
    text = Path(__file__).with_name("openings.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[Language, Sequence[str]]] = yaml.safe_load(text)
    return found


def _examples(language: Language, number: int) -> list[str]:
    """Give one example of each intent; another one by `number`."""
    by_intent = _by_intent()[language]
    return [_unfilled(texts[number % len(texts)]) for texts in by_intent.values()]


@cache
def _by_intent() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Give the shipped examples by language and intent."""
    found: dict[str, dict[str, list[str]]] = {}
    for example in load_examples():
        by_intent = found.setdefault(example.lang, {})
        by_intent.setdefault(example.intent, []).append(example.text)
    return found


def _unfilled(text: str) -> str:
    return text.replace("{", "").replace("}", "")
