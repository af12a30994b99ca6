"""An idea that was sent, with where it is now."""

from dataclasses import dataclass
from datetime import datetime

from bot.ideas.life import Life
from bot.ideas.vocabulary import Aim, Company, IdeaKind, Wish
from bot.message import Language


@dataclass(frozen=True, slots=True)
class Idea:
    """What was handed over, and what has become of it."""

    id: int
    number: str
    """What people call it by: ``IDE-2026-0042``."""
    kind: IdeaKind
    region: str
    municipality: str | None
    themes: tuple[str, ...]
    needs: tuple[str, ...]
    language: Language
    """That it was written in, as far as is known."""
    title: str
    aim: Aim | None
    company: Company | None
    wish: Wish | None
    people: int | None
    """Of a training need: how many it concerns, at least."""
    people_to: int | None
    """How many at most."""
    submitter: int | None
    """Id of the person; None once they are forgotten."""
    created_at: datetime
    life: Life
