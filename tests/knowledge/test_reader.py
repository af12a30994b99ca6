from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.faults import PackError
from knowledge.reader import MAX_BYTES, Marked, read_marked


def read(text: str) -> Marked:
    return read_marked(text.encode(), "x/y.yaml")


def codes(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(PackError) as caught:
        read_marked(data, "x/y.yaml")
    return [fault.code for fault in caught.value.faults]


@pytest.mark.parametrize("text", ["2022-02-15", "no", "12:30", "0301", "true", "1e3", "yes", "<<"])
def test_plain_words_stay_text(text: str) -> None:
    assert read(f"a: {text}").plain() == {"a": text}


@pytest.mark.parametrize("text", ["null", "~", ""])
def test_nothing_is_none_unless_quoted(text: str) -> None:
    assert read(f"a: {text}").plain() == {"a": None}
    assert read(f"a: '{text}'").plain() == {"a": text}


def test_lines_are_known_for_every_value() -> None:
    root = read("a:\n- b: 1\n  c:\n  - x\n  - y\n")
    assert root.line_at(("a", 0, "b")) == 2
    assert root.line_at(("a", 0, "c", 1)) == 5
    assert root.line_at(("a", 0, "missing")) == 2


def bomb() -> str:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (bomb(), "anchor_or_alias"),
        ("a: &x 1\nb: 2", "anchor_or_alias"),
        ("a: *x", "anchor_or_alias"),
        ("a: {<<: *x}", "anchor_or_alias"),
        ("[" * 100_000, "too_deep"),
        ("a: " + "{b: " * 100_000, "too_deep"),
        ("a: !!python/object/apply:os.system ['true']", "tag"),
        ("a: !!str 1", "tag"),
        ("a: 1\n---\na: 2", "several_documents"),
        ("a: 1\na: 2", "duplicate_key"),
        ("? [a, b]\n: 1", "odd_key"),
        ("a: [1, 2", "not_yaml"),
        ("a: 'x", "not_yaml"),
        ("a:\n\t- b", "not_yaml"),
        ("a: \x07", "odd_character"),
        (b"a: \xff\xfe", "not_utf8"),
        ("a: " + "x" * MAX_BYTES, "too_large"),
    ],
)
def test_what_packs_may_not_hold_is_refused(text: str | bytes, code: str) -> None:
    assert codes(text) == [code]


def test_every_key_written_twice_is_told() -> None:
    with pytest.raises(PackError) as caught:
        read("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(fault.line, fault.values["key"]) for fault in caught.value.faults] == [
        (2, "a"),
        (5, "c"),
    ]


def test_a_fault_of_form_names_its_line() -> None:
    with pytest.raises(PackError) as caught:
        read("a: 1\nb: [\nc: 2\n")
    assert caught.value.faults[0].place.startswith("x/y.yaml:")


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(PackError):
        read_marked(data, "x/y.yaml").plain()
