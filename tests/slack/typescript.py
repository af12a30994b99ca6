"""Messages and views held against the types that Slack publishes for TypeScript."""

import json
from collections.abc import Mapping

from tests.node.programs import run
from tests.slack.world import Json


def faults_of_types(
    messages: Mapping[str, list[Json]] | None = None,
    modals: Mapping[str, Json] | None = None,
    homes: Mapping[str, Json] | None = None,
    manifests: Mapping[str, Json] | None = None,
) -> dict[str, list[str]]:
    """Tell what is wrong by the names given: of blocks of messages, of modals, of homes and of
    manifests.

    The compiler takes a second or two, however much it is given: give it all at once.
    """
    given = {
        "messages": messages or {},
        "modals": modals or {},
        "homes": homes or {},
        "manifests": manifests or {},
    }
    faults: dict[str, list[str]] = run(
        "check_messages.mjs", "@slack/types", json.dumps(given).encode()
    )
    return faults
