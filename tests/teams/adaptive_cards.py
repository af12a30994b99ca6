"""Cards held against the renderer that Microsoft publishes for them."""

import json
from collections.abc import Mapping

from tests.node.programs import run
from tests.teams.world import Json


def faults_of_cards(cards: Mapping[str, Json]) -> dict[str, list[str]]:
    """Tell by name what is wrong: elements and values that there are not, and what is missing.

    To start takes most of the time: give it all cards at once.
    """
    given = json.dumps(cards).encode()
    faults: dict[str, list[str]] = run("check_cards.mjs", "adaptivecards", given)
    return faults
