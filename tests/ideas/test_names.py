"""What a seat is called, in the languages of its readers."""

from datetime import date

import pytest

from bot.ideas.seat import Seat
from bot.ideas.words import names
from bot.message import Language
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import NAMSOS, SECRETARIAT

KB = KnowledgeBase(load_packs().records)
BROKER = Seat("kompetansemegler-inam")
FORUM = Seat("forumrepresentant", "notodden")


def speaker(language: Language) -> Speaker:
    return Speaker(language, date(2026, 11, 23), KB)


@pytest.mark.parametrize(
    ("seat", "language", "said"),
    [
        (NAMSOS, "nb", "FoUI-kontakten i Namsos kommune"),
        (NAMSOS, "en", "the FoUI contact in Namsos kommune"),
        (SECRETARIAT, "nb", "sekretariatet i fylkeskommunen"),
        (BROKER, "nn", "kompetansemeklaren hos iNam"),
        (BROKER, "sv", "kompetensmäklaren hos iNam"),
        (FORUM, "nb", "representanten i Kompetanseforum for Notodden kommune"),
        (Seat("vl_skola"), "sv", "den vetenskapliga ledaren för skola"),
        (Seat("left-the-packs"), "en", "a receiver that no longer exists"),
    ],
)
def test_a_seat_is_named_as_its_readers_would(seat: Seat, language: Language, said: str) -> None:
    assert names.the_holder(speaker(language), seat) == said


def test_the_shorter_names_still_say_where() -> None:
    say = speaker("nb")
    assert names.the_holder_in(say, NAMSOS) == "FoUI-kontakten i Namsos"
    assert names.short_name(say, NAMSOS) == "Namsos kommune"
    assert names.place_name(say, NAMSOS) == "Namsos"
    assert names.place_name(say, SECRETARIAT) == "sekretariatet i fylkeskommunen"
