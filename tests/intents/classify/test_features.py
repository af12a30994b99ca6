"""Features: in which order the lists of themes find what a message is about."""

from intents.classify.features import key_features
from intents.lexicon import Hit, Line


def _found(label: str, start: int) -> Hit:
    return Line("key_words", label, "word", 1.0), start, start + 1


def _order(*found: Hit) -> set[tuple[str, int]]:
    return {(name, place) for name, place in key_features(found) if name.startswith("o:")}


def test_the_themes_at_both_ends_are_told() -> None:
    assert _order(
        _found("theme:digitalisation|strong", 1),
        _found("theme:transport|weak", 3),
        _found("theme:health_care|strong", 5),
        _found("theme:public_health|weak", 5),
    ) == {
        ("o:theme:digitalisation@first", 1),
        ("o:theme:health_care@last", 5),
        ("o:theme:public_health@last", 5),
    }


def test_one_word_has_no_order_and_needs_have_none() -> None:
    assert _order(_found("theme:transport|strong", 2), _found("need:research|strong", 4)) == set()
    assert _order() == set()
