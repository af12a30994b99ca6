from pathlib import Path

import pytest

from bot.message import Line, Segment
from bot.speech.catalogue import Catalogue, read_messages


def speak(**messages: str | tuple[str, ...]) -> Catalogue:
    return Catalogue("nb", messages)


def test_marked_words_are_uncertain_and_the_marks_are_gone() -> None:
    line = speak(key="Adressen er [[ikke bekreftet]].").line("key")
    assert line.segments == (
        Segment("Adressen er "),
        Segment("ikke bekreftet", uncertain=True),
        Segment("."),
    )


def test_nobodys_words_can_set_a_mark_or_a_placeholder() -> None:
    line = speak(key="Jeg leste {words}.").line("key", words="[[alt]] {key}")
    assert line.text == "Jeg leste [[alt]] {key}."
    assert not any(segment.uncertain for segment in line.segments)


def test_a_line_put_into_a_line_keeps_its_own_marks() -> None:
    inner = Line((Segment("mandat"), Segment("utgått", uncertain=True)))
    line = speak(key="Kilde: {source}").line("key", source=inner)
    assert [segment.uncertain for segment in line.segments] == [False, False, True]


@pytest.mark.parametrize(("count", "said"), [(1, "1 dag"), (0, "0 dager"), (2, "2 dager")])
def test_one_and_the_rest_have_forms_of_their_own(count: int, said: str) -> None:
    assert speak(days=("{count} dag", "{count} dager")).text("days", count=count) == said


def test_a_key_written_in_two_files_is_an_error(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    for name in ("a.po", "b.po"):
        (tmp_path / name).write_text(head + 'msgid "x"\nmsgstr "y"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="x is written twice"):
        read_messages(tmp_path)
