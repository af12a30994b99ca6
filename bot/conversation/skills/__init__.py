"""What the bot can do: one skill for each intent, in the file of that name."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.conversation.skills.explain import explain
from bot.conversation.skills.find_contact import find_contact
from bot.conversation.skills.find_funding import find_funding
from bot.conversation.skills.find_partners import find_partners
from bot.conversation.skills.get_support import get_support
from bot.conversation.skills.greet import greet
from bot.conversation.skills.help import help as help_
from bot.conversation.skills.idea_status import idea_status
from bot.conversation.skills.list_courses import list_courses
from bot.conversation.skills.list_deadlines import list_deadlines
from bot.conversation.skills.list_meetings import list_meetings
from bot.conversation.skills.list_subscriptions import list_subscriptions
from bot.conversation.skills.out_of_scope import out_of_scope
from bot.conversation.skills.privacy import privacy
from bot.conversation.skills.register_training_need import register_training_need
from bot.conversation.skills.route_idea import route_idea
from bot.conversation.skills.set_profile import set_profile
from bot.conversation.skills.subscribe import subscribe
from bot.conversation.skills.talk_to_human import talk_to_human
from bot.conversation.skills.thanks import thanks
from bot.conversation.skills.unsubscribe import unsubscribe
from bot.conversation.turn import Skill

SKILLS: Mapping[str, Skill] = MappingProxyType(
    {
        "route_idea": route_idea,
        "find_contact": find_contact,
        "find_funding": find_funding,
        "list_deadlines": list_deadlines,
        "list_meetings": list_meetings,
        "list_courses": list_courses,
        "explain": explain,
        "find_partners": find_partners,
        "get_support": get_support,
        "register_training_need": register_training_need,
        "idea_status": idea_status,
        "subscribe": subscribe,
        "unsubscribe": unsubscribe,
        "list_subscriptions": list_subscriptions,
        "set_profile": set_profile,
        "talk_to_human": talk_to_human,
        "privacy": privacy,
        "help": help_,
        "greet": greet,
        "thanks": thanks,
        "out_of_scope": out_of_scope,
    }
)
