"""Whole conversations in a Teams that nobody here wrote: every skill, and what comes by itself."""

from datetime import UTC, datetime

import pytest

from bot.conversation.service import Conversations
from bot.ideas.tables import Office
from bot.message import Message, Place
from bot.notices.desk.people import Profile, make_person
from tests.channels.clock import NOON
from tests.ideas.people import NAMSOS
from tests.teams.test_playground import IDEA, Yard, yard

__all__ = ["yard"]

pytestmark = [
    pytest.mark.node,
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]

CALL = "Avløpsløsninger i byer og regioner"
SIX_WEEKS_BEFORE = datetime(2027, 8, 11, 8, tzinfo=UTC)

TALK = (
    ("hei", "en robot for ansatte i kommunene"),
    (f"{IDEA}. Hvor går jeg med ideen?", "Start hos FoUI-kontakten i Namsos kommune"),
    ("hvem er FoUI-kontakt i Steinkjer?", "postmottak@steinkjer.kommune.no"),
    ("hva finnes av penger til klimatiltak?", "Støtte til kommuner som vil kutte klimagassutslipp"),
    ("hvilke frister kommer?", f"{CALL}\nFrist: onsdag 22. september 2027."),
    ("når er fristen for Klimasats?", "mellom 15. februar og 1. mars"),
    ("hvilke møter kommer?", "Ingen kommende møter i Trøndelag"),
    ("hva er FoUI?", "forskning, utvikling og innovasjon samlet i ett ord"),
    ("hvem forsker på demens?", "Forskere: NTNU"),
    ("hvem kan hjelpe med evaluering?", "Start hos FoUI-kontakten i Steinkjer kommune"),
    ("finnes det kurs i tjenestedesign?", "Ingen kommende kurs"),
    ("kan jeg snakke med et menneske?", "sekretariatet for DistriktForsk"),
    ("lag plan for Klimasats", "Planen teller bakover fra mandag 15. februar 2027"),
    ("Minn meg på Klimasats", "jeg sier fra når fristen er kunngjort"),
    ("hva får jeg varsel om?", "Du får varsel om én ting."),
    ("ikke varsle meg om Klimasats", "Du får ingen flere varsler."),
    ("jeg jobber i Namsos", "Notert: du jobber i Namsos."),
    ("på nynorsk, takk", "Eg skriv nynorsk til deg frå no av."),
    ("hva skjedde med ideen min?", "Du har ikkje sendt nokon idé herifrå."),
    ("hva har du lagret om meg?", "Eg lagrar språk, område, kommune"),
    ("hva blir været i morgen?", "Det kan eg ikkje svare på."),
    ("hjelp", "Eg seier kven som tek imot ein idé"),
    ("takk", "Berre spør igjen"),
    (
        "Vi trenger kurs i velferdsteknologi i Kongsberg",
        "Kongsbergs representant i Kompetanseforum",
    ),
)


async def test_every_skill_answers(yard: Yard) -> None:
    for said, told in TALK:
        assert told in (await yard.answer(said)).card.text, said
    forgotten = await yard.pressed(await yard.answer("glem meg"), "Slett alt")
    assert "sletta" in forgotten.card.text


async def test_a_reminder_comes_by_itself(yard: Yard) -> None:
    await yard.notices()
    await yard.answer("jeg jobber i Namsos")
    dates = await yard.answer("hvilke frister kommer?")
    assert CALL in (await yard.pressed(dates, "Minn meg")).card.text
    yard.clock.at = SIX_WEEKS_BEFORE
    await yard.notices()
    reminder = (await yard.teams.next()).card.text
    assert CALL in reminder
    assert "22. september" in reminder


async def test_what_became_of_an_idea_comes_by_itself(yard: Yard) -> None:
    contact = await _contact(yard)
    answer = await yard.answer(f"{IDEA}, hvor går jeg med ideen?")
    preview = await yard.pressed(answer, "Send ideen videre")
    assert f"«{IDEA}»" in preview.card.text
    assert "IDE-2026-0001" in (await yard.pressed(preview, "Send")).card.text
    talk = Conversations(yard.sessions, ("web", "teams"))
    taken = await talk.turn(Message(contact, yard.clock(), text="ta saken IDE-2026-0001"))
    assert "din sak" in taken.plain
    yard.clock.pass_(60)
    await yard.notices()
    assert "har tatt IDE-2026-0001" in (await yard.teams.next()).card.text


async def _contact(yard: Yard) -> Place:
    """Give the conversation of the contact in Namsos, who is on the web."""
    place = Place("web", "contact")
    async with yard.sessions.begin() as session:
        profile = Profile("nb", "trondelag", "namsos")
        person = await make_person(session, place, profile, NOON, reachable=True)
        seat = {"role": "contact", "seat": NAMSOS.key, "region": "trondelag", "proof": "code"}
        session.add(Office(person_id=person, since=NOON, **seat))
    return place
