"""What those who have an idea and the one who sent it hear, in words."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.ledger import hold
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import Office
from bot.message import Language
from bot.notices.notice import Notice
from bot.notices.tables import Delivery, Person
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SECRETARIAT, SENSORS, holder, somebody
from tests.ideas.telling import notices

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)
TUESDAY = MONDAY + timedelta(days=1)


def step(kind: str, nonce: str = "1", **fields: object) -> Step:
    return Step(kind, "receiver", MONDAY, nonce, **fields)  # type: ignore[arg-type]


def lines(notice: Notice | None) -> list[str]:
    assert notice
    return [line.plain.replace("\u00a0", " ") for line in notice.reply.lines]


def labels(notice: Notice | None) -> list[str]:
    assert notice
    return [it.label for it in (*notice.reply.buttons, *notice.reply.more)]


class Case:
    """An idea from Namsos with its submitter and a contact who proved to be one."""

    def __init__(self, session: AsyncSession, nurse: int, contact: int, idea: int) -> None:
        self.session, self.nurse, self.contact, self.idea = session, nurse, contact, idea

    @classmethod
    async def begin(cls, session: AsyncSession) -> "Case":
        nurse, contact = await somebody(session, "nurse"), await holder(session, "foui", NAMSOS)
        sent = await Relay(session, KB, nurse, MONDAY).send(SENSORS, "nb", "press")
        return cls(session, nurse, contact, sent.idea.id)

    async def take(self, person: int, kind: str, **fields: object) -> None:
        relay = Relay(self.session, KB, person, TUESDAY)
        await relay.take(self.idea, step(kind, f"{kind}{fields}"[:64], **fields))

    async def tick(self, kind: str, at: datetime, **fields: object) -> None:
        idea = await hold(self.session, self.idea)
        assert idea
        await Relay(self.session, KB, None, at).tick(idea, step(kind, kind, **fields))

    async def heard(self, person: int, now: datetime = TUESDAY) -> list[Notice | None]:
        return await notices(self.session, KB, now, person)


async def test_a_referral_says_who_asks_what_why_and_by_when(sessions: Sessions) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        [notice] = await case.heard(case.contact, MONDAY)
        assert notice
        assert notice.title == "IDE-2026-0001 fra Namsos"
        assert (notice.thread, notice.is_list) == (f"idea:{case.idea}", False)
        assert lines(notice) == [
            "En ansatt i Namsos har sendt dere en idé, IDE-2026-0001.",
            "«Vi i hjemmetjenesten i Namsos vil teste sensorer»",
            "Hvorfor dere: ideen hører til i egen kommune, og da er FoUI-kontakten første ledd"
            " i Trøndelag",
            "Ønske: råd",
            "Uten svar minner jeg dere på saken torsdag 26. november og tirsdag 1. desember."
            " Mandag 7. desember kan saken gå videre til neste ledd.",
        ]
        assert labels(notice) == [
            "Ta saken",
            "Spør tilbake",
            "Send videre",
            "Avslå",
            "Merk utfall",
            "Se saken",
        ]
        assert notice.reply.context
        assert notice.reply.context.plain == (
            "Sendt av Idélos, en robot, for en ansatt i Namsos · Regel trondelag-foui-first"
        )


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("nn", "Ein tilsett i Namsos har sendt dykk ein idé, IDE-2026-0001."),
        ("sv", "En medarbetare i Namsos har skickat er en idé, IDE-2026-0001."),
        ("en", "An employee in Namsos has sent you an idea, IDE-2026-0001."),
    ],
)
async def test_whoever_has_it_reads_it_in_their_own_language(
    sessions: Sessions, language: Language, first: str
) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await session.execute(
            update(Person).where(Person.id == case.contact).values(language=language)
        )
        [notice] = await case.heard(case.contact, MONDAY)
        assert lines(notice)[0] == first


async def test_a_question_reaches_the_submitter_and_the_answer_comes_back(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await case.take(case.contact, "asked", text="har dere valgt leverandør?")
        [asked] = await case.heard(case.nurse)
        assert lines(asked) == [
            "FoUI-kontakten i Namsos spør: «har dere valgt leverandør?»",
            "Mens spørsmålet ligger hos deg, står klokka stille. Hva vil du svare?",
        ]
        await session.execute(update(Delivery).values(state="sent"))
        await case.take(case.nurse, "answered", text="nei")
        [answered] = await case.heard(case.contact)
        assert lines(answered)[:2] == [
            "Svaret på spørsmålet deres i IDE-2026-0001: «nei»",
            "Dere spurte: «har dere valgt leverandør?»",
        ]


async def test_a_question_that_was_answered_is_not_asked_again(sessions: Sessions) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await case.take(case.contact, "asked", text="har dere valgt leverandør?")
        await case.take(case.nurse, "answered", text="nei")
        assert await case.heard(case.nurse) == [None]


async def test_silence_is_told_to_both_sides(sessions: Sessions) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        secretary = await holder(session, "secretary", SECRETARIAT)
        late = datetime.fromisoformat("2026-12-07T08:00:00+01:00")
        await case.tick("escalated", late, to=SECRETARIAT)
        [told] = await case.heard(case.nurse, late)
        assert lines(told) == [
            "Namsos kommune har ikke svart på IDE-2026-0001 på ti arbeidsdager. I dag gikk saken"
            " til sekretariatet i fylkeskommunen; Namsos har fortsatt en kopi. Du trenger ikke"
            " gjøre noe."
        ]
        assert labels(told) == ["Se saken", "Trekk"]
        [referred] = await case.heard(secretary, late)
        assert lines(referred) == [
            "Dere får denne ideen fordi FoUI-kontakten i Namsos ikke har svart, og dere er neste"
            " ledd.",
            "«Vi i hjemmetjenesten i Namsos vil teste sensorer»",
            "Ønske: råd",
        ]


async def test_a_reminder_is_not_told_to_who_has_answered(sessions: Sessions) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await session.execute(update(Delivery).values(state="sent"))
        await case.tick("reminded", TUESDAY + timedelta(days=2), day=3)
        thursday = TUESDAY + timedelta(days=2)
        [reminder] = await case.heard(case.contact, thursday)
        assert reminder
        await case.take(case.contact, "accepted")
        [reminder] = await case.heard(case.contact, thursday)
        assert reminder is None


async def test_who_left_the_office_is_told_nothing_more(sessions: Sessions) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await session.execute(update(Office).values(until=TUESDAY))
        assert await case.heard(case.contact) == [None]


async def test_a_withdrawn_idea_that_nobody_has_heard_of_is_not_spoken_of(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await case.take(case.nurse, "withdrawn")
        assert await case.heard(case.contact) == [None, None]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "accepted"}, "FoUI-kontakten i Namsos har tatt IDE-2026-0001."),
        (
            {"kind": "declined", "reason": "no_capacity", "text": "prøv igjen i mars"},
            "FoUI-kontakten i Namsos tar ikke IDE-2026-0001 videre.\n"
            "Grunn: kapasiteten strekker ikke til nå\nDe skriver: «prøv igjen i mars»",
        ),
        (
            {"kind": "passed_on", "to": SECRETARIAT},
            "FoUI-kontakten i Namsos har sendt IDE-2026-0001 videre til sekretariatet i"
            " fylkeskommunen.",
        ),
        (
            {"kind": "outcome", "outcome": "parked", "until": date(2027, 3, 1)},
            "FoUI-kontakten i Namsos har satt IDE-2026-0001 på vent til mandag 1. mars 2027.\n"
            "Da vekker jeg saken, og du får beskjed.",
        ),
        (
            {"kind": "outcome", "outcome": "application", "record": "programme:klimasats"},
            "IDE-2026-0001 er med i en søknad til Klimasats, melder FoUI-kontakten i Namsos.\n"
            "Det begynte med det du skrev: «Vi i hjemmetjenesten i Namsos vil teste sensorer»",
        ),
    ],
)
async def test_what_the_holder_does_is_told_in_plain_words(
    sessions: Sessions, fields: dict[str, object], said: str
) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await case.take(case.contact, **fields)  # type: ignore[arg-type]
        [told] = await case.heard(case.nurse)
        assert "\n".join(lines(told)).startswith(said)


async def test_what_was_added_before_they_read_stands_with_the_idea(sessions: Sessions) -> None:
    async with sessions() as session:
        case = await Case.begin(session)
        await case.take(case.nurse, "added", text="vi har spurt tillitsvalgt")
        [opening, added] = await case.heard(case.contact)
        assert "Lagt til: «vi har spurt tillitsvalgt»" in lines(opening)
        assert added is None


async def test_a_training_need_says_how_many(sessions: Sessions) -> None:
    async with sessions() as session:
        asker = await somebody(session, "leader", "notodden")
        draft = replace(
            SENSORS,
            text="Ingen av mellomlederne våre kan budsjettoppfølging",
            kind="training",
            region="kongsbergregionen",
            municipality="notodden",
            wish=None,
            people=14,
            people_to=14,
        )
        await Relay(session, KB, asker, MONDAY).send(draft, "nb", "press")
        [notice] = await notices(session, KB, MONDAY)
        said = lines(notice)
        assert said[0] == "En ansatt i Notodden har meldt et behov for opplæring, IDE-2026-0001."
        assert "Antall: 14" in said
        assert not any("gå videre" in line for line in said), "nobody is next in the region"


async def test_whoever_gets_an_idea_hears_of_shared_ones_like_it(sessions: Sessions) -> None:
    async with sessions() as session:
        other = await somebody(session, "other")
        shared = replace(SENSORS, shared=True, municipality="heim")
        first = (await Relay(session, KB, other, MONDAY).send(shared, "nb", "press")).idea
        await Case.begin(session)
        _, told = await notices(session, KB, MONDAY)
        assert f"Lignende behov: {first.number} (Heim)" in lines(told)
