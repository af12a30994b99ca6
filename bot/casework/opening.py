"""Who opens the page of an idea, and which idea it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.web.cases import ByLink, BySecret, ClosedError, FromInbox, Key
from bot.ideas.acts import STEPS, Act
from bot.ideas.idea import Idea
from bot.ideas.ledger import find, find_by_secret
from bot.ideas.press import Press, press
from bot.links import LinkError, Links
from bot.message import Language
from bot.notices.desk.people import find_person
from bot.notices.tables import Person


@dataclass(frozen=True, slots=True)
class Opening:
    """A page that somebody opens."""

    key: Key
    idea: int
    person: int
    language: Language
    act: Act | None
    """What its form does; None for the idea alone."""
    seen: int | None = None
    """Of a link: the version that the letter was about."""

    @property
    def own_path(self) -> str | None:
        """Of a link, the page that it opened: a form that is sent again is the same link."""
        return f"/step/{self.key.token}" if isinstance(self.key, ByLink) else None

    @property
    def nonce(self) -> str | None:
        """Of a link, which counts once whatever its form says."""
        if self.seen is None:
            return None
        return Press(self.idea, self.seen).nonce(f"link_{self.act}", self.person)


class Openings:
    """Opens pages, and gives the addresses of others about the same idea."""

    def __init__(self, links: Links | None) -> None:
        self._links = links

    async def open(self, session: AsyncSession, key: Key, at: datetime) -> Opening:
        """Find out who opens what. Raises `ClosedError`; what they may see is asked later."""
        if isinstance(key, ByLink):
            return await self._by_link(session, key, at)
        idea = await _idea(session, key)
        if idea is None:  # numbers can be guessed, so they do not tell which of them are taken
            raise ClosedError("gone" if isinstance(key, BySecret) else "not_allowed")
        act = _act(key.act)
        if isinstance(key, FromInbox):
            person = await find_person(session, key.place)
            if person is None:
                raise ClosedError("not_allowed")
            return Opening(key, idea.id, person, key.language, act)
        if idea.submitter is None:
            raise ClosedError("gone")
        return Opening(key, idea.id, idea.submitter, await _language(session, idea), act)

    async def _by_link(self, session: AsyncSession, key: ByLink, at: datetime) -> Opening:
        if self._links is None:
            raise ClosedError("odd")
        try:
            errand = self._links.read_step(key.token, at)
        except LinkError as error:
            raise ClosedError(error.reason) from None
        pressed, person = Press.read(errand.action.argument), errand.person
        reader = await session.get(Person, person)
        if pressed is None or reader is None:
            raise ClosedError("gone")
        language = cast("Language", reader.language)
        name = errand.action.name.removeprefix("idea_")
        act = cast("Act", name) if name in STEPS else None
        return Opening(key, pressed.idea, person, language, act, pressed.seen if act else None)

    def path(self, opening: Opening, idea: Idea, act: Act | None, at: datetime) -> str:
        """Give the page of an act, or of the idea alone, opened in the same way."""
        key = opening.key
        if isinstance(key, ByLink):
            return self._link(opening.person, idea, act, at)
        page = f"/case/{key.secret}" if isinstance(key, BySecret) else f"/inbox/{key.number}"
        return f"{page}/{act}" if act else page

    def _link(self, person: int, idea: Idea, act: Act | None, at: datetime) -> str:
        action = press(f"idea_{act or 'see'}", idea)
        link = self._links.to(person, action, at) if self._links else None
        if self._links is None or link is None:
            raise LookupError("a page opened by a link has links")
        return link.removeprefix(self._links.base_url)


async def _idea(session: AsyncSession, key: BySecret | FromInbox) -> Idea | None:
    if isinstance(key, BySecret):
        return await find_by_secret(session, key.secret)
    return await find(session, key.number)


def _act(name: str) -> Act | None:
    """Read the act of an address. Raises `ClosedError` for one that there is not."""
    if name and name not in STEPS:
        raise ClosedError("odd")
    return cast("Act", name) if name else None


async def _language(session: AsyncSession, idea: Idea) -> Language:
    person = await session.get(Person, idea.submitter)
    return cast("Language", person.language) if person else idea.language
