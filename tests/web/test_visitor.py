import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.visitor import LANGUAGES, negotiate, new_token, place


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("nb-NO,nb;q=0.9,en;q=0.8", "nb"),
        ("no", "nb"),
        ("nn-NO,nb;q=0.5", "nn"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("de,en-GB;q=0.7,sv;q=0.8", "sv"),
        ("en;q=0, nn;q=0.1", "nn"),
        ("en;q=0", "nb"),
        ("fi,se;q=0.9", "nb"),
        ("", "nb"),
        ("*", "nb"),
    ],
)
def test_the_language_that_the_browser_likes_best(accept: str, language: str) -> None:
    assert negotiate(accept) == language


@given(st.text())
def test_any_header_gives_a_language(accept: str) -> None:
    assert negotiate(accept) in LANGUAGES


def test_the_secret_of_a_conversation_is_not_its_name() -> None:
    token = new_token()
    assert len(token) == 22
    assert token not in place(token).conversation
    assert place(token) == place(token)
    assert place(token) != place(new_token())
