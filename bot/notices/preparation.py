"""From a claimed delivery to what is done with it: looked up, weighed, put in words."""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendars.stamps import Stamps, read_stamps
from bot.notices import letter_reading, reading
from bot.notices.calendars import calendar_of
from bot.notices.compose import compose
from bot.notices.gate import LIMITED, Situation, decide, late_because
from bot.notices.letter_reading import LETTERS, WITH_NEWS, Letter
from bot.notices.notice import Notice, Target
from bot.notices.prepared import Claim, Held, Prepared, Ready, Unneeded
from bot.notices.reading import Reader
from bot.notices.teller import Add, Contributor, Teller, Write
from bot.notices.told import Announced, Change, Code, LateCause, Told
from bot.notices.vocabulary import CODES, DAYS, NoticeKind
from bot.notices.words.matter import Matter, matter_of
from bot.notices.words.telling import begin
from knowledge.base import KnowledgeBase

_DAYS_BY_NAME: Final = {str(lead.name): days for lead, days in DAYS.items()}
_DATED: Final = frozenset({"reminder", "announced", "corrected", "snoozed"})
_WITH_FILES: Final = frozenset({"email"})
"""Channels that can carry a file; to make one for the others would be work for nothing."""
_A_MOMENT: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was looked up for some claims together."""

    kb: KnowledgeBase
    now: datetime
    readers: dict[int, Reader]
    sent: dict[int, list[datetime]]
    waiting: dict[tuple[int, str], set[str]]
    before: dict[tuple[int, str, str], str]
    busy: set[int]
    letters: dict[int, Letter]
    changes: tuple[Change, ...]
    announcements: dict[str, Announced]
    unwanted: set[int]
    stamps: Stamps
    writers: dict[NoticeKind, Write]
    additions: dict[NoticeKind, list[Add]]


class Preparation:
    """Prepares deliveries for the dispatcher, from the knowledge of the moment."""

    def __init__(
        self,
        knowledge: Callable[[], Awaitable[KnowledgeBase]],
        tellers: Collection[Teller] = (),
        contributors: Collection[Contributor] = (),
    ) -> None:
        """`tellers` write the kinds that notices themselves know nothing of, `contributors` add
        to those that notices write."""
        self._knowledge = knowledge
        self._tellers = tuple(tellers)
        self._contributors = tuple(contributors)

    async def __call__(
        self, session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> Sequence[Prepared]:
        """Give one answer for each claim, in the same order; see `Prepare`."""
        batch = await self._look_up(session, claims, now)
        going: Counter[int] = Counter()
        answers: list[Prepared] = []
        for claim in claims:
            answer = _prepare(batch, claim, going[claim.person_id])
            going[claim.person_id] += claim.kind in LIMITED and isinstance(answer, Ready)
            answers.append(answer)
        return answers

    async def again(
        self, session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> Sequence[Notice | None]:
        """Put in words anew what counts as told, for readers who look at it now.

        In the order of the claims; None where there is nothing left to say.
        """
        batch = await self._look_up(session, claims, now)
        found = ((claim, batch.readers.get(claim.id)) for claim in claims)
        return [
            _written(batch, _told(batch, claim, reader)) if reader else None
            for claim, reader in found
        ]

    async def _look_up(
        self, session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> _Batch:
        kb = await self._knowledge()
        return _Batch(
            kb,
            now,
            await reading.readers(session, claims),
            await reading.sent_lately(session, claims, now),
            await reading.waiting_leads(session, claims),
            await reading.told_before(session, claims),
            await letter_reading.busy(session, claims, now),
            await letter_reading.letters(session, claims),
            await letter_reading.changes(session, claims, now),
            await letter_reading.announcements(session, claims),
            await letter_reading.unwanted(session, claims),
            await read_stamps(session, _dates(kb, claims)),
            await self._writers(session, claims, now),
            await self._additions(session, claims, now),
        )

    async def _writers(
        self, session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> dict[NoticeKind, Write]:
        found: dict[NoticeKind, Write] = {}
        for teller in self._tellers:
            theirs = [it for it in claims if it.kind in teller.kinds]
            if theirs:
                found |= dict.fromkeys(teller.kinds, await teller.look_up(session, theirs, now))
        return found

    async def _additions(
        self, session: AsyncSession, claims: Sequence[Claim], now: datetime
    ) -> dict[NoticeKind, list[Add]]:
        found: defaultdict[NoticeKind, list[Add]] = defaultdict(list)
        for contributor in self._contributors:
            theirs = [it for it in claims if it.kind in contributor.kinds]
            if theirs:
                add = await contributor.look_up(session, theirs, now)
                for kind in contributor.kinds:
                    found[kind].append(add)
        return found


def _prepare(batch: _Batch, claim: Claim, going: int) -> Prepared:
    reader = batch.readers.get(claim.id)
    if reader is None or reader.address is None:
        return Unneeded("dropped", "no_door")
    if claim.id in batch.unwanted:
        return Unneeded("dropped", "stopped")
    if claim.kind in LETTERS and claim.person_id in batch.busy:
        return Held(batch.now + _A_MOMENT, "letter_last")
    situation = _situation(batch, claim, reader, going)
    answer = decide(situation)
    if answer:
        return answer
    late = late_because(situation, claim.attempts)
    notice = _written(batch, _told(batch, claim, reader, late))
    if notice is None:
        return Unneeded("silent" if claim.kind in WITH_NEWS else "dropped", "nothing_to_say")
    target = Target(claim.id, claim.person_id, reader.address)
    return Ready(notice, target, _date_told(batch.kb, claim))


def _written(batch: _Batch, told: Told) -> Notice | None:
    write = batch.writers.get(told.kind)
    if write:
        return write(begin(batch.kb, told))
    return compose(batch.kb, told, batch.additions.get(told.kind, ()))


def _situation(batch: _Batch, claim: Claim, reader: Reader, going: int) -> Situation:
    calendar = calendar_of(batch.kb, reader.region)
    today = calendar.day(batch.now)
    told = sum(calendar.day(at) == today for at in batch.sent.get(claim.person_id, ()))
    return Situation(
        kind=claim.kind,
        due_at=claim.due_at,
        useful_until=claim.useful_until,
        now=batch.now,
        wishes=reader.wishes,
        calendar=calendar,
        told_today=told + going,
        outrun=_outrun(batch, claim),
    )


def _outrun(batch: _Batch, claim: Claim) -> bool:
    """Whether a nearer reminder waits too, or the date has moved once more."""
    if claim.kind == "corrected":
        matter = matter_of(batch.kb, claim.subject, claim.lead)
        return matter is None or matter.moment != claim.lead.partition(" ")[0]
    if claim.kind != "reminder":
        return False
    of, days = _lead(claim.lead)
    others = (_lead(it) for it in batch.waiting.get((claim.person_id, claim.subject), ()))
    return any(other == of and nearer < days for other, nearer in others)


def _lead(name: str) -> tuple[str, int]:
    """Read ``TWO_WEEKS``, ``sign_up TWO_WEEKS`` and ``TWO_WEEKS 2027`` as what, and days before."""
    words = name.split()
    days = next((_DAYS_BY_NAME[word] for word in words if word in _DAYS_BY_NAME), -1)
    return " ".join(word for word in words if word not in _DAYS_BY_NAME), days


def _told(batch: _Batch, claim: Claim, reader: Reader, late: LateCause | None = None) -> Told:
    letter = batch.letters.get(claim.person_id, Letter())
    what = (claim.told or "").partition("=")[0]
    matter = matter_of(batch.kb, claim.subject, claim.lead)
    return Told(
        id=claim.id,
        kind=claim.kind,
        subject=claim.subject,
        lead=claim.lead,
        because=claim.because,
        due_at=claim.due_at,
        now=batch.now,
        language=reader.language,
        region=reader.region,
        municipality=reader.municipality,
        repeated=claim.repeated,
        late=late,
        before=batch.before.get((claim.person_id, claim.subject, what)),
        since=letter.since,
        follows=letter.follows,
        gathered=letter.gathered,
        changes=batch.changes,
        announcement=batch.announcements.get(claim.subject),
        code=_code(claim),
        stamp=batch.stamps.of(matter) if matter and claim.channel in _WITH_FILES else None,
    )


def _code(claim: Claim) -> Code | None:
    if claim.kind not in CODES or not claim.told or claim.useful_until is None:
        return None
    return Code(claim.told, claim.useful_until)


def _dates(kb: KnowledgeBase, claims: Sequence[Claim]) -> list[Matter]:
    """Give the dates that go out as files too."""
    mailed = (claim for claim in claims if claim.channel in _WITH_FILES)
    found = (matter_of(kb, claim.subject, claim.lead) for claim in mailed)
    return [matter for matter in found if matter]


def _date_told(kb: KnowledgeBase, claim: Claim) -> str | None:
    """Give the date that the notice tells, so that a later change can be corrected."""
    if claim.kind in CODES:
        return ""  # what was sent is not kept
    if claim.kind not in _DATED:
        return None
    matter = matter_of(kb, claim.subject, claim.lead)
    return f"{matter.what}={matter.moment}" if matter else None
