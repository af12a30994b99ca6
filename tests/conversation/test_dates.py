"""Answers about dates from knowledge made for them: what is moved, cancelled, provisional."""

from datetime import date
from typing import Any

import pytest

from bot.conversation.actions import act
from bot.conversation.cards import call_card, meeting_card
from bot.conversation.coming import Stretch
from bot.conversation.skills.closing import closing
from bot.conversation.skills.plan import make_plan
from bot.conversation.skills.whats_on import whats_on
from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.message import Action, Button, Card
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.conversation.asking import labels, meant, said, turn_of
from tests.knowledge.make import WEBSITE, call, event, programme, texts
from tests.knowledge.test_recurrence import series

JANUARY = Stretch(date(2027, 1, 1), date(2027, 2, 1), named=True)


def turn(*records: Any, themes: tuple[str, ...] = (), question: str = "hva skjer?") -> Turn:
    """A turn in Trøndelag, whose knowledge also holds `records`."""
    mine = [
        it.model_copy(update={"region": "trondelag"}) if hasattr(it, "region") else it
        for it in records
    ]
    places = [it for it in load_packs().records if type(it).__name__ in ("Region", "Municipality")]
    kb = KnowledgeBase([*places, *mine])
    return turn_of(
        meant(question, "list_meetings"),
        municipality="namsos",
        state=State(themes=themes),
        kb=kb,
    )


def rows(card: Card) -> list[str]:
    return [row.plain.replace("\u00a0", " ") for row in card.rows]


def plan_of(asked: Turn, identity: str) -> list[str]:
    return said(make_plan(asked, identity))


def test_what_happens_is_told_day_by_day_meetings_and_deadlines_alike() -> None:
    asked = turn(
        programme("p"),
        call("2027-01-20T13:00", id="c", opens="2027-01-04", title=texts("Runde")),
        event("e", "2027-01-12T09:00", title=texts("Samling"), sign_up_by="2027-01-06"),
        event("two-days", "2027-01-25", end="2027-01-26", title=texts("Konferanse")),
        event("later", "2027-02-01T09:00", title=texts("Senere")),
        series(title=texts("Styringsgruppe")),
    )
    reply = whats_on(asked, asked.region, JANUARY)  # type: ignore[arg-type]
    assert said(reply) == [
        "1.–31. januar 2027: tre møter og én frist, det nærmeste først.",
        "Mandag 4. januar 2027: Åpner: Runde.",
        "Onsdag 6. januar 2027: Påmelding senest: Samling.",
        "Tirsdag 12. januar 2027: Samling, kl. 09.00.",
        "Mandag 18. januar 2027: Styringsgruppe, kl. 09.00.",
        "Onsdag 20. januar 2027: Frist: Runde, kl. 13.00.",
    ]
    assert labels(reply) == ["Vis flere", "Kalender"]


def test_what_nobody_held_against_its_source_is_told_as_that() -> None:
    unsure = event("e", "2027-01-12T09:00", title=texts("Samling"), verified=False)
    asked = turn(
        programme("p"), unsure, call("2027-01-20T13:00", "provisional", title=texts("Runde"))
    )
    reply = whats_on(asked, asked.region, JANUARY)  # type: ignore[arg-type]
    assert said(reply)[1:] == [
        "Tirsdag 12. januar 2027: Samling, kl. 09.00. Ikke bekreftet.",
        "Onsdag 20. januar 2027: Frist: Runde, kl. 13.00. Foreløpig dato.",
    ]
    assert [line.segments[-2].uncertain for line in reply.lines[1:]] == [True, True]
    assert "Ikke bekreftet." in rows(meeting_card(asked, unsure))


async def test_more_is_shown_where_the_list_left_off() -> None:
    asked = turn(*(event(f"e-{day}", f"2027-01-{day:02}") for day in range(10, 17)))
    first = whats_on(asked, asked.region, JANUARY)  # type: ignore[arg-type]
    more = first.buttons[0].action
    assert more == Action("whats_on", "2027-01-01/2027-02-01/5")
    following = await act(asked, more)
    assert [line.split(":")[0] for line in said(following)][1:] == [
        "Fredag 15. januar 2027",
        "Lørdag 16. januar 2027",
    ]
    assert "Vis flere" not in labels(following)


@pytest.mark.parametrize(
    "argument",
    [
        "",
        "x",
        "2027-01-01",
        "2027-13-01/2027-02-01/5",
        "2027-01-01/2027-02-01/-5",
        "0001-01-01/9999-12-31/0",
        "2027-02-01/2027-01-01/0",
    ],
)
async def test_a_strange_button_is_like_a_text_nobody_understands(argument: str) -> None:
    reply = await act(turn(), Action("whats_on", argument))
    assert reply.lines


def test_themes_and_region_narrow_what_happens() -> None:
    asked = turn(
        programme("p", themes=("education",)),
        call("2027-01-20", id="school"),
        call("2027-01-21", id="climate", themes=("climate_environment",)),
        event("open", "2027-01-12", title=texts("For alle")),
        event("climate-day", "2027-01-13", themes=("climate_environment",)),
        themes=("education",),
    )
    reply = whats_on(asked, asked.region, JANUARY)  # type: ignore[arg-type]
    assert said(reply)[0] == "1.–31. januar 2027: ett møte og én frist, det nærmeste først."


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({"happening": "cancelled"}, "Avlyst."),
        ({"happening": "moved"}, "Flyttet."),
        (
            {"happening": "moved", "moved_from": "2027-01-05T09:00"},
            "Flyttet, før: tirsdag 5. januar 2027 kl. 09.00.",
        ),
    ],
)
def test_a_meeting_says_first_what_became_of_it(fields: dict[str, str], first: str) -> None:
    meeting = event("e", "2027-01-12T09:00", **fields)
    card = meeting_card(turn(meeting), meeting)
    assert rows(card)[:2] == [first, "Når: tirsdag 12. januar 2027 kl. 09.00"]
    gone = fields["happening"] == "cancelled"
    assert [it.label for it in card.buttons] == ([] if gone else ["Minn meg", "Kalender"])


def test_a_meeting_is_signed_up_for_where_one_can() -> None:
    meeting = event("e", "2027-01-12T09:00", sign_up_by="2027-01-06", website=WEBSITE)
    buttons = meeting_card(turn(meeting), meeting).buttons
    assert [(it.label, it.url or it.action) for it in buttons] == [
        ("Minn meg", Action("follow", "event=e")),
        ("Kalender", "/calendar/event/e.ics"),
        ("Meld deg på", "https://nord.example"),
    ]


def test_a_call_says_when_how_long_who_and_what_is_left_to_do() -> None:
    scheme = programme(
        "p",
        names=texts("Nordmidler"),
        who_can_apply=("municipality",),
        first=texts("Først en plan."),
    )
    found = call("2027-01-20T13:00", "provisional", id="c", amount_text=texts("Høyst en million."))
    card = call_card(turn(scheme, found), found)
    assert rows(card) == [
        "Frist: onsdag 20. januar 2027 kl. 13.00. Det er 58 dager igjen. Foreløpig dato.",
        "Ordning: Nordmidler",
        "Hvem søker: kommune",
        "Sum: Høyst en million.",
        "Må være på plass: Først en plan.",
    ]
    assert [(it.label, it.url or it.action) for it in (*card.buttons, *card.more)] == [
        ("Lag plan", Action("plan", "c")),
        ("Minn meg", Action("follow", "call=c")),
        ("Kalender", "/calendar/call/c.ics"),
        ("Åpne utlysningen", "https://nord.example"),
    ]


def test_every_button_about_a_record_fits_the_tightest_channel() -> None:
    kb = KnowledgeBase(load_packs().records)
    longest = max((*kb.calls, *kb.programmes), key=len)
    actions = [
        *(Action("follow", f"event={it}") for it in kb.events),
        *(Action("follow", f"event={it}-2027-01-18") for it in kb.series),
        *(Action("follow", f"call={it}") for it in kb.calls),
        Action("plan_change", f"{longest}=2027-01-18"),
    ]
    assert max(len(it.encode().encode()) for it in actions) <= 64


def test_a_deadline_that_moved_says_from_when() -> None:
    found = call("2027-01-20", id="c", happening="moved", moved_from="2027-01-13")
    card = call_card(turn(programme("p"), found), found)
    assert rows(card)[0] == "Flyttet, før: onsdag 13. januar 2027."


@pytest.mark.parametrize(
    ("zone", "day", "said_as"),
    [
        ("Europe/Oslo", "2027-03-28T02:30", "søndag 28. mars 2027 kl. 02.30"),
        ("Europe/Stockholm", "2027-10-31T02:30", "søndag 31. oktober 2027 kl. 02.30"),
    ],
)
def test_a_deadline_on_the_day_of_change_is_said_as_it_is_written(
    zone: str, day: str, said_as: str
) -> None:
    asked = turn(programme("p"), call(day, id="c", zone=zone))
    assert plan_of(asked, "c")[0] == f"Planen teller bakover fra {said_as}."


async def test_a_cancelled_round_is_said_to_be_cancelled() -> None:
    gone = call("2027-01-20", id="c", happening="cancelled", title=texts("Runde"))
    asked = turn(programme("p"), gone)
    assert said(await act(asked, Action("deadline", "p")))[0] == (
        "Runde, med frist onsdag 20. januar 2027, er avlyst."
    )
    assert plan_of(asked, "c")[0].startswith("Utlysningen er avlyst; planen gjelder neste runde.")


def test_a_date_that_was_given_and_is_past_is_not_counted_from() -> None:
    asked = turn(programme("p"), call("2027-01-20", id="c"))
    assert "20. januar" in plan_of(asked, "c=2020-01-01")[0]
    assert "1. mars" in plan_of(asked, "c=2027-03-01")[0]
    for odd in ("c=tomorrow", "c=", "c=9999-12-31", "c=0001-01-01", "c=2027-02-30"):
        assert "20. januar" in plan_of(asked, odd)[0]


def test_the_link_to_the_calendar_carries_the_whole_plan() -> None:
    asked = turn(programme("p"), call("2027-01-20", id="c"))
    links: list[Button] = [it for it in make_plan(asked, "c=2027-03-01").buttons if it.url]
    assert links[0].url == "/calendar/plan/c%3D2027-03-01.ics?municipality=namsos"


def test_a_plan_without_a_scheme_asks_which_deadline() -> None:
    asked = turn(programme("p"), call("2027-01-20", id="c", title=texts("Runde")))
    reply = make_plan(asked)
    assert said(reply) == ["Hvilken frist skal planen telle bakover fra?"]
    assert labels(reply) == ["Runde"]


def test_a_plan_without_a_place_asks_where() -> None:
    assert said(make_plan(turn_of(None))) == ["Hvilken kommune jobber du i?"]


def test_the_next_deadline_is_named_and_the_others_are_counted() -> None:
    calls = [call(f"2027-0{month}-20", id=f"c-{month}", title=texts("Runde")) for month in (1, 2)]
    asked = turn(programme("p"), *calls, question="hva er neste frist?")
    reply = closing(asked, asked.region)  # type: ignore[arg-type]
    assert said(reply) == ["Neste kunngjorte frist er onsdag 20. januar 2027: Runde."]
    assert labels(reply) == ["Vis flere", "Minn meg", "Kalender"]


def test_a_period_in_which_something_only_opens_has_no_count() -> None:
    asked = turn(programme("p"), call("2027-03-20", id="c", opens="2027-01-04"))
    reply = whats_on(asked, asked.region, JANUARY)  # type: ignore[arg-type]
    assert said(reply)[0] == "Dette vet jeg for 1.–31. januar 2027:"


def test_a_plan_is_short_enough_to_read() -> None:
    asked = turn_of(None, municipality="namsos")
    for identity in asked.kb.programmes:
        assert len(" ".join(plan_of(asked, identity)).split()) <= 90, identity
