"""What can be filled in at once, where a channel has forms; elsewhere the same is asked in words.

A form is opened by the action that it is known by, and comes back as that action with its fields.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.conversation.forms.case_form import CASE_FORMS
from bot.conversation.forms.follow_form import FollowForm
from bot.conversation.forms.idea_form import IdeaForm
from bot.conversation.forms.skill import FormSkill

FORMS: Mapping[str, FormSkill] = MappingProxyType(
    {"idea_form": IdeaForm(), "follow_form": FollowForm(), **CASE_FORMS}
)
"""By the name of the action."""
