"""Answers of real conversations, drawn as they were looked at and kept."""

import pytest

from tests.channels.slack.golden import FOLDER, NAMES, drawn, kept


@pytest.mark.parametrize("name", NAMES)
async def test_an_answer_is_drawn_as_it_is_kept(name: str) -> None:
    assert await drawn(name) == kept(name)


def test_nothing_is_kept_that_nobody_draws() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(NAMES)
