"""Shortcuts: an idea begun anywhere in Slack, or from a message that somebody wrote there."""

from dataclasses import replace
from typing import Final

from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.features import MAKE_IDEA, NEW_IDEA
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.listen import Body, Heard, by

IDEA_FORM: Final = "idea_form"


def chosen(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read the shortcut that begins an idea."""
    if body["callback_id"] != NEW_IDEA.callback:
        return None
    return Heard((body["trigger_id"],), _begun(body, context, "pressed"))


def chosen_on_message(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read the shortcut that makes an idea of a message; for a colleague's they are asked first."""
    if body["callback_id"] != MAKE_IDEA.callback:
        return None
    said = body["message"]
    begun = replace(
        _begun(body, context, "quoted"),
        text=str(said.get("text") or ""),
        respond=body["response_url"],
        ephemeral=True,
    )
    author = None if said.get("bot_id") else said.get("user")
    if begun.text and author not in {None, context.user_id}:
        begun = replace(begun, kind="asked", other=author)
    return Heard((body["trigger_id"],), begun)


def _begun(body: Body, context: AsyncBoltContext, kind: str) -> Incoming:
    return Incoming(kind=kind, **by(context), trigger=body["trigger_id"], action=IDEA_FORM)
