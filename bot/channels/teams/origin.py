"""Where in Teams something was done, and by whom."""

from typing import Any

from bot.channels.locales import spoken
from bot.channels.teams.activity import Activity
from bot.channels.teams.incoming import without_thread
from bot.channels.teams.references import Kind, Reference
from bot.message import Language


def origin(activity: Activity) -> dict[str, Any]:
    """Give the parts of `Incoming` that say so; `activity` has a conversation."""
    reference = reference_of(activity)
    _, thread = without_thread(_conversation(activity))
    return {
        "reference": reference,
        "thread": (thread or activity.id) if reference.kind == "channel" else None,
        "bot": None if reference.kind == "personal" else activity.recipient.id,
        "user": user_of(activity),
        "language": language_of(activity),
    }


def reference_of(activity: Activity) -> Reference:
    """Give the conversation that it was done in."""
    conversation, _ = without_thread(_conversation(activity))
    kind = kind_of(activity)
    user = (user_of(activity) or None) if kind == "personal" else None
    return Reference(conversation, tenant_of(activity), kind, activity.service_url, user)


def kind_of(activity: Activity) -> Kind:
    """Tell who is there.

    What two people have between them is «personal» to Teams too, where a message extension is
    used in it: the bot is not in it, and others read along. So they do where Teams says nothing,
    as in the chat of a meeting.
    """
    place = activity.conversation
    kind: Kind = (place and place.conversation_type) or "groupChat"
    is_shared = _conversation(activity).startswith("19:")
    return "groupChat" if kind == "personal" and is_shared else kind


def tenant_of(activity: Activity) -> str:
    """Give the organisation; `check_activity` saw that there is one."""
    return min(activity.tenants, default="")


def user_of(activity: Activity) -> str:
    """Give the object id of whoever did it; empty for somebody who has none."""
    return (activity.from_.aad_object_id or "").lower()


def language_of(activity: Activity) -> Language | None:
    """Give the language that the person's Teams is in, where that says something."""
    locales = (activity.locale, *(it.locale for it in activity.entities))
    return next(filter(None, (spoken(it) for it in locales if it)), None)


def _conversation(activity: Activity) -> str:
    return activity.conversation.id if activity.conversation else ""
