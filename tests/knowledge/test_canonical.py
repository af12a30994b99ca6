from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.canonical import write_pack_file
from knowledge.packs import PACKS, pack_paths, read_file
from knowledge.reader import read_marked
from knowledge.records.articles import Document
from knowledge.records.base import LANGUAGES, Source
from knowledge.records.rules import Condition, RoutingRule

texts = st.text(st.characters(exclude_categories=["Cs"]))


def in_all_languages(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


@given(texts, texts)
@example("null", "")
@example("true", "no")
@example("0301", "1_000")
@example("- a", "a: b")
@example("a #b", "a:")
@example("' \" \\", "\n")
@example("\x00\x85\u2028\ufeff", "\U0001f600\U000e0001")
@example(" edge ", "\t")
@example("---", "...")
@example("&a", "*a")
@example("!!str", "{}")
@example("\ud7ff\ue000\ufffe", "\x7f\x9f")
def test_any_text_comes_back(first: str, second: str) -> None:
    records = [
        Document(
            id="a",
            verified=True,
            note=first,
            title=second,
            label=in_all_languages(first),
            dated="2022",
            sources=(Source(ref=first), Source(ref=second, note=first)),
        )
    ]
    written = write_pack_file(first, "document", records)
    read = read_marked(written.encode(), "x/y.yaml").plain()
    assert read["about"] == first
    assert [Document.model_validate(row) for row in read["documents"]] == records


@given(texts)
def test_every_text_is_written_on_one_line(text: str) -> None:
    assert write_pack_file(text, "document", []).splitlines() == [
        write_pack_file(text, "document", []).split("\n")[0],
        "documents: []",
    ]


def test_the_form_is_the_one_that_keepers_know() -> None:
    rule = RoutingRule(
        id="first",
        verified=False,
        as_of="2022-02",
        valid_from="2022",
        valid_until="2026-01-01",
        region="nord",
        part="first",
        when=Condition(needs=("research",), traits={"district": True}),
        role="megler",
        because={"en": "it: is so", "nb": "slik er det"},
    )
    assert write_pack_file("Rules.", "rule", [rule]) == (
        "about: Rules.\n"
        "rules:\n"
        "- id: first\n"
        "  as_of: 2022-02\n"
        "  verified: false\n"
        "  valid_from: '2022'\n"
        "  valid_until: 2026-01-01\n"
        "  region: nord\n"
        "  part: first\n"
        "  when:\n"
        "    needs:\n"
        "    - research\n"
        "    traits:\n"
        "      district: true\n"
        "  role: megler\n"
        "  because:\n"
        "    nb: slik er det\n"
        "    en: 'it: is so'\n"
    )


def test_a_required_field_without_a_value_is_kept(kb: KnowledgeBase) -> None:
    neighbour = kb.municipality("berg").model_copy(update={"region": None})
    written = write_pack_file("x", "municipality", [neighbour])
    assert "\n  region: null\n" in written


def test_the_shipped_packs_are_in_canonical_form() -> None:
    for path in pack_paths(PACKS):
        file = read_file(path)
        assert write_pack_file(file.about, file.kind, file.records) == file.text, file.path
