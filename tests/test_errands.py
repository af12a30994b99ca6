"""Links in letters, carried out for the one whom the letter was sent to."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.conversation.tables import StoredConversation
from bot.errands import LetterErrands
from bot.links import LinkError, Links
from bot.message import Action
from bot.notices.tables import Delivery, Person, Subscription
from bot.notices.vocabulary import DEFAULT_LEADS
from tests.mail.letters import SECRET
from tests.notices.people import NOON, delivery, make_person, plan

LINKS = Links("https://idelos.example.org", SECRET)
Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs


class Case:
    """A person who gets letters, and what their links do at some moment."""

    def __init__(self, sessions: Sessions, conversations: Conversations, person: int) -> None:
        self.sessions = sessions
        self.person = person
        self.now = NOON
        self.errands = LetterErrands(sessions, conversations, LINKS, lambda: self.now)

    def token(self, action: str, links: Links = LINKS) -> str:
        url = links.to(self.person, Action.decode(action), NOON)
        assert url
        return url.rpartition("/")[2]


@pytest.fixture
async def case(sessions: Sessions) -> Case:
    async with sessions() as session:
        person = await make_person(session, "email", language="sv", region="norrbotten")
        await session.commit()
    conversations = Conversations(sessions, ("email", "web"))
    await conversations.start()
    return Case(sessions, conversations, person)


@pytest.mark.parametrize(
    ("action", "about"),
    [
        ("stop:programme=vinnova", "Vinnova"),
        ("stop:theme=education", "skola"),
        ("stop:all", ""),
        ("stop:letter=digest", "veckobrevet"),
        ("stop:announcements=norrbotten", "meddelanden till Norrbotten"),
        ("follow:programme=klimasats", "Klimasats"),
        ("snooze_until:7=2027-06-10", "torsdag 10 juni"),
    ],
)
async def test_a_link_says_what_it_would_do_in_its_readers_language(
    case: Case, action: str, about: str
) -> None:
    asked = await case.errands.ask(case.token(action))
    assert (asked.language, asked.action) == ("sv", Action.decode(action))
    assert asked.about.lower() == about.lower()


async def test_a_plan_is_made_for_the_reader_and_no_conversation_is_kept(case: Case) -> None:
    done = await case.errands.run(case.token("plan:klimasats"))
    assert done.reply.language == "sv"
    assert done.about == "Klimasats"
    assert "måndag 15 februari: skicka in" in done.reply.plain
    assert [button for button in done.reply.buttons if button.action] == []
    async with case.sessions() as session:
        assert await session.scalar(select(func.count(StoredConversation.channel))) == 0


async def follow(case: Case, *programmes: str) -> None:
    async with case.sessions() as session:
        for programme in programmes:
            session.add(
                Subscription(
                    person_id=case.person,
                    kind="programme",
                    subject=programme,
                    leads=int(DEFAULT_LEADS),
                    created_at=NOON,
                )
            )
        await session.commit()


async def followed(case: Case) -> list[str]:
    async with case.sessions() as session:
        return list(
            await session.scalars(
                select(Subscription.subject)
                .where(Subscription.wanted, Subscription.person_id == case.person)
                .order_by(Subscription.subject)
            )
        )


async def test_to_stop_twice_stops_once_and_there_is_a_way_back(case: Case) -> None:
    await follow(case, "vinnova", "klimasats")
    token = case.token("stop:programme=vinnova")
    await case.errands.ask(token)
    assert await followed(case) == ["klimasats", "vinnova"], "to look changes nothing"
    done = await case.errands.run(token)
    assert "Vinnova" in done.reply.plain
    await case.errands.run(token)
    assert await followed(case) == ["klimasats"]
    [back] = [path for label, path in done.next_steps if label == "Slå på igen"]
    await case.errands.run(back.rpartition("/")[2])
    assert await followed(case) == ["klimasats", "vinnova"]


async def test_all_can_be_stopped_at_once(case: Case) -> None:
    await follow(case, "vinnova", "klimasats")
    for _ in range(2):
        done = await case.errands.run(case.token("stop:all"))
        assert done.reply.language == "sv"
        assert await followed(case) == []


async def test_a_reminder_is_put_off_only_by_the_one_it_was_sent_to(case: Case) -> None:
    call = "call:omstallningsfonden-2024-2026"
    async with case.sessions() as session:
        other = await make_person(session, "email")
        sent = {"state": "sent", "sent_at": NOON, "subject": call}
        mine, theirs = await plan(
            session, [delivery(it, "email") | sent for it in (case.person, other)]
        )
        await session.commit()
    for number in (theirs, mine):
        await case.errands.run(case.token(f"snooze_until:{number}=2027-01-20"))
        async with case.sessions() as session:
            snoozed = await session.scalars(
                select(Delivery.person_id).where(Delivery.kind == "snoozed")
            )
            assert list(snoozed) == ([case.person] if number == mine else [])


@pytest.mark.parametrize(
    ("action", "day"),
    [("deadlines", "23 september"), ("whats_on:2027-01-01/2028-01-01/0", "22 september 2027")],
)
async def test_dates_that_a_letter_has_no_room_for_are_shown(
    case: Case, action: str, day: str
) -> None:
    case.now = NOON.replace(year=2026, month=9, day=22)
    done = await case.errands.run(case.token(action))
    assert day in done.reply.plain


@pytest.mark.parametrize(
    ("action", "days", "reason"),
    [
        ("stop:all", 399, None),
        ("stop:all", 401, "expired"),
        ("plan:klimasats", 59, None),
        ("plan:klimasats", 61, "expired"),
    ],
)
async def test_links_that_act_grow_old(
    case: Case, action: str, days: int, reason: str | None
) -> None:
    case.now = NOON + timedelta(days=days)
    token = case.token(action)
    if reason is None:
        assert (await case.errands.ask(token)).action == Action.decode(action)
    else:
        with pytest.raises(LinkError, match=reason):
            await case.errands.run(token)


async def test_links_that_are_not_ours_do_nothing(case: Case) -> None:
    token = case.token("stop:all")
    forged = case.token("stop:all", Links(LINKS.base_url, "y" * 32))
    for odd in ("", "x", forged, token[:-1], token + "x", "." + token.partition(".")[2], "æ.ø"):
        with pytest.raises(LinkError, match="odd"):
            await case.errands.ask(odd)


async def test_who_is_forgotten_has_nothing_to_stop(case: Case) -> None:
    async with case.sessions() as session:
        await session.execute(delete(Person))
        await session.commit()
        await make_person(session, "email")
        await session.commit()
    with pytest.raises(LinkError, match="gone"):  # though somebody else came after
        await case.errands.run(case.token("stop:all"))


@pytest.mark.parametrize("action", ["privacy_forget", "send", "region:trondelag", "confirm:1"])
def test_a_letter_that_is_passed_on_gives_no_other_power(action: str) -> None:
    assert LINKS.to(1, Action.decode(action), NOON) is None


async def test_the_questions_after_a_course_follow_one_another(case: Case) -> None:
    done = await case.errands.run(case.token("course_useful:1.1=5"))
    paths = [path for _, path in done.next_steps]
    assert len(paths) == 2
    kept = await case.errands.run(paths[0].rpartition("/")[2])
    assert kept.next_steps == (), "the last is answered in words, and a letter asks for none"


async def test_whoever_was_never_asked_is_brought_together_with_nobody(case: Case) -> None:
    for action in ("idea_meet_yes:1.1", "idea_meet_no:1.1", "course_not_mine:1.1"):
        done = await case.errands.run(case.token(action))
        assert done.reply.language == "sv"
        assert done.next_steps == ()
