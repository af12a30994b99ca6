"""One step as somebody is told of it, and whether it is still worth telling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.ideas.idea import Idea
from bot.ideas.life import Life
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.vocabulary import StepKind

OPENING: Final[frozenset[StepKind]] = frozenset(
    {"sent", "passed_on", "escalated", "reassigned", "woken"}
)
"""Of these whoever has the idea from now on gets the whole of it, as it is when they read."""


@dataclass(frozen=True, slots=True)
class News:
    """What one delivery tells."""

    idea: Idea
    """As it is now."""
    steps: tuple[Step, ...]
    """All that was taken, in order."""
    number: int
    """Which of them is told, from 1."""
    before: Life | None
    """Just before it; None of the first."""
    seat: Seat | None
    """As whose holder the reader hears of it; None of the one who sent the idea."""
    alike: tuple[Idea, ...] = ()
    """Shared ideas of others with a like need."""

    @property
    def step(self) -> Step:
        """The step that is told."""
        return self.steps[self.number - 1]

    @property
    def later(self) -> frozenset[StepKind]:
        """What has happened since."""
        return frozenset(step.kind for step in self.steps[self.number :])

    @property
    def is_holders(self) -> bool:
        """Whether the reader has the idea now."""
        return self.seat == self.idea.life.holder

    @property
    def opens(self) -> bool:
        """Whether the reader gets the idea, or a copy of it, with this step."""
        if self.step.kind == "woken":
            return self.before is not None and self.seat == self.before.holder
        return self.step.kind in OPENING and self.seat in (self.step.to, *self.step.copies)


def is_outrun(news: News) -> bool:
    """Tell whether what happened since has made it useless to tell."""
    if news.seat is None:
        return _TO_SUBMITTER.get(news.step.kind, _never)(news)
    if news.opens:
        return news.idea.life.stage == "ended" or not _is_for_them(news)
    return _TO_SEAT.get(news.step.kind, _never)(news)


def _is_for_them(news: News) -> bool:
    """What has gone on before they read it is somebody else's to answer."""
    return news.is_holders or news.seat in news.step.copies


def _never(_: News) -> bool:
    return False


def _answered_since(news: News) -> bool:
    """A reminder to who has answered, or was reminded again."""
    moved = news.step.day != max(news.idea.life.reminded, default=0)
    return news.idea.life.stage != "waiting" or not news.is_holders or moved


def _of_no_use(news: News) -> bool:
    """News of an idea that lies elsewhere by now, or has ended."""
    return news.idea.life.stage == "ended" or not news.is_holders


def _written_anew(news: News) -> bool:
    return _of_no_use(news) or "changed" in news.later


def _came_back(news: News) -> bool:
    return news.is_holders


def _no_longer_asked(news: News) -> bool:
    return news.idea.life.question is None or "asked" in news.later


def _taken_since(news: News) -> bool:
    return news.idea.life.stage != "waiting" or not news.idea.life.unanswered


_TO_SEAT: Final[Mapping[StepKind, Callable[[News], bool]]] = MappingProxyType(
    {
        "reminded": _answered_since,
        "changed": _written_anew,
        "added": _of_no_use,
        "answered": _of_no_use,
        "escalated": _came_back,
        "reassigned": _came_back,
    }
)
_TO_SUBMITTER: Final[Mapping[StepKind, Callable[[News], bool]]] = MappingProxyType(
    {"asked": _no_longer_asked, "unanswered": _taken_since}
)
