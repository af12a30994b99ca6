import pytest

from knowledge.base import KnowledgeBase
from knowledge.names import KnownName, fold


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Raarvihke – Røyrvik", "raarvihke røyrvik"),
        ("RAARVIHKE-RØYRVIK", "raarvihke røyrvik"),
        ("  Norrbottens   Kommuner ", "norrbottens kommuner"),
        ("A\u030alvik", "ålvik"),
    ],
)
def test_case_spaces_and_dashes_do_not_matter(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("alvik", [("municipality", "alvik", "official")]),
        ("Alvik kommune", [("municipality", "alvik", "official")]),
        ("aelvie-alvik", [("municipality", "alvik", "official")]),
        ("Aelvie", [("municipality", "alvik", "official")]),
        (
            "Delvik",
            [("municipality", "alvik", "former"), ("municipality", "berg", "former")],
        ),
        ("Norddalen", [("region", "nord", "other")]),
        (
            "NFK",
            [("organisation", "nord_fylke", "other"), ("topic", "fylkeskommunen", "other")],
        ),
        ("Gamle Nord fylke", [("organisation", "nord_fylke", "former")]),
        ("styret", [("body", "styringsgruppe", "other"), ("topic", "styringsgruppen", "other")]),
        ("Nordmidler sv", [("programme", "nordmidler", "official"), ("topic", "klimasats", None)]),
        ("FoUI-kontakt nb", [("topic", "foui_kontakt", "official")]),
        ("forskning og innovasjon", [("article", "foui", "other"), ("topic", "foui", "other")]),
        ("nobody", []),
    ],
)
def test_a_name_stands_for_all_that_bears_it(
    kb: KnowledgeBase, name: str, found: list[tuple[str, str, str | None]]
) -> None:
    known = kb.by_name(name)
    assert [(it.kind, it.target) for it in known] == [(kind, target) for kind, target, _ in found]
    assert all(it.form == form for it, (_, _, form) in zip(known, found, strict=True) if form)


def test_ordinary_words_are_marked(kb: KnowledgeBase) -> None:
    assert {it.text: it.common_word for it in kb.by_name("berg")} == {"Berg": True}
    assert not kb.by_name("Berg kommune")[0].common_word


def test_names_know_their_region(kb: KnowledgeBase) -> None:
    assert {it.region for it in kb.by_name("alvik")} == {"nord"}
    assert {it.region for it in kb.by_name("Nordmidler nb")} == {None}


def test_no_name_is_told_twice(kb: KnowledgeBase) -> None:
    assert len(set(kb.names())) == len(kb.names())
    assert KnownName("FoUI", "article", "foui") in kb.names()
