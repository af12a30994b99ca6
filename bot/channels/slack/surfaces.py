"""All the ways in to the bot in Slack: what reads each, and what answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.answer import Answering, Handler, take_turn
from bot.channels.slack.assistant import Assistant, began
from bot.channels.slack.buttons import SWITCH
from bot.channels.slack.consent import CONSENT, QUOTED, Consent, consented, pressed_quoted
from bot.channels.slack.forms import Forms, submitted
from bot.channels.slack.home import Homes, opened, switched
from bot.channels.slack.links import Links, linked
from bot.channels.slack.listen import (
    AtOnce,
    Body,
    Heard,
    Reader,
    acted,
    commanded,
    mentioned,
    said,
)
from bot.channels.slack.quotation import in_plain
from bot.channels.slack.shortcuts import chosen, chosen_on_message
from bot.channels.slack.showing import SHOW, Showing, shown
from bot.intake.item import Work

_PRESSED: Final[Mapping[str, Reader]] = {
    CONSENT: consented,
    QUOTED: pressed_quoted,
    SHOW: shown,
    SWITCH: switched,
}
"""By how the id of an element begins; all others mean an action."""


def _pressed(body: Body, context: AsyncBoltContext) -> Heard | None:
    kind = str(body["actions"][0]["action_id"]).partition(":")[0]
    return _PRESSED.get(kind, acted)(body, context)


READERS: Final[Mapping[str, Reader]] = {
    "message": said,
    "app_mention": mentioned,
    "command": commanded,
    "block_actions": _pressed,
    "view_submission": submitted,
    "shortcut": chosen,
    "message_action": chosen_on_message,
    "assistant_thread_started": began,
    "app_home_opened": opened,
    "link_shared": linked,
}
"""By the type of an event or an interaction."""


@dataclass(frozen=True, slots=True)
class Surfaces:
    """What answers where Slack has more than messages."""

    forms: Forms
    assistant: Assistant
    consent: Consent
    homes: Homes
    links: Links
    showing: Showing

    def at_once(self) -> Mapping[str, AtOnce]:
        """Give what can't wait for a worker, by the type of an interaction."""
        return {"view_submission": self.forms.refuse, "block_suggestion": self.forms.offer}

    def handlers(self) -> Mapping[str, Handler]:
        """Give what answers, by the kind of `Incoming`."""
        changing: dict[str, Handler] = {
            "said": self.assistant.hear,
            "pressed": self.forms.press,
            "command": self._command,
            "submitted": take_turn,
        }
        return {kind: self.homes.kept_up(handler) for kind, handler in changing.items()} | {
            "quoted": self._quote,
            "asked": self.consent.ask,
            "agreed": self.consent.agree,
            "declined": self.consent.decline,
            "began": self.assistant.greet,
            "opened": self.homes.publish,
            "switched": self.homes.switch,
            "linked": self.links.show,
            "shown": self.showing.show,
        }

    async def _command(self, answering: Answering, work: Work) -> None:
        """Answer a command, or open the form that it stands for."""
        answer = self.forms.press if answering.incoming.action else self.showing.answer
        await answer(answering, work)

    async def _quote(self, answering: Answering, work: Work) -> None:
        """Open the form with a message of one's own in it."""
        text = await in_plain(answering)
        quoting = replace(answering.incoming, text=None, fields={"text": (text,)} if text else None)
        await self.forms.press(replace(answering, incoming=quoting), work)
