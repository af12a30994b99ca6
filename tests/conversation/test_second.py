"""Two questions in one message."""

from bot.conversation.second import offer_second
from bot.conversation.skills.get_support import get_support
from bot.conversation.state import Pending
from bot.message import Reply
from bot.speech.lines import plain_line
from tests.conversation.asking import labels, meant, said, turn_of

_ASKED = meant(
    "Who can help us evaluate our project, and is there money to train the staff?",
    "get_support",
    language="en",
    themes=("education",),
    needs=("evaluation", "competence"),
    second="find_funding",
)


async def test_the_first_is_answered_and_the_second_offered() -> None:
    turn = turn_of(_ASKED, municipality="pitea")
    reply = offer_second(turn, await get_support(turn))
    assert said(reply)[0].startswith("Two questions; the evaluation first. FoUI at Norrbottens")
    assert said(reply)[-1] == "Shall I go on with the money?"
    assert labels(reply) == ["Yes, the money", "Draft a text"]
    assert turn.state.pending == Pending("second", "get_support", ("find_funding",))


def test_a_reply_that_asks_back_is_left_alone() -> None:
    turn = turn_of(_ASKED)
    turn.remember(pending=Pending("municipality", "get_support"))
    asking = Reply("en", (plain_line("Which municipality do you work in?"),))
    assert offer_second(turn, asking) is asking


def test_one_question_is_left_alone() -> None:
    turn = turn_of(meant("hva er FoUI", "explain"))
    reply = Reply("nb", (plain_line("FoUI er …"),))
    assert offer_second(turn, reply) is reply
