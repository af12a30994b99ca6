"""The assistant: Slack's own pane for talking with an app, a thread for each conversation."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.answer import Answering, take_turn
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.listen import Body, Heard, by
from bot.intake.item import Work
from bot.message import Language, Message
from bot.speech.catalogue import Catalogue, catalogue

_PROMPTS: Final = ("idea", "money", "deadlines", "meetings")
"""As `bot.conversation.starters` has them."""


def began(body: Body, context: AsyncBoltContext) -> Heard:
    """Read that somebody opened a thread of the assistant."""
    thread = body["event"]["assistant_thread"]
    incoming = Incoming(
        kind="began",
        **{**by(context), "user": thread["user_id"]},
        channel=thread["channel_id"],
        thread=thread["thread_ts"],
    )
    return Heard((thread["channel_id"], thread["thread_ts"], "began"), incoming)


class Assistant:
    """Greets, offers what to ask, and shows that it is at work."""

    def __init__(self, language: Callable[[Message], Awaitable[Language]]) -> None:
        """`language` tells the one of a conversation."""
        self._language = language

    async def greet(self, answering: Answering, work: Work) -> None:
        """Say what one can come for, and put it within reach."""
        say = await self._voice(answering)
        prompts = [_prompt(say, it) for it in _PROMPTS]
        await _aside(answering, "setSuggestedPrompts", prompts=prompts)
        await take_turn(answering, work)

    async def hear(self, answering: Answering, work: Work) -> None:
        """Answer a message; in a thread of the assistant Slack shows meanwhile that we are at it.

        The answer itself takes that away again.
        """
        if answering.incoming.thread and not answering.incoming.public:
            status = (await self._voice(answering)).text("slack_surfaces.status")
            await _aside(answering, "setStatus", status=status)
        await take_turn(answering, work)

    async def _voice(self, answering: Answering) -> Catalogue:
        return catalogue(await self._language(await answering.message()))


async def _aside(answering: Answering, method: str, **arguments: Any) -> None:
    """Tell the thread something; one in direct messages may be like any other, and takes none."""
    it = answering.incoming
    thread = {"channel_id": it.channel, "thread_ts": it.thread}
    await answering.aside(f"assistant.threads.{method}", **thread, **arguments)


def _prompt(say: Catalogue, name: str) -> dict[str, str]:
    title = say.text(f"help.button.{name}")
    return {"title": title, "message": say.text(f"slack_surfaces.prompt.{name}")}
