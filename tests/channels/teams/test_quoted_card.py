"""Somebody's own words on a card: as they were written, between ours."""

from hypothesis import given

from bot.channels.teams.check import check
from bot.channels.teams.escape import JOINER
from bot.channels.teams.quoted_card import quoted_card
from bot.message import Line, Segment
from tests.channels.hostile import labels, some
from tests.channels.teams.reading import links_of, words_of

_LINES = [Line((Segment("Kari spør:"),)), Line((Segment("Navnet ditt blir ikke med."),))]


@some
@given(labels)
def test_the_words_stand_between_ours_as_they_were_written(words: str) -> None:
    drawn = quoted_card(_LINES, words, "nb")
    check(drawn)
    said = f"Kari spør:\n{words}\nNavnet ditt blir ikke med."
    assert drawn.text.replace(JOINER, "") == said
    assert "\n".join(filter(None, words_of(drawn.card).splitlines())) == "\n".join(
        filter(None, said.splitlines())
    )
    assert list(links_of(drawn.card)) == []
