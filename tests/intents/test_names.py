"""Names in messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.meaning import Name
from intents.names import NameIndex, NamesFound
from intents.words import read

MUNICIPALITIES = (
    *("Namsos", "Levanger", "Verdal", "Stjørdal", "Steinkjer", "Leka", "Heim", "Nore og Uvdal"),
    *("Boden", "Kalix", "Överkalix", "Jokkmokk", "Gällivare", "Kongsberg", "Selbu", "Tydal"),
)
INDEX = NameIndex(
    [
        *(
            Name(text, "municipality", text.lower(), common_word=text == "Heim")
            for text in MUNICIPALITIES
        ),
        Name("Bodens kommun", "municipality", "boden"),
        Name("Verran", "municipality", "steinkjer", "former"),
        Name("Røra", "municipality", "inderoy", "place", common_word=True),
        *(
            Name("Snillfjord", "municipality", target, "former", common_word=True)
            for target in ("orkland", "heim", "hitra")
        ),
        Name("Interreg Aurora", "programme", "interreg_aurora"),
        Name("Interreg", "topic", "interreg"),
        Name("Interreg", "programme", "interreg"),
        Name("Vinnova", "topic", "vinnova"),
        Name("KS", "organisation", "ks"),
    ]
)


def found(text: str) -> NamesFound:
    return INDEX.find(read(text))


def targets(text: str) -> list[str]:
    return [target for match in found(text).municipalities for target in match.targets]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Vi i hjemmetjenesten i Namsos vil teste sensorer", "namsos"),
        ("noen arrangement i steinkjer?", "steinkjer"),
        ("jobber på Stjørdalen", "stjørdal"),
        ("i Bodens kommun", "boden"),
        ("Gallivares chefer", "gällivare"),
        ("Her i Nore og Uvdal", "nore og uvdal"),
        ("vi i Verran", "steinkjer"),
        ("Leka. Fin utsikt.", "leka"),
        ("barna på Leka", "leka"),
    ],
)
def test_municipality_is_found_in_any_form(text: str, target: str) -> None:
    assert targets(text) == [target]


@pytest.mark.parametrize(
    "text",
    [
        "barna vil leka ute",
        "kom heim att",
        "ei røra av forslag",
        "the Kongsberg region runs courses",
        "når måste kommunerna ha svarat",
        "a municipality as small as ours",
        "används det för att träna någon AI",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize("text", ["æ jobba på levang", "jobber i Levangr", "Levnger kommune"])
def test_one_wrong_letter_or_a_cut_name_is_taken(text: str) -> None:
    (match,) = found(text).municipalities
    assert match.targets == ("levanger",)
    assert 0.5 < match.score < 1


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("I work in Jockmock and want a robot", "jokkmokk"), ("jag jobbar i Kaliks", "kalix")],
)
def test_more_wrong_letters_are_asked_about(text: str, suggestion: str) -> None:
    result = found(text)
    assert result.municipalities == ()
    assert result.unknown_place is not None
    assert result.unknown_place.suggestions[0] == suggestion


def test_place_that_no_list_has_is_unknown() -> None:
    unknown = found("jobber i Sludvika").unknown_place
    assert unknown is not None
    assert (unknown.surface, unknown.suggestions) == ("Sludvika", ())


def test_municipality_outside_the_regions_is_no_misspelling() -> None:
    result = found("jobber i Trosa")
    assert [match.targets for match in result.municipalities] == [("outside:Trosa",)]
    assert result.unknown_place is None


def test_ambiguous_name_keeps_all_its_targets() -> None:
    (match,) = found("snillfjord: eldre som sitter alene").municipalities
    assert match.targets == ("orkland", "heim", "hitra")


def test_several_names_keep_their_order() -> None:
    assert targets("i Verdal og Namsos, ikke minst Leka") == ["verdal", "namsos", "leka"]


@pytest.mark.parametrize(
    ("text", "left_out", "meant"),
    [
        ("itj levanger, verdal", "levanger", "verdal"),
        ("Jeg har byttet jobb fra Selbu til Tydal", "selbu", "tydal"),
        ("Kongsberg er feil, jeg hører til Selbu", "kongsberg", "selbu"),
    ],
)
def test_name_said_in_order_to_be_left_out(text: str, left_out: str, meant: str) -> None:
    result = found(text)
    assert [m.targets for m in result.municipalities if m.negated] == [(left_out,)]
    assert result.municipality is not None
    assert result.municipality.targets == (meant,)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("ikke om Interreg", True),
        ("inte Vinnova", True),
        ("vet ikke om Interreg passer", False),
        ("er ikke Interreg åpent?", False),
    ],
)
def test_negation_needs_its_place(text: str, negated: bool) -> None:
    assert {match.negated for match in found(text).others} == {negated}


def test_one_name_may_stand_for_several_kinds() -> None:
    kinds = [(match.kind, match.targets) for match in found("søke Interreg").others]
    assert kinds == [("topic", ("interreg",)), ("programme", ("interreg",))]


def test_longest_name_wins() -> None:
    assert [match.name for match in found("frist for interreg aurora").others] == [
        "Interreg Aurora"
    ]


@given(st.text(max_size=200) | st.lists(st.sampled_from(MUNICIPALITIES)).map(" ".join))
def test_spans_point_at_what_matched(text: str) -> None:
    result = found(text)
    for match in (*result.municipalities, *result.others):
        assert text[match.span[0] : match.span[1]] == match.surface
        assert 0 < match.score <= 1
        assert match.targets
