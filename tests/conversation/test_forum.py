"""The forum in a conversation: from needs to a course, in words and buttons."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.ideas.draft import Draft
from bot.ideas.relay import Relay
from bot.ideas.tables import Evaluation, Office
from bot.message import Action, Button, Message, Place, Reply
from bot.notices.desk.people import Profile, make_person
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from knowledge.store import import_packs

Sessions = async_sessionmaker[AsyncSession]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MEMBER, ASKER = Place("web", "member"), Place("web", "asker")
REGION = "kongsbergregionen"
NEED = Draft(
    "Ingen av mellomlederne våre kan budsjettoppfølging",
    kind="training",
    region=REGION,
    municipality="notodden",
    themes=("hr_leadership",),
    people=14,
)


@pytest.fixture
async def conversations(sessions: Sessions) -> Conversations:
    await import_packs(sessions, load_packs(), "test", NOW)
    async with sessions() as session:
        kb = KnowledgeBase(load_packs().records)
        profile = Profile("nb", REGION, "notodden")
        member = await make_person(session, MEMBER, profile, NOW, reachable=True)
        seat = {"seat": "forumrepresentant@notodden", "region": REGION}
        session.add(Office(person_id=member, role="contact", proof="code", since=NOW, **seat))
        asker = await make_person(session, ASKER, profile, NOW, reachable=True)
        await Relay(session, kb, asker, NOW).send(NEED, "nb", "send")
        await session.commit()
    return Conversations(sessions)


async def say(conversations: Conversations, text: str, place: Place = MEMBER) -> Reply:
    return await conversations.turn(Message(place, NOW, text=text, region=REGION))


async def press(
    conversations: Conversations, reply: Reply, label: str, place: Place = MEMBER
) -> Reply:
    found = next(it for it in _buttons(reply) if it.label == label)
    return await conversations.turn(Message(place, NOW, action=found.action, region=REGION))


def _buttons(reply: Reply) -> list[Button]:
    on_cards = [it for card in reply.cards for it in (*card.buttons, *card.more)]
    return [*reply.buttons, *reply.more, *on_cards]


async def test_a_member_orders_plans_and_announces_a_course(conversations: Conversations) -> None:
    reply = await say(conversations, "hvilke behov er meldt til forumet?")
    assert reply.lines[0].text == "Ett behov venter på kurs, fra én kommune."
    assert reply.cards[0].heading == "Ledelse og personal"
    reply = await press(conversations, reply, "Bestill kurs")
    assert reply.lines[0].text.startswith("Kurs i ledelse og personal er bestilt.")
    reply = await press(conversations, reply, "Prioritet 1")
    reply = await press(conversations, reply, "Planlegg")
    reply = await say(conversations, "Budsjett for ledere")
    assert reply.lines[0].text.startswith("Jeg fant ingen dato.")
    reply = await say(conversations, "Budsjett for ledere, 3. februar, https://example.org/kurs")
    assert reply.lines[1].text == "Det blir kurs: Budsjett for ledere, onsdag 3. februar 2027."
    reply = await press(conversations, reply, "Send")
    assert reply.lines[0].text == "Budsjett for ledere er kunngjort. Én person får beskjed."
    reply = await press(conversations, reply, "Kurset er holdt")
    reply = await press(conversations, reply, "Se svarene")
    assert reply.lines[0].text == "Ingen har svart ennå."


async def test_who_asked_answers_three_questions(
    conversations: Conversations, sessions: Sessions
) -> None:
    reply = await say(conversations, "vis behovene")
    await press(conversations, reply, "Bestill kurs")
    begun = Message(ASKER, NOW, action=Action("course_useful", "1.1=5"), region=REGION)
    reply = await conversations.turn(begun)
    assert reply.lines[0].text == "Har du brukt noe av det på jobb?"
    reply = await press(conversations, reply, "Ja", ASKER)
    reply = await say(conversations, "Mer om lønnsbudsjett", ASKER)
    assert reply.lines[0].text == "Svarene er lagret. Forumet ser dem samlet, uten navn."
    async with sessions() as session:
        (kept,) = (await session.scalars(select(Evaluation))).all()
    assert (kept.useful, kept.used, kept.missing) == (5, True, "Mer om lønnsbudsjett")


@pytest.mark.parametrize(
    "action",
    ["forum", "forum_order", "forum_plan", "forum_held", "forum_answers", "course_useful"],
)
async def test_who_has_no_business_there_is_told_kindly(
    conversations: Conversations, action: str
) -> None:
    place = Place("web", "stranger")
    argument = {"forum_order": f"{REGION}=hr_leadership", "course_useful": "1.1"}.get(action, "1")
    reply = await conversations.turn(Message(place, NOW, action=Action(action, argument)))
    assert "budsjettoppfølging" not in reply.plain


async def test_research_areas_are_listed_for_who_works_for_the_whole_region(
    conversations: Conversations, sessions: Sessions
) -> None:
    asked = "vilka forskningsområden är anmälda?"
    place = Place("web", "leader")
    async with sessions() as session:
        kb = KnowledgeBase(load_packs().records)
        profile = Profile("sv", "norrbotten", "kalix")
        leader = await make_person(session, place, profile, NOW, reachable=True)
        seat = {"seat": "foui_norrbotten", "region": "norrbotten"}
        session.add(Office(person_id=leader, role="contact", proof="code", since=NOW, **seat))
        await session.flush()
        asker = await make_person(session, Place("web", "kalix"), profile, NOW, reachable=True)
        area = Draft(
            "Hur påverkar långa avstånd hemtjänsten?",
            kind="area",
            region="norrbotten",
            municipality="kalix",
            themes=("health_care",),
        )
        await Relay(session, kb, asker, NOW).send(area, "sv", "send")
        await session.commit()
    reply = await conversations.turn(Message(place, NOW, text=asked, region="norrbotten"))
    assert reply.lines[0].text == "Ett forskningsområde är anmält."
    assert "Kalix: ”Hur påverkar långa avstånd hemtjänsten?”" in reply.plain
    stranger = Message(Place("web", "stranger"), NOW, text=asked, region="norrbotten")
    assert "långa avstånd" not in (await conversations.turn(stranger)).plain
