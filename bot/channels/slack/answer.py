"""Answering what came in: each kind has its handler."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from bot.channels.slack.blocks import MOST_BLOCKS, Drawn, draw
from bot.channels.slack.client import Workspace, Workspaces
from bot.channels.slack.errors import EndedError, ScopeError, SlackError, UnansweredError
from bot.channels.slack.incoming import INCOMING, Incoming
from bot.channels.slack.people import People
from bot.channels.slack.posting import post
from bot.channels.slack.rich_text import Block
from bot.intake.item import Item, Work
from bot.message import Action, Language, Message, Reply
from bot.notices.notice import RefusedError, TryLaterError
from bot.speech.catalogue import catalogue

_START: Final = Action("help")
"""What it means to call the bot and say nothing."""


@dataclass(frozen=True, slots=True)
class Answering:
    """One thing that is being answered, and what its handler works with."""

    incoming: Incoming
    item: Item
    workspace: Workspace
    people: People
    home: str
    """Address of our pages, without a slash at the end."""

    async def message(self) -> Message:
        """Give what was said or pressed, with what Slack knows of the person."""
        it, at = self.incoming, self.item.at
        person = await self.people.find(self.workspace, it.user, at)
        action = Action.decode(it.action) if it.action else None if it.text else _START
        return Message(
            it.place,
            at,
            text=None if action else it.text,
            action=action,
            language=person.language,
            region=self.workspace.installation.region,
            public=it.public,
            alone=it.alone,
            door=it.door,
            fields=it.fields or {},
        )

    async def name(self, user: str) -> str:
        """Give the name that others see of somebody; empty where Slack does not tell it."""
        return (await self.people.find(self.workspace, user, self.item.at)).name

    def with_(self, user: str | None) -> "Answering":
        """Turn to somebody else whom it concerns, alone with them."""
        incoming = replace(
            self.incoming, user=user or "", channel=None, thread=None, respond=None, public=False
        )
        return replace(self, incoming=replace(incoming, ephemeral=False))

    async def send(self, reply: Reply, below: Sequence[Block] = ()) -> None:
        """Answer where it was said or pressed: in the thread, or to this person only.

        `below` stands under the answer, where there is room for it.
        """
        *before, last = draw(reply, self.home)
        if len(last.blocks) + len(below) <= MOST_BLOCKS:
            last = Drawn(last.text, (*last.blocks, *below))
        for drawn in (*before, last):
            await post(drawn, self.post)

    async def send_aside(self, reply: Reply) -> None:
        """Answer to this person only where Slack gave an address for it, which needs no scope."""
        for drawn in draw(reply, self.home):
            if not await self._respond(drawn.arguments):
                await self.post(drawn.arguments)

    async def aside(self, method: str, **arguments: Any) -> None:
        """Make a call that no answer waits for or fails with: where it can't be, it is left out."""
        try:
            await self.workspace.call(method, **arguments)
        except EndedError:
            raise
        except (RefusedError, ScopeError, SlackError, TryLaterError, UnansweredError):
            return

    async def replace(self, drawn: Drawn) -> None:
        """Put a message in the place of the one whose button was pressed."""
        await self._at_address(replace_original=True, **drawn.arguments)

    async def show(self, message: Mapping[str, Any]) -> None:
        """Post the arguments of one message for all to read where a button was pressed.

        The address of the press does so even in a channel that the app is not in.
        """
        await self._at_address(response_type="in_channel", replace_original=False, **message)

    async def withdraw(self) -> None:
        """Take away the message whose button was pressed."""
        await self._at_address(delete_original=True)

    async def _at_address(self, **message: Any) -> bool:
        """Answer at the address that Slack gave; False where it gave none, or takes no more."""
        url = self.incoming.respond
        return await self.workspace.respond(url, **message) if url else False

    async def post(self, message: Mapping[str, Any]) -> None:
        """Post the arguments of one message."""
        it = self.incoming
        if it.ephemeral and await self._respond(message):
            return
        channel = it.user if it.ephemeral else it.channel or it.user
        thread = {} if it.ephemeral or not it.thread else {"thread_ts": it.thread}
        await self.workspace.call("chat.postMessage", channel=channel, **thread, **message)

    async def _respond(self, message: Mapping[str, Any]) -> bool:
        """Answer to this person only; False where Slack gave no address, or takes no more there."""
        thread = {"thread_ts": self.incoming.thread} if self.incoming.thread else {}
        hidden = {"response_type": "ephemeral", "replace_original": False}
        return await self._at_address(**hidden, **thread, **message)


Handler: TypeAlias = Callable[[Answering, Work], Awaitable[None]]
"""Answers one kind. Raises as `Answerer.answer` does."""


async def take_turn(answering: Answering, work: Work) -> None:
    """Answer a text or a press by the turn it is."""
    await answering.send(await work.turn(await answering.message()))


class SlackAnswerer:
    """Slack as the workers of the intake see it."""

    channel = "slack"

    def __init__(
        self,
        workspaces: Workspaces,
        people: People,
        language: Callable[[Message], Awaitable[Language]],
        home: str,
        handlers: Mapping[str, Handler],
    ) -> None:
        """`language` tells the one of a conversation; `home` is the address of our pages.

        `handlers` are by the kind of `Incoming`.
        """
        self._workspaces = workspaces
        self._people = people
        self._language = language
        self._home = home
        self._handlers = handlers

    async def answer(self, work: Work) -> None:
        """Answer one thing. Raises as `Answerer.answer` says."""
        answering = await self._answering(work.item)
        try:
            await self._handlers[answering.incoming.kind](answering, work)
        except ScopeError:
            if answering.incoming.respond:
                await self._say(answering, "slack_errors.missing_scope")
        except UnansweredError as fault:  # better twice than never: somebody waits for it
            raise TryLaterError(f"slack broke off: {fault}") from None

    async def apologise(self, item: Item, error: str) -> None:
        """Say that it failed, with the id that the log has."""
        await self._say(await self._answering(item), "slack_errors.failed", error=error)

    async def _answering(self, item: Item) -> Answering:
        incoming = INCOMING.validate_json(item.payload)
        workspace = await self._workspaces.find(incoming.team, incoming.enterprise)
        return Answering(incoming, item, workspace, self._people, self._home)

    async def _say(self, answering: Answering, key: str, **values: str) -> None:
        """Say one sentence in the language of the conversation."""
        say = catalogue(await self._language(await answering.message()))
        reply = Reply(say.language, (say.line(key, **values),))
        await answering.send_aside(reply)
