"""What the privacy page and the bot say is kept is what is kept, no more and no less."""

from dataclasses import fields

import pytest

from bot.conversation.skills.privacy import privacy_show
from bot.conversation.state import Pending, Reading, State
from bot.conversation.tables import StoredConversation
from bot.ideas.draft import Draft
from bot.message import Language
from bot.notices.desk import Desk
from bot.speech.catalogue import catalogue
from tests.conversation.asking import said, turn_of

_ON_THE_PAGE = {
    "language": "språk",
    "language_chosen": "språk",
    "region": "region",
    "municipality": "kommune",
    "role": "rolle",
    "text": "det siste du spurte om",
    "intent": "det siste du spurte om",
    "themes": "det siste du spurte om",
    "needs": "det siste du spurte om",
    "topic": "det siste du spurte om",
    "readings": "det siste du spurte om",
    "programme": "hva jeg svarte ut fra",
    "rules": "hva jeg svarte ut fra",
    "pending": "spørre videre",
    "misses": "spørre videre",
    "undo": "spørre videre",
    "asked": "spørre videre",
    "draft": "en idé du har begynt på",
}
"""Every field of what is kept, and the words of the privacy page that it falls under."""


def test_every_field_that_is_kept_is_named_on_the_privacy_page() -> None:
    page = catalogue("nb").text("web.privacy.stored")
    assert set(_ON_THE_PAGE) == {field.name for field in fields(State)}
    assert {words for words in _ON_THE_PAGE.values() if words not in page} == set()


def test_beside_the_conversation_only_its_channel_and_its_last_day_are_kept() -> None:
    columns = {column.name for column in StoredConversation.__table__.columns}
    assert columns == {"channel", "conversation", "state", "touched_at"}


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
async def test_all_that_tells_of_a_person_or_their_question_is_shown(
    language: Language, desk: Desk
) -> None:
    known = State(
        language=language,
        role="vernepleier",
        intent="find_funding",
        text="penger til sensorer",
        themes=("health_care",),
        needs=("innovation",),
        topic="klimasats",
        programme="klimasats",
        rules=("trondelag-foui-first",),
        readings=(Reading("sensorer", "theme", "digitalisation"),),
        pending=Pending("second", "find_funding", ("list_deadlines",)),
        misses=1,
        draft=Draft("vi vil teste sengevakt"),
    )
    turn = turn_of(None, municipality="namsos", state=known, desk=desk)
    shown = "\n".join(said(await privacy_show(turn)))
    for kept in (
        "Trøndelag",
        "Namsos",
        "vernepleier",
        "penger til sensorer",
        "Klimasats",
        "sengevakt",
    ):
        assert kept in shown
    assert "trondelag-foui-first" in shown
