"""The form of an act, as a page shows it."""

from collections.abc import Mapping

from bot.channels.web.cases import Form, Given
from bot.conversation.forms.case_fields import Offered, choices, programmes
from bot.conversation.forms.fault import Fault
from bot.ideas.acts import Act
from bot.speech.speaker import Speaker


def form_of(
    say: Speaker, act: Act, path: str, given: Given, offered: Offered, faults: Mapping[str, Fault]
) -> Form:
    """Give the form of an act, with what was filled in before and what is wrong with it."""
    return Form(
        act=act,
        path=path,
        given=given,
        choices=tuple(choices(say, act, offered)),
        programmes=tuple(programmes(say, offered)),
        faults={name: it.said(say) for name, it in faults.items()},
    )
