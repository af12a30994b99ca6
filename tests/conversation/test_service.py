"""Conversations kept in a database: any process goes on, and what is forgotten is gone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.conversation.tables import StoredConversation
from bot.message import Action, Message, Place
from knowledge.packs import load_packs
from knowledge.store import import_packs

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = Place("web", "a")


def said(text: str, place: Place = HERE, at: datetime = NOW) -> Message:
    return Message(place, at, text=text)


async def count(sessions: Sessions) -> int:
    async with sessions() as session:
        return (await session.execute(select(func.count(StoredConversation.channel)))).scalar_one()


async def test_another_process_takes_the_next_turn(sessions: Sessions) -> None:
    one, other = Conversations(sessions), Conversations(sessions)
    asked = await one.turn(said("snillfjord: vi vil lage møteplass for eldre. hvem tar imot?"))
    assert "Hvilken kommune" in asked.plain
    heim = next(button.action for button in asked.buttons if button.label == "Heim")
    answer = await other.turn(Message(HERE, NOW, action=heim))
    assert "FoUI-kontakten i Heim kommune" in answer.plain


async def test_conversations_do_not_hear_one_another(sessions: Sessions) -> None:
    conversations = Conversations(sessions)
    await conversations.turn(said("jeg jobber i Namsos"))
    reply = await conversations.turn(said("hvem er FoUI-kontakt?", Place("web", "b")))
    assert "Namsos" not in reply.plain


async def test_what_is_forgotten_is_gone(sessions: Sessions) -> None:
    conversations = Conversations(sessions)
    await conversations.turn(said("jeg jobber i Namsos"))
    assert await count(sessions) == 1
    await conversations.forget(HERE, NOW)
    assert await count(sessions) == 0


async def test_pressing_forget_leaves_no_row(sessions: Sessions) -> None:
    conversations = Conversations(sessions)
    await conversations.turn(said("jeg jobber i Namsos"))
    await conversations.turn(Message(HERE, NOW, action=Action("privacy_forget")))
    assert await count(sessions) == 0


async def test_silent_conversations_are_forgotten_by_their_last_turn(sessions: Sessions) -> None:
    conversations = Conversations(sessions)
    await conversations.turn(said("jeg jobber i Namsos", Place("web", "old"), NOW))
    later = NOW + timedelta(days=91)
    await conversations.turn(said("jeg jobber i Levanger", Place("web", "new"), later))
    assert await conversations.forget_untouched(later - timedelta(days=90)) == 1
    assert await count(sessions) == 1


async def test_new_knowledge_is_in_the_next_answer(sessions: Sessions) -> None:
    conversations = Conversations(sessions)
    before = (await conversations.start()).revision
    packs = load_packs()
    fewer = type(packs)(tuple(file for file in packs.files if file.name != "events.yaml"))
    await import_packs(sessions, fewer, "test", NOW)
    await conversations.turn(said("hei"))
    assert conversations.knowledge.revision == before + 1
    assert not conversations.knowledge.events
