"""The types that Slack publishes catch what is wrong, and nothing else."""

import pytest

from tests.slack.typescript import faults_of_types
from tests.slack.world import Json

pytestmark = pytest.mark.node


def _text(kind: str, text: str = "Klimasats – «søk nå»\u2028") -> Json:
    return {"type": kind, "text": text}


def _actions(label: Json) -> list[Json]:
    return [{"type": "actions", "elements": [{"type": "button", "text": label, "action_id": "a"}]}]


def test_what_is_wrong_is_told_by_its_name() -> None:
    section = {"type": "section", "text": _text("mrkdwn")}
    asked = {"type": "input", "label": _text("plain_text"), "element": {"type": "datepicker"}}
    modal = {"type": "modal", "title": _text("plain_text"), "blocks": [asked]}
    faults = faults_of_types(
        messages={
            "right": [section, *_actions(_text("plain_text"))],
            "odd type": [section | {"type": "sectoin"}],
            "mrkdwn in a button": _actions(_text("mrkdwn")),
            "too much": [section | {"colour": "red"}],
        },
        modals={"right modal": modal, "no title": {"type": "modal", "blocks": [section]}},
        homes={"right home": {"type": "home", "blocks": [section]}, "a modal": modal},
    )
    wrong = {"odd type", "mrkdwn in a button", "too much", "no title", "a modal"}
    assert set(faults) == wrong
    assert "'title' is missing" in faults["no title"][0]
