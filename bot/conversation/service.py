"""Conversations that any process can go on with: state from the database, one turn, state back."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.dialogue import take_turn
from bot.conversation.erasing import erase
from bot.conversation.form_draft import begun
from bot.conversation.forms import FORMS
from bot.conversation.home import home
from bot.conversation.kept_file import KeptFile, kept_file, open_link
from bot.conversation.look_up import look_up
from bot.conversation.moving import move_place
from bot.conversation.names import understanding_names
from bot.conversation.open_form import open_form
from bot.conversation.outcome import Outcome, begin_turn, local_day
from bot.conversation.public import is_fact
from bot.conversation.remembering import forget, read_and_hold, remembered, write
from bot.conversation.skills.privacy import privacy_show
from bot.conversation.state import State
from bot.conversation.tables import KeptKeyboard, KeptLink, StoredConversation
from bot.conversation.turn import Turn, first_language
from bot.form import Faults, Form
from bot.home import Home
from bot.ideas.draft import Draft
from bot.ideas.shared_needs import SharedNeeds
from bot.intake.forgetting import forget_waiting
from bot.message import Card, Language, Message, Place, Reply
from bot.notices.calendars import calendar_of
from bot.notices.desk import NOT_ASKED, Desk, MoreThanAskedError
from bot.notices.desk.people import comes_through, find_person, hold_guessed, known_doors
from bot.notices.hold import hold
from bot.references.forgetting import forget_references
from bot.speech.speaker import Speaker
from intents.understand import Engine, load, understand
from knowledge.base import KnowledgeBase
from knowledge.store import SnapshotCache

Also: TypeAlias = Callable[[AsyncSession, Sequence[Reply | None]], Awaitable[None]]
"""Keeps something more in the transaction of turns, knowing what each answers."""


class Conversations:
    """Takes turns. Holds no state of any conversation itself."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], carriers: Collection[str] = ("web",)
    ) -> None:
        """`carriers` are the channels that notices can go through in this installation."""
        self._sessions = sessions
        self._carriers = frozenset(carriers)
        self._knowledge = SnapshotCache(sessions)
        self._needs = SharedNeeds()
        self._loaded: tuple[KnowledgeBase, Engine] | None = None

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge of the latest turn. Raises RuntimeError before `start`."""
        if self._loaded is None:
            raise RuntimeError("the conversations have not been started")
        return self._loaded[0]

    async def start(self) -> KnowledgeBase:
        """Load knowledge and understanding, so that the first question is not the slow one."""
        return self._engine_for(await self._knowledge.current())[0]

    async def turn(self, message: Message, also: Also | None = None) -> Reply:
        """Take one turn. What it taught and what was wished for are kept together or not at all.

        With them what `also` writes; where it raises, nothing is kept.
        """
        async with self._sessions() as session:
            desk, state = await self._served(session, message)
            kb, engine = self._engine_for(await self._knowledge.seen_by(session))
            outcome = await take_turn(kb, engine, state, message, desk, self._needs)
            await _keep(session, message, outcome)
            if also:
                await also(session, (outcome.reply,))
            await session.commit()
        return outcome.reply

    async def turns(self, messages: Sequence[Message], also: Also) -> Sequence[Reply | None]:
        """Take turns of different conversations in one transaction, those that can be.

        Most people only ask, so that nothing is kept of a turn but its conversation. None for a
        turn of somebody who is known, or who wants more: it was not taken, and is for `turn`.
        """
        async with self._sessions() as session:
            states = await read_and_hold(session, {it.place: it.at for it in messages})
            known = await known_doors(session, {_door(it) for it in messages})
            kb, engine = self._engine_for(await self._knowledge.seen_by(session))
            outcomes = [
                None if _door(it) in known else await self._answer(kb, engine, states[it.place], it)
                for it in messages
            ]
            for message, outcome in zip(messages, outcomes, strict=True):
                if outcome:
                    states[message.place] = outcome.state
                    await _forget(session, outcome.forgotten, message.at)
            await write(session, states)
            replies = [it.reply if it else None for it in outcomes]
            await also(session, replies)
            await session.commit()
        return replies

    async def language(self, message: Message) -> Language:
        """Give the language that a conversation is held in, or would begin in with a message."""
        async with self._sessions() as session:
            state = await remembered(session, message.place)
        region = self.knowledge.regions.get(state.region or message.region or "")
        return state.language or first_language(message, region)

    async def form(self, message: Message) -> Form | Reply:
        """Open the form of an action, where a channel has forms; fields given stand in it.

        Where the action has no form, or nothing is to be filled in, this is its turn. What is
        filled in comes back to `turn`.
        """
        async with self._sessions() as session:
            desk, state = await self._served(session, message)
            kb, _ = self._engine_for(await self._knowledge.seen_by(session))
            outcome = await open_form(kb, state, message, desk, self._needs)
            await _keep(session, message, outcome)
            await session.commit()
        return outcome.reply

    def faults(self, message: Message) -> Faults:
        """Tell at once what is wrong with a form that was filled in, in the message's language.

        Nothing is looked up or kept: `turn` may still find more. Raises RuntimeError before
        `start`.
        """
        kb, action = self.knowledge, message.action
        form = FORMS.get(action.name) if action else None
        if action is None or form is None:
            return {}
        day = calendar_of(kb, message.region).day(message.at)
        say = Speaker(message.language or "nb", day, kb)
        return form.faults(say, action.argument, message.fields)

    async def home(
        self, place: Place, at: datetime, language: Language | None, region: str | None
    ) -> Home:
        """Draw a person's own page; nothing is kept. The last two are what the channel knows."""
        kb = await self.start()
        message = Message(place, at, language=language, region=region)
        async with self._sessions() as session:
            state, person = await remembered(session, place), await find_person(session, place)
            desk = Desk(session, place, at, self._carriers, person)
            return await home(await begin_turn(kb, state, message, desk, self._needs))

    def asks_fact(self, message: Message) -> bool:
        """Tell whether a text asks for what all may read the answer to. Nothing is looked up.

        Raises RuntimeError before `start`.
        """
        kb, engine = self.knowledge, self._engine_for(self.knowledge)[1]
        day = calendar_of(kb, message.region).day(message.at)
        return is_fact(understand(message.text or "", engine, today=day, region=message.region))

    async def errand(self, message: Message, person: int, state: State) -> Reply | None:
        """Take one turn for a person who is known otherwise than by the place: by a signed link.

        What was wished for is kept; the turn itself is not remembered as a conversation. None
        where the person has been erased.
        """
        async with self._sessions() as session:
            if not await hold(session, person):
                return None
            kb, engine = self._engine_for(await self._knowledge.seen_by(session))
            desk = Desk(session, message.place, message.at, self._carriers, person)
            outcome = await take_turn(kb, engine, state, message, desk, self._needs)
            await _forget(session, outcome.forgotten, message.at)
            await session.commit()
        return outcome.reply

    async def draft(self, place: Place) -> Draft:
        """Give the idea that was begun in a conversation, as far as it got."""
        async with self._sessions() as session:
            return begun(await remembered(session, place))

    async def forget(self, place: Place, at: datetime) -> None:
        """Delete all that is remembered of one conversation, and of the one who follows from it.

        A turn that is under way is waited for, and forgotten too.
        """
        kb = await self._knowledge.current()
        async with self._sessions() as session:
            desk, _ = await self._served(session, Message(place, at))
            erased = await erase(kb, desk, at)
            await _forget(session, (place, *erased.places), at)
            await session.commit()

    def look_up(self, words: str, language: Language, at: datetime) -> tuple[Card, ...]:
        """Find contacts and dates in what is in memory; nothing is read or kept.

        Raises RuntimeError before `start`.
        """
        return look_up(self.knowledge, words, language, at)

    async def move(self, old: Place, new: Place) -> None:
        """Go on with a conversation in a place that has another name from now on."""
        async with self._sessions.begin() as session:
            await move_place(session, old, new)

    async def open_kept(self, secret: str, at: datetime) -> KeptFile | None:
        """Give the file of all that is kept that a secret opens; None where it opens nothing."""
        kb = await self.start()
        async with self._sessions.begin() as session:
            link = await open_link(session, secret, at)
            if link is None:
                return None
            place = Place(link.channel, link.conversation)
            desk = Desk(session, place, at, self._carriers, link.person_id or NOT_ASKED)
            message, known = Message(place, at), await remembered(session, place)
            turn = Turn(kb, message, known, local_day(kb, known, message), desk, self._needs)
            return await kept_file(turn, (await privacy_show(turn)).plain)

    async def forget_untouched(self, since: datetime) -> int:
        """Delete the conversations whose last turn was before `since`; give their number."""
        async with self._sessions() as session:
            gone = await session.execute(
                delete(StoredConversation)
                .where(StoredConversation.touched_at < since)
                .returning(StoredConversation.channel)
            )
            count = len(gone.all())
            await session.execute(delete(KeptLink).where(KeptLink.until < since))
            await session.execute(delete(KeptKeyboard).where(KeptKeyboard.kept_at < since))
            await session.commit()
        return count

    async def _served(self, session: AsyncSession, message: Message) -> tuple[Desk, State]:
        """Hold who talks and where, and give the desk that serves them and what is remembered."""
        door = _door(message)
        person, state = await _hold(session, message.place, message.at, door)
        return Desk(session, door, message.at, self._carriers, person), state

    async def _answer(
        self, kb: KnowledgeBase, engine: Engine, state: State, message: Message
    ) -> Outcome[Reply] | None:
        """Take the turn of somebody unknown; None where it wants more than an answer."""
        desk = Desk(None, _door(message), message.at, self._carriers, None)
        try:
            return await take_turn(kb, engine, state, message, desk, self._needs)
        except MoreThanAskedError:
            return None

    def _engine_for(self, kb: KnowledgeBase) -> tuple[KnowledgeBase, Engine]:
        """Understanding knows the names of one revision; a new revision builds it anew."""
        if self._loaded is None or self._loaded[0].revision != kb.revision:
            self._loaded = (kb, load(understanding_names(kb)))
        return self._loaded


def _door(message: Message) -> Place:
    return message.door or message.place


async def _hold(
    session: AsyncSession, place: Place, at: datetime, door: Place
) -> tuple[int | None, State]:
    """Hold the person, then the conversation; give who it is and what is remembered.

    Somebody whose first wish was kept while we waited is held in that order too, from the start.
    """
    while True:
        person = await hold_guessed(session, door)
        state = (await read_and_hold(session, {place: at}))[place]
        if person == await comes_through(session, door):
            return person, state
        await session.rollback()


async def _keep(session: AsyncSession, message: Message, outcome: Outcome[Any]) -> None:
    await write(session, {message.place: outcome.state})
    await _forget(session, outcome.forgotten, message.at)


async def _forget(session: AsyncSession, places: Collection[Place], at: datetime) -> None:
    """Forget what was said in conversations, answered or not; `at` is when that was wished for."""
    await forget(session, places)
    await forget_references(session, places)
    await forget_waiting(session, places, at)
