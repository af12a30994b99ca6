"""An idea before it is sent."""

from dataclasses import dataclass

from bot.ideas.vocabulary import Aim, Company, IdeaKind, Wish


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is about to hand over; nothing of it has left them."""

    text: str
    """What and why, in their own words, never rewritten."""
    title: str = ""
    kind: IdeaKind = "idea"
    region: str | None = None
    municipality: str | None = None
    themes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    aim: Aim | None = None
    company: Company | None = None
    wish: Wish | None = None
    people: int | None = None
    """Of a training need: how many it concerns, at least."""
    people_to: int | None = None
    """How many at most; None where nobody said."""
    shared: bool = False
    """Whether others with a like need may see it."""
