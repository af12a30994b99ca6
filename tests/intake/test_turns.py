"""Turns of many people in one transaction are as if each had been taken by itself."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation import service
from bot.conversation.service import Also, Conversations
from bot.conversation.tables import StoredConversation
from bot.intake.intake import Intake
from bot.intake.tables import Received
from bot.message import Message, Reply
from bot.notices.tables import Door, Subscription
from tests.intake.channel import Ears, answers, received, said, still_open, take, work_off

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs

QUESTION = "hvem er FoUI-kontakt i Namsos?"
WISH = "følg klimasats"


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The texts whose turns were taken together, as far as the test got."""
    texts, whole = list[str | None](), Conversations.turns

    async def turns(
        self: Conversations, messages: Sequence[Message], also: Also
    ) -> Sequence[Reply | None]:
        replies = await whole(self, messages, also)
        texts.extend(it.text for it, reply in zip(messages, replies, strict=True) if reply)
        return replies

    monkeypatch.setattr(Conversations, "turns", turns)
    return texts


async def write(sessions: Sessions, *texts: str) -> None:
    """Each from somebody else, all at once."""
    for number, text in enumerate(texts):
        intake = Intake(sessions, lambda: None)
        await intake.take(said(text, f"ears-{number}", key=f"{number}"))


async def remembered(sessions: Sessions) -> set[str]:
    async with sessions() as session:
        return set(await session.scalars(select(StoredConversation.conversation)))


async def test_who_only_asks_is_answered_with_others(
    sessions: Sessions, together: list[str | None]
) -> None:
    alone, ears = Ears(), Ears()
    await take(sessions, QUESTION, conversation="alone")
    await work_off(answers(sessions, alone, conversations=Conversations))
    await write(sessions, QUESTION, "hei", QUESTION)
    await work_off(answers(sessions, ears, conversations=Conversations))
    assert together == [QUESTION, "hei", QUESTION]
    assert [it for it in ears.heard if it[0] == QUESTION] == alone.heard * 2
    assert await still_open(sessions) == 0


async def test_who_wishes_among_them_is_heard_and_known_from_then_on(
    sessions: Sessions, together: list[str | None]
) -> None:
    ears = Ears()
    await write(sessions, QUESTION, WISH, "hei")
    await work_off(answers(sessions, ears, conversations=Conversations))
    async with sessions() as session:
        assert len((await session.scalars(select(Subscription.id))).all()) == 1
        assert (await session.scalars(select(Door.address))).all() == ["ears-1"]
    for number in range(3):
        await take(sessions, f"{QUESTION} {number}", conversation=f"ears-{number}")
    await work_off(answers(sessions, ears, conversations=Conversations))
    assert together == [QUESTION, "hei", f"{QUESTION} 0", f"{QUESTION} 2"]
    assert len(ears.heard) == 6


async def test_what_fails_fails_alone(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = service.take_turn

    async def some(*arguments: object) -> object:
        if any(isinstance(it, Message) and it.text == "odd" for it in arguments):
            raise ValueError
        return await whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "take_turn", some)
    ears = Ears()
    await write(sessions, QUESTION, "odd", "hei")
    await work_off(answers(sessions, ears, conversations=Conversations))
    assert sorted(ears.answered) == ["hei", QUESTION]
    assert "ears-1" not in await remembered(sessions)


class Stolen(Conversations):
    """While turns are taken, one of the items becomes another worker's."""

    async def turns(self, messages: Sequence[Message], also: Also) -> Sequence[Reply | None]:
        async with self._sessions.begin() as session:
            which = Received.conversation == "ears-1"
            await session.execute(update(Received).where(which).values(worker="another"))
        return await super().turns(messages, also)


async def test_what_was_lost_meanwhile_is_left_to_who_has_it(sessions: Sessions) -> None:
    ears = Ears()
    await write(sessions, QUESTION, QUESTION, QUESTION)
    await work_off(answers(sessions, ears, conversations=Stolen))
    assert [(it.state, it.worker, it.reply) for it in await received(sessions)] == [
        ("done", None, None),
        ("working", "another", None),
        ("done", None, None),
    ]
    assert ears.answered == [QUESTION, QUESTION]
    assert await remembered(sessions) == {"ears-0", "ears-2"}
