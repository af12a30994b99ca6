"""Letters tell what is asked for weekly, once, and are not written where there is nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.message import Card, Reply
from bot.notices.compose import compose
from bot.notices.told import Announced, Change, Followed, Gathered, Told
from tests.knowledge.make import call, texts
from tests.notices.edges import edges
from tests.notices.telling import at, packs, told
from tests.notices.voice import faults, unvoiced

KB = edges()
NOW = "2027-03-08T07:00"
WEEKLY = Followed("theme", "education", weekly=True)


def _letter(now: str = NOW, **fields: Any) -> Told:
    given: dict[str, Any] = {
        "kind": "digest",
        "subject": "week:2027-W10",
        "lead": "",
        "because": "theme:education",
        "region": "nord",
        "follows": (WEEKLY,),
    }
    return told(now, **(given | fields))


def _reply(delivery: Told) -> Reply | None:
    notice = compose(KB, delivery)
    if notice is None:
        return None
    assert (faults(notice), unvoiced(notice)) == ([], [])
    return notice.reply


def _cards(delivery: Told) -> dict[str, Card]:
    reply = _reply(delivery)
    return {card.heading: card for card in reply.cards} if reply else {}


def _titles(card: Card) -> list[str]:
    return [row.text for row in card.rows]


def test_it_counts_what_it_shows_and_says_why_it_comes() -> None:
    reply = _reply(_letter("2027-02-15T07:00"))
    assert reply
    assert reply.lines[0].text == "Denne uken: én utlysning som snart åpner."
    assert reply.context
    assert reply.context.text == "Du får brevet fordi du følger skole"


def test_nothing_near_and_nothing_new_is_silence() -> None:
    for follows in ((WEEKLY,), (), (Followed("theme", "education"),)):
        assert _reply(_letter("2027-01-04T07:00", follows=follows)) is None


def test_more_than_five_rows_are_counted() -> None:
    card = _cards(_letter())["Frister"]
    assert len(card.rows) == 6
    assert card.rows[-1].text.startswith("Og ")
    assert card.rows[0].label == "17. mars"


def test_what_is_followed_one_by_one_is_not_in_it() -> None:
    assert _cards(_letter(follows=(Followed("theme", "education"),))) == {}


def test_what_is_muted_is_not_in_it() -> None:
    muted = Followed("programme", "p", wanted=False)
    assert _cards(_letter(follows=(WEEKLY, muted))) == {}


def test_what_a_nearer_wish_tells_at_once_is_not_in_it() -> None:
    assert _cards(_letter(follows=(WEEKLY, Followed("programme", "p")))) == {}


def test_places_belong_in_the_overview() -> None:
    places = (Followed("municipality", "vik", weekly=True),)
    assert _cards(_letter(follows=places)) == {}
    overview = _letter(kind="overview", because="municipality:vik", follows=places)
    reply = _reply(overview)
    assert reply
    assert reply.lines[0].text.startswith("Vik denne uken: ")
    assert [card.heading for card in reply.cards] == ["Åpner", "Frister", "Møter"]
    assert [it.heading for it in _reply_cards(replace(overview, language="sv"))] == [
        "Öppnar",
        "Sista dagar",
        "Möten",
    ]


def _reply_cards(delivery: Told) -> tuple[Card, ...]:
    reply = _reply(delivery)
    return reply.cards if reply else ()


def test_changes_since_the_last_letter_come_first_and_once() -> None:
    changes = (
        Change("call:moved", "closes", "2027-03-17T13:00", first=False, at=at("2027-03-05T10:00")),
        Change("call:plain", "closes", "2027-03-17T13:00", first=True, at=at("2027-03-04T10:00")),
        Change("call:comma", "closes", None, first=False, at=at("2027-03-03T10:00")),
        Change("call:long", "closes", "2027-03-17T13:00", first=True, at=at("2027-02-20T10:00")),
        Change("call:gone", "closes", None, first=False, at=at("2027-03-05T10:00")),
    )
    cards = _cards(_letter(changes=changes, since=at("2027-03-01T07:00")))
    assert _titles(cards["Nytt og endret"]) == [
        "Runde to · endret dato",
        "Runde to · ny dato",
        "Fjell, fjord og flate · gjelder ikke lenger",
    ]
    assert next(iter(cards)) == "Nytt og endret"


def test_what_was_kept_is_told_and_said_to_be_kept() -> None:
    kept = (
        Gathered("reminder", "call:no-time", "TWO_WEEKS"),
        Gathered("announced", "event:meets", ""),
        Gathered("reminder", "call:gone", "TWO_WEEKS"),
        Gathered("reminder", "call:cancelled", "TWO_WEEKS"),
    )
    reply = _reply(_letter(gathered=kept, follows=(), because="everything:"))
    assert reply
    assert reply.lines[0].text == "Denne uken: to varsler jeg har spart."
    assert _titles(reply.cards[0]) == ["Runde to · p", "Samling i fjellet · ny dato"]
    assert reply.context
    assert "så mange varsler om dagen" in reply.context.text


def test_what_is_unsure_is_said_and_marked_in_its_row() -> None:
    kept = (Gathered("reminder", "call:provisional", ""), Gathered("reminder", "call:listed", ""))
    provisional, listed = _cards(_letter(gathered=kept))["Spart til brevet"].rows
    assert provisional.text == "Runde to · foreløpig"
    assert [segment.text for segment in provisional.segments if segment.uncertain] == ["foreløpig"]
    assert listed.text == "Runde to · fra en oversikt"


def _agenda(now: str = "2027-03-16T07:00", **fields: Any) -> Told:
    given = {"kind": "agenda", "subject": "event:meets", "because": "body:styret", "follows": ()}
    return _letter(now, **(given | fields))


def test_the_page_before_a_meeting_looks_to_the_next_one() -> None:
    moved = Change(
        "call:moved", "closes", "2027-03-17T13:00", first=False, at=at("2027-03-05T10:00")
    )
    reply = _reply(_agenda(changes=(moved,)))
    assert reply
    assert reply.lines[0].text == "I morgen, onsdag 17. mars kl. 09.00: Samling i fjellet."
    assert [card.heading for card in reply.cards] == [
        "Endret siden forrige møte",
        "Frister før neste møte",
        "Møter fremover",
    ]
    assert reply.context
    assert reply.context.text.startswith("Du følger Styret")


def test_there_is_no_page_for_a_meeting_that_is_off_or_without_anything_to_tell() -> None:
    assert _reply(_agenda(subject="event:off")) is None
    assert _reply(_agenda(subject="event:gone")) is None
    assert compose(KB, _agenda("2027-06-15T07:00", subject="event:meets-again")) is None


def test_an_announcement_says_who_speaks_and_how_to_stop_such_messages() -> None:
    words = Announced(
        {"sv": "Träff"}, {"sv": "Vi ses.\n\nVälkomna."}, "https://nord.example", "oss"
    )
    delivery = _letter(
        kind="announcement",
        subject="announcement:3",
        because="announcements:trondelag",
        region="trondelag",
        announcement=words,
    )
    notice = compose(packs(), delivery)
    assert notice
    assert notice.title == "Träff"
    assert notice.reply.plain.splitlines() == [
        "Vi ses.",
        "Välkomna.",
        "Teksten er på svensk.",
        "Du får meldinger til Trøndelag · sendt av Idélos, en robot, for oss",
    ]
    assert [(it.action.encode() if it.action else it.url) for it in notice.reply.buttons] == [
        "https://nord.example",
        "stop:announcements=trondelag",
    ]
    assert compose(packs(), replace(delivery, announcement=None)) is None


def test_a_later_call_is_told_only_where_it_has_no_reminder_of_its_own_yet() -> None:
    near = call(str((at(NOW) + timedelta(days=30)).date()), id="near", title=texts("Nær"))
    far = call("2028-03-01", id="far", title=texts("Fjern"))
    records = [it for kind in KB.records.values() for it in kind.values()]
    rebuilt = type(KB)([*records, near, far])
    delivery = _letter(kind="reminder", subject="call:no-time", lead="TWO_WEEKS", follows=())
    notice = compose(rebuilt, delivery)
    assert notice
    assert [line.plain for line in notice.reply.lines if line.label == "Senere"] == [
        "Senere: Fjern har frist onsdag 1. mars 2028."
    ]
