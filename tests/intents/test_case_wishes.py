"""Short wishes of whoever receives ideas, in all languages."""

import pytest

from intents.case_wishes import Wished, case_wish


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("ta saken", Wished("accept", None)),
        ("jeg tar saken IDE-2026-0042", Wished("accept", "IDE-2026-0042")),
        ("eg tek saka", Wished("accept", None)),
        ("jag tar ärendet", Wished("accept", None)),
        ("I take the case", Wished("accept", None)),
        ("avslå ide-2026-0042", Wished("decline", "IDE-2026-0042")),
        ("avböj ärendet", Wished("decline", None)),
        ("send saka vidare", Wished("pass", None)),
        ("skicka ärendet vidare", Wished("pass", None)),
        ("merk utfall", Wished("outcome", None)),
        ("put on hold", Wished("outcome", None)),
        ("mine saker", Wished("inbox", None)),
        ("mina ärenden", Wished("inbox", None)),
        ("ubesvarte saker", Wished("unanswered", None)),
        ("i min kommune", Wished("place", None)),
        ("vis saker i kommunen min", Wished("place", None)),
        ("jeg slutter som FoUI-kontakt", Wished("leave", None)),
        ("spør tilbake", Wished("ask", None)),
        ("spør tilbake: hvor mange er dere?", Wished("ask", None, "hvor mange er dere?")),
        (
            "Spør tilbake IDE-2026-0042 har dere valgt leverandør",
            Wished("ask", "IDE-2026-0042", "har dere valgt leverandør"),
        ),
        ("fråga tillbaka, vilka lås?", Wished("ask", None, "vilka lås?")),
        ("ask back: how many?", Wished("ask", None, "how many?")),
    ],
)
def test_what_is_wished_and_of_which_case(text: str, wished: Wished) -> None:
    assert case_wish(text) == wished


@pytest.mark.parametrize(
    "text",
    [
        "hvilke frister er det i min kommune",
        "møter i min kommune i januar",
        "kan vi ta saken opp med fylkeskommunen?",
        "Vi vil ta saken opp i kommunestyret og søke penger til et prosjekt for eldre",
        "vi fikk avslag på søknaden om klimasats",
        "hei",
        "",
    ],
)
def test_what_only_sounds_like_it_is_no_wish(text: str) -> None:
    assert case_wish(text) is None
