"""From what a form says to the step that it takes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from bot.casework.opening import Opening
from bot.channels.web.cases import Given
from bot.conversation.forms.case_fields import Offered, nonce_of, read_case
from bot.conversation.forms.fault import Fault
from bot.ideas.acts import STEPS, Act
from bot.ideas.step import Step


class UnfitError(Exception):
    """A form that cannot be carried out; `faults` says why, by field."""

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def step_of(opening: Opening, act: Act, given: Given, offered: Offered, at: datetime) -> Step:
    """Make the step of a form. Raises `UnfitError`."""
    fields = {name: (value,) for name, value in asdict(given).items()}
    read = read_case(act, fields, offered)
    if read.faults:
        raise UnfitError(read.faults)
    nonce = opening.nonce or nonce_of(act, given.seen[:6], fields, opening.person)
    return Step(STEPS[act], "submitter", at, nonce, **read.values)  # type: ignore[arg-type]
