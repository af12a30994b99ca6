"""In every channel: one's own language, one account, all that is kept shown, and all of it gone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.message import Action, Message, Place, Reply
from bot.notices.tables import Delivery, Person

pytestmark = pytest.mark.with_packs
_CARRIERS = ("web", "slack", "teams", "telegram", "email")
_MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
_FIRST = Place("web", "first")


class Talk:
    """Somebody who talks in several channels."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions
        self.conversations = Conversations(sessions, _CARRIERS)
        self.at = _MONDAY

    async def say(self, place: Place, text: str) -> Reply:
        return await self._turn(Message(place, self._later(), text=text))

    async def press(self, place: Place, action: str) -> Reply:
        return await self._turn(Message(place, self._later(), action=Action(action)))

    async def link(self, place: Place) -> Reply:
        """Prove to read the one mailbox."""
        await self.say(place, "send varslene på e-post til kari@example.org")
        async with self.sessions() as session:
            codes = select(Delivery.told).where(Delivery.kind == "code").order_by(Delivery.id)
            code = (await session.scalars(codes)).all()[-1]
        return await self.say(place, str(code))

    async def people(self) -> int:
        async with self.sessions() as session:
            return len((await session.scalars(select(Person.id))).all())

    def _later(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    async def _turn(self, message: Message) -> Reply:
        return await self.conversations.turn(message)


@pytest.mark.parametrize("channel", ["web", "console", "slack", "teams", "telegram"])
async def test_one_person_in_two_channels(
    channel: str, sessions: async_sessionmaker[AsyncSession]
) -> None:
    talk, place = Talk(sessions), Place(channel, "T1/U1")
    await talk.say(_FIRST, "Jeg jobber i Namsos. Minn meg på DistriktForsk")
    await talk.link(_FIRST)
    await talk.say(place, "Minn meg på Klimasats")
    await talk.link(place)
    assert await talk.people() == 1
    assert "DistriktForsk" in (await talk.say(place, "hva får jeg varsel om?")).plain

    assert (await talk.say(place, "på nynorsk takk")).language == "nn"
    shown = await talk.press(place, "privacy_show")
    assert shown.language == "nn"
    assert "Klimasats" in shown.plain
    assert "kari@" not in shown.plain

    asked = await talk.say(place, "gløym meg")
    assert "privacy_forget" in {it.action.name for it in asked.buttons if it.action}
    await talk.press(place, "privacy_forget")
    assert await talk.people() == 0
    assert "Klimasats" not in (await talk.press(place, "privacy_show")).plain
