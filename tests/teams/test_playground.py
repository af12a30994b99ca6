"""The product talks with a Teams that nobody here wrote, as on a developer's machine."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import build
from bot.settings import Settings
from tests.channels.clock import Clock
from tests.served import serving
from tests.teams.playground import CHANNEL, GROUP, Playground, playground

pytestmark = [
    pytest.mark.node,
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]


@dataclass
class Yard:
    """The product, and the playground beside it."""

    teams: Playground
    clock: Clock


@pytest.fixture
async def yard(database: str, tmp_path: Path) -> AsyncIterator[Yard]:
    told = {"database_url": database, "secret": "s" * 32}
    clock = Clock()
    app = build(Settings.model_validate(told | {"teams_development": True}), clock)
    async with (
        app.router.lifespan_context(app),
        serving(app) as address,
        playground(address, tmp_path) as teams,
    ):
        yield Yard(teams, clock)


@pytest.mark.parametrize("where", [GROUP, CHANNEL])
async def test_others_read_along(yard: Yard, where: str) -> None:
    teams = yard.teams
    place = await teams.say("hvem er FoUI-kontakt i Namsos?", where)
    answer = await teams.next()
    assert answer.where == place
    assert "namsos.kommune.no" in answer.card.text
