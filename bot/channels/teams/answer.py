"""Answering what came in: each kind has its handler."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final, TypeAlias

from bot.channels.teams.commands import proposals
from bot.channels.teams.draw import Drawn
from bot.channels.teams.errors import GoneError, UnansweredError, patience
from bot.channels.teams.incoming import INCOMING, Incoming
from bot.channels.teams.posting import Posting
from bot.channels.teams.references import References
from bot.intake.item import Item, Work
from bot.message import Action, Language, Message, Reply
from bot.notices.notice import RefusedError, TryLaterError
from bot.speech.catalogue import catalogue

Speaks: TypeAlias = Callable[[Message], Awaitable[Language]]
"""Gives the language of a conversation."""

_START: Final = Action("help")
"""What it means to call the bot and say nothing."""
_GREETING: Final = Action("intent", "greet")
"""Its answer says who speaks."""


@dataclass(frozen=True, slots=True)
class Answering:
    """One thing that is being answered, and what its handler works with."""

    incoming: Incoming
    item: Item
    posting: Posting
    references: References
    language: Speaks
    region: str | None
    """Where the people of this organisation work, if its operator said so."""

    def message(self) -> Message:
        """Give what was said or pressed."""
        it = self.incoming
        action = Action.decode(it.action) if it.action else None if it.text else _START
        return Message(
            it.place,
            self.item.at,
            text=None if action else it.text,
            action=action,
            language=it.language,
            region=self.region,
            public=it.public,
            alone=it.alone,
            door=it.door,
            fields=it.fields or {},
        )

    async def send(self, reply: Reply) -> None:
        """Answer where it was said or pressed: in a channel, in the thread."""
        await self.posting.post(reply, self.incoming.reference, self.incoming.thread)

    async def replace(self, drawn: Drawn) -> None:
        """Put a message in the place of the one whose button was pressed."""
        it = self.incoming
        if it.message:
            await self.posting.update(drawn, it.reference, it.thread, it.message)

    async def say(self, key: str, **values: str) -> None:
        """Answer with one sentence."""
        say = catalogue(await self.language(self.message()))
        await self.send(Reply(say.language, (say.line(key, **values),)))


Handler: TypeAlias = Callable[[Answering, Work], Awaitable[None]]
"""Answers one kind. Raises as `Answerer.answer` does."""


async def take_turn(answering: Answering, work: Work) -> None:
    """Answer a text or a press by the turn it is."""
    await answering.send(await work.turn(answering.message()))


async def read_nothing(answering: Answering, _: Work) -> None:
    """Say that only words are read."""
    await answering.say("teams.unread")


async def welcome(answering: Answering, work: Work) -> None:
    """Say who this is: to a person alone with what it can do, to others in a few words."""
    if answering.incoming.public:
        await answering.say("teams.here")
        return
    reply = await work.turn(replace(answering.message(), action=_GREETING))
    whose = catalogue(reply.language).line("teams.whose")
    told = replace(reply, lines=(*reply.lines[:1], whose, *reply.lines[1:]))
    await answering.posting.post(
        told, answering.incoming.reference, proposals=proposals(reply.language)
    )


async def leave(answering: Answering, _: Work) -> None:
    """Forget the way there, and close the door."""
    await answering.references.end(answering.incoming.reference.conversation)
    raise RefusedError("teams removed")


HANDLERS: Final[Mapping[str, Handler]] = {
    "said": take_turn,
    "pressed": take_turn,
    "submitted": take_turn,
    "unread": read_nothing,
    "added": welcome,
    "removed": leave,
}
"""By the kind of `Incoming`. Surfaces add theirs."""


class TeamsAnswerer:
    """Teams as the workers of the intake see it."""

    channel = "teams"

    def __init__(
        self,
        posting: Posting,
        references: References,
        language: Speaks,
        regions: Mapping[str, str | None],
        handlers: Mapping[str, Handler],
        now: Callable[[], datetime],
        chance: Random,
    ) -> None:
        """`regions` tell where the people of an organisation work, if its operator said so."""
        self._posting = posting
        self._references = references
        self._language = language
        self._regions = regions
        self._handlers = handlers
        self._now = now
        self._chance = chance

    async def answer(self, work: Work) -> None:
        """Answer one thing. Raises as `Answerer.answer` says."""
        answering = self._answering(work.item)
        await self._references.keep(answering.incoming.reference)
        try:
            with suppress(GoneError):  # whoever takes a thread away waits for no answer in it
                await self._handlers[answering.incoming.kind](answering, work)
        except UnansweredError as fault:  # better twice than never: somebody waits for it
            raise TryLaterError(f"teams broke off: {fault}", self._patience(work.item)) from None
        except TryLaterError as error:
            after = error.after or self._patience(work.item)
            raise TryLaterError(str(error), after) from None

    async def apologise(self, item: Item, error: str) -> None:
        """Say that it failed, with the id that the log has."""
        await self._answering(item).say("teams_errors.failed", error=error)

    def _patience(self, item: Item) -> timedelta:
        return patience(self._now() - item.at, self._chance)

    def _answering(self, item: Item) -> Answering:
        incoming = INCOMING.validate_json(item.payload)
        region = self._regions.get(incoming.reference.tenant)
        return Answering(incoming, item, self._posting, self._references, self._language, region)
