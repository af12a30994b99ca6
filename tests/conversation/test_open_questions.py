"""A question that waits for free words takes an answer, and nothing else."""

from collections.abc import AsyncIterator

import pytest

from bot.conversation.open_questions import answer_open
from bot.conversation.skills.get_support import get_support
from bot.conversation.skills.register_training_need import register_training_need, size
from bot.conversation.state import Pending, State
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from intents.meaning import Meaning
from tests.conversation.asking import HERE, NOW, labels, meant, said, turn_of

_NEED = "Ingen av mellomlederne våre kan budsjettoppfølging. Kan det settes opp noe felles?"
_WAITING = State(
    text=_NEED, intent="register_training_need", pending=Pending("size", "register_training_need")
)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A desk that can look up whom the packs let the bot write to."""
    async with passing_sessions() as sessions, sessions() as session:
        yield Desk(session, HERE, NOW, ("chat", "email"))


async def test_a_number_is_the_size_and_the_need_is_quoted_unchanged(desk: Desk) -> None:
    answer = meant("14", "out_of_scope")
    turn = turn_of(answer, municipality="notodden", state=_WAITING, desk=desk)
    reply = await answer_open(turn, answer)
    assert reply is not None
    assert said(reply)[1:4] == [
        "Til: representanten i Kompetanseforum, postmottak@notodden.kommune.no",
        "Behov: «Ingen av mellomlederne våre kan budsjettoppfølging»",
        "Antall: 14",
    ]
    assert turn.state.pending is not None
    assert turn.state.pending.question == "idea_send"


@pytest.mark.parametrize(
    "meaning",
    [
        meant("hvor mange kan være med?", "explain"),
        meant("kan jeg få snakke med noen", "talk_to_human"),
        meant("det vet jeg ikke helt ennå", "route_idea"),
        meant("vi er 14 her på huset og vil søke penger i 2027", "find_funding"),
    ],
)
async def test_anything_else_is_no_size(meaning: Meaning) -> None:
    turn = turn_of(meaning, municipality="notodden", state=_WAITING)
    assert await answer_open(turn, meaning) is None
    assert turn.state.pending == _WAITING.pending


async def test_a_size_button_gives_the_same_text(desk: Desk) -> None:
    turn = turn_of(None, municipality="notodden", state=_WAITING, desk=desk)
    assert "Antall: 10–30" in said(await size(turn, "10-30"))


async def test_an_unknown_size_asks_again() -> None:
    turn = turn_of(None, municipality="notodden", state=_WAITING)
    assert labels(await size(turn, "900")) == ["Under 10", "10–30", "Flere enn 30"]


async def test_the_subject_becomes_a_text_to_send(desk: Desk) -> None:
    asking = meant(
        "Vi på en skola vill ha handledning när vi följer upp ett nytt arbetssätt.",
        "get_support",
        language="sv",
        themes=("education",),
        needs=("evaluation",),
    )
    turn = turn_of(asking, municipality="gallivare", desk=desk)
    question = await get_support(turn)
    assert said(question)[0] == "Ja, handledning i lokal uppföljning hör till FoUI:s uppgifter."
    assert said(question)[-1].endswith("Vad ska ni följa upp?")
    answer = meant("två svensklärare samtidigt i åk 7", "route_idea", language="sv")
    answering = turn_of(answer, municipality="gallivare", state=turn.state, desk=desk)
    reply = await answer_open(answering, answer)
    assert reply is not None
    assert said(reply)[1].endswith(
        "i Gällivare. Vi vill ha handledning i uppföljning av: två svensklärare samtidigt i åk 7.”"
    )


async def test_no_question_waits_where_a_region_has_no_way_for_training_needs() -> None:
    turn = turn_of(
        meant("folk her kan ikke excel", "register_training_need", needs=("competence",)),
        municipality="namsos",
    )
    reply = await register_training_need(turn)
    assert "vår tolkning" in said(reply)[0]
    assert turn.state.pending is None
