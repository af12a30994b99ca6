"""What links in letters do: each is a turn of the one to whom the letter was sent."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import get_args
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.web.letters import Asked, Done
from bot.conversation.service import Conversations
from bot.conversation.state import State
from bot.links import Errand, LinkError, Links
from bot.message import Action, Button, Language, Message, Place, Reply
from bot.notices.tables import Person
from bot.notices.words.why import name_of
from bot.speech.catalogue import catalogue
from bot.speech.speaker import Speaker

_LETTER = Place("email", "")
"""A letter is no conversation, and whose it is the link tells."""


class LetterErrands:
    """Carries out what signed links say."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        conversations: Conversations,
        links: Links,
        now: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._conversations = conversations
        self._links = links
        self._now = now

    async def ask(self, token: str) -> Asked:
        """Tell what a link would do. Raises `LinkError` for one that does nothing."""
        errand, person = await self._read(token)
        action = errand.action
        about = self._about(person, action)
        return Asked(_language(person), action, _question(action), about)

    async def run(self, token: str) -> Done:
        """Do what a link says, as often as it is asked for. Raises `LinkError` as `ask` does."""
        errand, person = await self._read(token)
        state = State(
            language=_language(person),
            language_chosen=True,
            region=person.region,
            municipality=person.municipality,
        )
        message = Message(_LETTER, self._now(), action=_in_a_letter(errand.action))
        reply = await self._conversations.errand(message, errand.person, state)
        if reply is None:  # erased since the link was read
            raise LinkError("gone")
        about = self._about(person, errand.action) if errand.action.name == "plan" else ""
        steps = tuple(self._next_steps(reply, errand))
        return Done(_without_actions(reply), about, steps)

    async def _read(self, token: str) -> tuple[Errand, Person]:
        errand = self._links.read(token, self._now())
        async with self._sessions() as session:
            person = await session.get(Person, errand.person)
        if person is None:
            raise LinkError("gone")
        return errand, person

    def _about(self, person: Person, action: Action) -> str:
        knowledge = self._conversations.knowledge
        return _about(Speaker(_language(person), self._now().date(), knowledge), action)

    def _next_steps(self, reply: Reply, errand: Errand) -> Iterator[tuple[str, str]]:
        """Give what can be done next, each once and with a link of its own."""
        given = set()
        for button in (*_buttons(reply), *_way_back(reply.language, errand.action)):
            url = button.action and self._links.to(errand.person, button.action, self._now())
            if url and button.label not in given:
                given.add(button.label)
                yield button.label, urlsplit(url).path


def _in_a_letter(action: Action) -> Action:
    """What is asked last of a course is answered in words, which a link cannot carry."""
    return replace(action, name="course_skip") if action.name == "course_used" else action


def _way_back(language: Language, action: Action) -> tuple[Button, ...]:
    """Offer to follow again what was just stopped: what a turn remembers for that is not kept."""
    if _question(action) != "stop":
        return ()
    label = catalogue(language).text("notices.button.on_again")
    return (Button(label, Action("follow", action.argument)),)


def _question(action: Action) -> str:
    """Name the question that a page asks before it acts."""
    if action.name == "stop" and action.argument == "all":
        return "stop_all"
    if action.name == "stop" and action.argument.startswith("letter="):
        return "stop_letter"
    return action.name


def _about(say: Speaker, action: Action) -> str:
    """Name what an action is about, where the question has room for it."""
    if action.name in {"stop", "follow"} and "=" in action.argument:
        return name_of(say, action.argument.replace("=", ":", 1))
    if action.name in {"plan", "plan_steps"}:
        kind = "call" if action.argument in say.kb.calls else "programme"
        return name_of(say, f"{kind}:{action.argument}")
    if action.name == "snooze_until":
        return say.day(date.fromisoformat(action.argument.partition("=")[2]))
    return ""


def _language(person: Person) -> Language:
    return next(it for it in get_args(Language) if it == person.language)


def _buttons(reply: Reply) -> tuple[Button, ...]:
    on_cards = (button for card in reply.cards for button in card.buttons)
    return (*reply.buttons, *reply.more, *on_cards)


def _without_actions(reply: Reply) -> Reply:
    """Leave what opens a page; what acts needs a link of its own here."""

    def links(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
        return tuple(button for button in buttons if button.url)

    cards = tuple(replace(card, buttons=links(card.buttons)) for card in reply.cards)
    return replace(reply, cards=cards, buttons=links(reply.buttons), more=links(reply.more))
