"""Fields as they were filled in: none of it is trusted, and none of it raises."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from bot.clean import clean
from bot.conversation.forms.fault import Fault
from bot.form import Faults, Fields
from bot.speech.sentences import capital, cut
from bot.speech.speaker import Speaker

_LONGEST_LABEL: Final = 75


def written(fields: Fields, name: str) -> str:
    """Give what was written in a field, or chosen; empty where nothing was."""
    return clean(next(iter(fields.get(name, ())), ""))


def one_of(values: Collection[Any], given: str) -> Any:
    """Give what was chosen, if it is one of these."""
    return given if given in values else None


def named(name: str) -> str:
    """Give the label of a choice that has a name."""
    return cut(capital(name), _LONGEST_LABEL - 1)


def said(say: Speaker, faults: Mapping[str, Fault]) -> Faults:
    """Put what is wrong in words."""
    return {name: it.said(say) for name, it in faults.items()}
