"""What those who asked for training are told of courses."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.courses import Training, read_courses
from bot.ideas.idea import Idea
from bot.ideas.words import course
from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.teller import Write
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.telling import Telling


class CourseTeller:
    """Writes the notices of courses."""

    kinds: frozenset[NoticeKind] = frozenset({"course", "evaluation"})

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Write:
        """Read the courses that some deliveries are about; give what writes them."""
        del now
        numbers = {_number(claim.subject) for claim in claims}
        courses = {it.id: it for it in await read_courses(session, numbers)}

        def write(telling: Telling) -> Notice | None:
            training = courses.get(_number(telling.told.subject))
            need = _need(training, telling.told.because) if training else None
            if training is None or need is None:
                return None
            if telling.told.kind == "course":
                return course.announced(telling, training, need)
            return course.evaluation(telling, training, need)

        return write


def _number(subject: str) -> int:
    return int(subject.partition(":")[2])


def _need(training: Training, because: str) -> Idea | None:
    """Give the need that somebody is told for; None where the course does not answer it now."""
    number = _number(because)
    return next((it for it in training.needs if it.id == number), None)
