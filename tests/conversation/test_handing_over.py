"""An idea is handed over once, and only as it was shown; what is asked back finds its answer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.dialogue import take_turn
from bot.conversation.state import State
from bot.ideas.ledger import find, find_by_secret
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea
from bot.message import Action, Message, Place, Reply
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from tests.conversation.asking import NOW
from tests.dialogues.play import engine, knowledge
from tests.ideas.people import NAMSOS, holder

_SENSORS = "Vi i hjemmetjenesten i Namsos vil teste sensorer, hvor går jeg med ideen?"


@dataclass
class Talk:
    """One conversation, kept in hand."""

    sessions: async_sessionmaker[AsyncSession]
    channel: str = "chat"
    state: State = field(default_factory=State)
    reply: Reply = field(default_factory=lambda: Reply("nb", ()))
    at: datetime = NOW

    async def says(self, text: str) -> str:
        """Say something and give the whole answer."""
        return await self._turn(Message(self._place, self.at, text=text, region="trondelag"))

    async def presses(self, label: str) -> str:
        """Press a button of the last answer."""
        buttons = (*self.reply.buttons, *self.reply.more)
        action = next(it.action for it in buttons if it.label == label)
        assert action is not None
        return await self.does(action)

    async def does(self, action: Action) -> str:
        """Press a button that stood somewhere before."""
        return await self._turn(Message(self._place, self.at, action=action, region="trondelag"))

    @property
    def _place(self) -> Place:
        return Place(self.channel, "1")

    async def _turn(self, message: Message) -> str:
        self.at += timedelta(seconds=20)
        async with self.sessions() as session:
            desk = Desk(session, message.place, message.at, ("chat", "web", "email"))
            outcome = await take_turn(knowledge(), engine(), self.state, message, desk)
            await session.commit()
        self.state, self.reply = State.load(outcome.state.dump()), outcome.reply
        return self.reply.plain.replace("\u00a0", " ")


@pytest.fixture
async def talk() -> AsyncIterator[Talk]:
    async with passing_sessions() as sessions:
        yield Talk(sessions)


async def _count(talk: Talk) -> int:
    async with talk.sessions() as session:
        return await session.scalar(select(func.count()).select_from(StoredIdea)) or 0


async def _asks(talk: Talk, question: str) -> None:
    """Let the FoUI contact ask back."""
    async with talk.sessions() as session:
        person = await holder(session, question, NAMSOS)
        idea = await find(session, "IDE-2026-0001")
        assert idea is not None
        step = Step("asked", "receiver", talk.at, question, text=question)
        await Relay(session, knowledge(), person, talk.at).take(idea.id, step)
        await session.commit()


async def _sent(talk: Talk) -> None:
    await talk.says(_SENSORS)
    await talk.presses("Send ideen videre")
    await talk.presses("Send")


async def test_a_double_click_sends_once(talk: Talk) -> None:
    await talk.says(_SENSORS)
    await talk.presses("Send ideen videre")
    send = next(it.action for it in talk.reply.buttons if it.label == "Send")
    assert send is not None
    before = talk.state
    await talk.does(send)
    again = await talk.does(send)
    assert again.startswith("Den kom til Namsos kommune i dag")
    talk.state = before  # another process had read the conversation just before
    assert "Nummeret er IDE-2026-0001." in await talk.does(send)
    assert await _count(talk) == 1


async def test_an_old_preview_does_not_send_another_text(talk: Talk) -> None:
    await talk.says(_SENSORS)
    await talk.presses("Send ideen videre")
    send = next(it.action for it in talk.reply.buttons if it.label == "Send")
    assert send is not None
    await talk.presses("Endre")
    await talk.presses("Teksten")
    await talk.says("Fallsensorer i hjemmetjenesten i Namsos")
    shown = await talk.does(send)
    assert "Dette blir sendt når du sier ja." in shown
    assert "«Fallsensorer i hjemmetjenesten i Namsos»" in shown
    assert await _count(talk) == 0


@pytest.mark.parametrize("words", ["nei", "nei, ikke ennå", "ja, det har vi"])
async def test_the_first_message_after_a_question_is_its_answer(talk: Talk, words: str) -> None:
    await _sent(talk)
    await _asks(talk, "har dere valgt leverandør?")
    answer = await talk.says(words)
    assert answer == f"Svaret «{words}» er sendt. Saken ligger hos FoUI-kontakten igjen."


async def test_what_asks_the_bot_is_no_answer_and_what_comes_later_neither(talk: Talk) -> None:
    await _sent(talk)
    await _asks(talk, "har dere valgt leverandør?")
    assert "osen.kommune.no" in await talk.says("Hvem er FoUI-kontakt i Osen?")
    assert "Svaret" not in await talk.says("greit, takk")
    waits = await talk.says("hva skjedde med ideen min?")
    assert "FoUI-kontakten i Namsos venter på svar fra deg: «har dere valgt leverandør?»" in waits
    assert "Svaret «ja, Tellu» er sendt." in await talk.says("ja, Tellu")


async def test_the_button_of_a_notice_takes_an_answer_whenever_it_is_pressed(talk: Talk) -> None:
    await _sent(talk)
    await _asks(talk, "hvor mange?")
    await talk.says("Hvem er FoUI-kontakt i Osen?")
    asked = await talk.does(Action("idea_answer", "1.2"))
    assert asked == "FoUI-kontakten i Namsos spør: «hvor mange?» Hva vil du svare?"
    assert "Svaret «tolv» er sendt." in await talk.says("tolv")
    assert await talk.does(Action("idea_answer", "1.2")) == (
        "Det ligger ikke noe spørsmål i saken nå."
    )


async def test_on_the_web_a_link_leads_back_to_the_idea(talk: Talk) -> None:
    talk.channel = "web"
    await _sent(talk)
    link = next(it.url for it in talk.reply.more if it.url)
    async with talk.sessions() as session:
        idea = await find_by_secret(session, urlsplit(link).path.rpartition("/")[2])
    assert idea is not None
    assert idea.number == "IDE-2026-0001"
    assert "Beskjed på e-post" in [it.label for it in talk.reply.more]


async def test_somebody_elses_idea_is_not_shown(talk: Talk) -> None:
    await _sent(talk)
    other = Talk(talk.sessions, "web")
    closed = "Denne saken er åpen for den som sendte den, og for mottakeren."
    for act in ("see", "add", "change", "withdraw", "share"):
        assert await other.does(Action(f"idea_{act}", "1.1")) == closed
    assert await other.does(Action("idea_withdraw", "1.1=yes")) == closed
    assert await other.does(Action("idea_see", "99.1")) == "Den saken finner jeg ikke."
    assert await other.does(Action("idea_see", "x")) == "Den saken finner jeg ikke."
