"""Cards are read as Microsoft's renderer shows them."""

import pytest

from tests.channels.thing import HOSTILE
from tests.teams.reading import Card, shown


@pytest.mark.parametrize(
    ("marked", "seen"),
    [
        ("**fet** og _skrå_ og ~~strek~~", "fet og skrå og strek"),
        ("[klikk](https://evil.example)", "klikk"),
        ("<https://evil.example>", "https://evil.example"),
        ("- først\n1. så", "først\nså"),
        ("{{DATE(2026-01-01T00:00:00Z)}}", ""),
        (r"\*ikke\* \[klikk\](https://x)", "*ikke* [klikk](https://x)"),
        ("a &amp; b <b>c</b>", "a & b <b>c</b>"),
        ("2 * 3 * 4, a_b_c", "2 * 3 * 4, a_b_c"),
    ],
)
def test_marks_are_read(marked: str, seen: str) -> None:
    assert shown(marked) == seen


def test_people_s_words_are_not_safe_where_marks_are_read() -> None:
    body = [{"type": "TextBlock", "text": HOSTILE}]
    assert HOSTILE not in Card({"body": body}).text
    body = [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": HOSTILE}]}]
    assert HOSTILE in Card({"body": body}).text


def test_a_button_of_a_row_goes_by_what_the_row_begins_with() -> None:
    button = {"type": "Action.Submit", "title": "Slå av", "data": {"action": "x"}}
    says = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Frister: "}]}
    columns = [{"items": [says]}, {"items": [{"type": "ActionSet", "actions": [button]}]}]
    card = Card({"body": [{"type": "ColumnSet", "columns": columns}]})
    assert card.row_of(button) == "Frister"
    assert card.labels == ["Slå av"]
