"""What each kind of notice says, word for word, in one language or another."""

from typing import Any

import pytest

from bot.notices.compose import compose
from bot.notices.notice import Notice
from bot.notices.told import Told
from tests.notices.edges import edges
from tests.notices.telling import at, packs, told

KB = edges()


def _said(**fields: Any) -> Notice:
    given: dict[str, Any] = {"because": "programme:p", "region": "nord"}
    notice = compose(KB, told(fields.pop("now", "2027-03-03T07:00"), **(given | fields)))
    assert notice
    return notice


def _lines(**fields: Any) -> list[str]:
    return [line.plain for line in _said(**fields).reply.lines]


@pytest.mark.parametrize(
    ("identity", "language", "expected"),
    [
        ("plain", "nb", "To uker igjen: Runde to (p) stenger onsdag 17. mars kl. 13.00."),
        ("plain", "nn", "To veker att: Runde to (p) stengjer onsdag 17. mars kl. 13.00."),
        ("plain", "sv", "Två veckor kvar: Runde to (p) stänger onsdag 17 mars kl. 13.00."),
        ("plain", "en", "Two weeks left: Runde to (p) closes on Wednesday 17 March at 13:00."),
        (
            "no-time",
            "nn",
            "To veker att: Runde to (p) stengjer onsdag 17. mars. "
            "Klokkeslettet står ikkje i kjelda.",
        ),
        (
            "provisional",
            "nb",
            "To uker igjen: Runde to (p) stenger onsdag 17. mars kl. 13.00. Datoen er foreløpig.",
        ),
        (
            "inferred",
            "sv",
            "Två veckor kvar: Runde to (p) stänger onsdag 17 mars kl. 13.00. "
            "Datumet är vår tolkning.",
        ),
        (
            "moved",
            "nb",
            "To uker igjen: Runde to (p) stenger onsdag 17. mars kl. 13.00. "
            "Flyttet fra onsdag 10. mars.",
        ),
        (
            "brussels",
            "en",
            "Two weeks left: Runde to (p) closes on Wednesday 17 March at 17:00 "
            "(Brussels time, the same clock as here).",
        ),
        (
            "comma",
            "nb",
            "To uker igjen: Fjell, fjord og flate (p), stenger onsdag 17. mars kl. 13.00.",
        ),
        (
            "labelled",
            "nb",
            "To uker igjen: Runde to (p). Siste dag for skisse: onsdag 17. mars kl. 13.00.",
        ),
        (
            "rolling",
            "nn",
            "Om to veker, onsdag 17. mars, opnar utlysinga Runde to i p. "
            "Dei tek imot søknader løpande; nokon siste dag er ikkje sett.",
        ),
        (
            "opens",
            "sv",
            "Om två veckor, onsdag 17 mars kl. 08.00, öppnar utlysningen Runde to i p. "
            "Sista dag är inte meddelad.",
        ),
    ],
)
def test_a_reminder_of_a_call(identity: str, language: str, expected: str) -> None:
    assert _lines(subject=f"call:{identity}", language=language)[0] == expected


def test_a_title_that_has_no_room_follows_on_its_own() -> None:
    first, second, *_ = _lines(subject="call:long")
    assert first == (
        "To uker igjen: denne utlysningen stenger onsdag 17. mars kl. 13.00. "
        "Klokkeslettet er brusseltid, samme klokke som her."
    )
    assert second.startswith("Gjelder: Regionalt samarbeid om varige og gode tjenester")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-03-17T06:00", "I dag, onsdag 17. mars kl. 13.00, stenger utlysningen Runde to i p."),
        (
            "2027-03-16T06:00",
            "I morgen, onsdag 17. mars kl. 13.00, stenger utlysningen Runde to i p.",
        ),
        ("2027-03-14T06:00", "Tre dager igjen: Runde to (p) stenger onsdag 17. mars kl. 13.00."),
        ("2027-03-10T06:00", "Én uke igjen: Runde to (p) stenger onsdag 17. mars kl. 13.00."),
        (
            "2027-03-15T23:30",
            "I morgen, onsdag 17. mars kl. 13.00, stenger utlysningen Runde to i p.",
        ),
    ],
)
def test_time_is_left_by_the_readers_own_calendar(now: str, expected: str) -> None:
    assert _lines(subject="call:plain", now=now)[0] == expected


def test_a_meeting_says_where_it_is_and_until_when_to_sign_up() -> None:
    assert _lines(subject="event:sign-up", language="sv") == [
        "Om två veckor, onsdag 17 mars: Samling i fjellet. Klockslaget står inte i källan.",
        "Var: digitalt",
        "Anmäl dig senast: fredag 12 mars",
    ]
    assert _lines(subject="event:sign-up", lead="sign_up ONE_WEEK", now="2027-03-05T07:00")[0] == (
        "Én uke igjen: påmeldingen til Samling i fjellet stenger fredag 12. mars. "
        "Klokkeslettet står ikke i kilden."
    )


def test_what_may_come_a_second_time_says_so_first() -> None:
    first, second, *_ = _lines(subject="call:plain", repeated=True, language="en")
    assert first == "You may have had this before: the last attempt stopped half-way."
    assert second.startswith("Two weeks left: ")


@pytest.mark.parametrize(
    ("hours", "late"),
    [
        (2, "to timer"),
        (22, "nesten ett døgn"),
        (26, "drøyt ett døgn"),
        (50, "to døgn"),
        (1, "en time"),
    ],
)
def test_how_late_it_is(hours: int, late: str) -> None:
    due = at("2027-03-03T07:00")
    now = due.replace(day=3 + (7 + hours) // 24, hour=(7 + hours) % 24)
    fields = {"subject": "call:plain", "due_at": due, "late": "channel"}
    assert _lines(now=now.isoformat()[:16], **fields)[0] == (
        f"Denne påminnelsen er {late} forsinket. Den skulle ha kommet onsdag 3. mars kl. 08.00, "
        "men gikk ikke å levere da."
    )


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("call:plain", "Fristen er kunngjort: Runde to (p) stenger onsdag 17. mars kl. 13.00."),
        ("call:listed", "Ny frist: Runde to (p) stenger onsdag 17. mars kl. 13.00."),
        (
            "call:provisional",
            "Ny frist: Runde to (p) stenger onsdag 17. mars kl. 13.00. Datoen er foreløpig.",
        ),
        (
            "call:opens-later",
            "Fristen er kunngjort: Runde to (p) stenger onsdag 17. mars kl. 13.00. "
            "Den åpner mandag 1. mars.",
        ),
        ("call:opens", "Ny åpningsdato: Runde to (p) åpner onsdag 17. mars kl. 08.00."),
        ("event:meets", "Nytt i kalenderen: Samling i fjellet, onsdag 17. mars kl. 09.00."),
    ],
)
def test_only_what_the_giver_says_is_announced(identity: str, expected: str) -> None:
    lines = _lines(kind="announced", subject=identity, now="2027-02-20T07:00")
    assert lines[0] == expected


def test_a_correction_says_the_new_date_and_the_one_before() -> None:
    corrected = {"kind": "corrected", "subject": "call:plain", "lead": "2027-03-17T13:00"}
    assert _lines(**corrected, before="2027-03-10")[:2] == [
        "Ny dato: onsdag 17. mars kl. 13.00, før: onsdag 10. mars.",
        "Det gjelder fristen for Runde to (p).",
    ]
    assert _lines(**corrected, before="2027-03-17T12:00", language="nn")[0] == (
        "Nytt klokkeslett: onsdag 17. mars kl. 13.00, før: onsdag 17. mars kl. 12.00."
    )
    same = told("2027-03-03T07:00", **corrected, before="2027-03-17T13:00", region="nord")
    assert compose(KB, same) is None


@pytest.mark.parametrize(
    ("identity", "lead", "expected"),
    [
        ("event:off", "2027-03-17", "Avlyst: Samling i fjellet, onsdag 17. mars."),
        (
            "event:moved-away",
            "2027-03-17",
            "Flyttet: Samling i fjellet. Ny dato er ikke kunngjort. Før: onsdag 17. mars.",
        ),
        ("call:cancelled", "2027-03-17", "Fristen onsdag 17. mars gjelder ikke lenger: Runde to."),
        ("call:plain", "2027-03-12", "Datoen fredag 12. mars gjelder ikke lenger: Runde to."),
        (
            "call:gone",
            "2027-03-17",
            "Datoen onsdag 17. mars, som jeg har fortalt om, står ikke lenger i kildene mine.",
        ),
    ],
)
def test_what_fell_away_is_said_once_and_plainly(identity: str, lead: str, expected: str) -> None:
    assert _lines(kind="cancelled", subject=identity, lead=lead)[0] == expected


def test_a_date_that_is_only_usual_is_never_told_as_a_date() -> None:
    notice = compose(
        packs(), told("2027-01-04T07:00", subject="programme:klimasats", lead="SIX_WEEKS 2027")
    )
    assert notice
    first, second, *_ = notice.reply.lines
    assert first.text == (
        "Seks uker igjen: fristen for Klimasats pleier å være mellom 15. februar og 1. mars."
    )
    assert [it.text for it in first.segments if it.uncertain] == ["pleier å være"]
    assert "den tidligste datoen jeg kjenner" in second.text


def test_a_step_says_by_when_and_of_which_plan() -> None:
    notice = compose(
        packs(),
        told("2027-01-18T07:00", kind="step", subject="programme:klimasats", lead="reading"),
    )
    assert notice
    assert [line.text for line in notice.reply.lines] == [
        "Senest mandag 1. februar: søknaden klar til siste lesing.",
        "Det er et steg i planen for Klimasats. Planen teller bakover fra mandag 15. februar, "
        "den tidligste datoen jeg kjenner.",
    ]


@pytest.mark.parametrize(
    ("because", "stops"),
    [
        ("programme:p", "stop:programme=p"),
        ("call:plain", "stop:call=plain"),
        ("theme:education", "stop:programme=p"),
        ("everything:", "stop:programme=p"),
    ],
)
def test_to_stop_one_reminder_never_stops_a_whole_theme(because: str, stops: str) -> None:
    delivery: Told = told("2027-03-03T07:00", subject="call:plain", because=because, region="nord")
    notice = compose(KB, delivery)
    assert notice
    action = notice.reply.buttons[-1].action
    assert action
    assert action.encode() == stops
