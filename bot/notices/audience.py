"""For whom an announcement is: the same choice for the count in a preview and for the planner."""

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.notices.followers import BECAUSE
from bot.notices.tables import Person, Subscription
from bot.notices.vocabulary import SubjectKind


class Interest(BaseModel):
    """Something that people follow; also read from ``programme:klimasats``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: SubjectKind
    subject: str

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        kind, _, subject = given.partition(":")
        return {"kind": kind, "subject": subject}


class Audience(BaseModel):
    """Those of one region; with municipalities or interests only those who have one of each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    region: str
    municipalities: tuple[str, ...] = ()
    follows: tuple[Interest, ...] = Field((), max_length=20)


def receivers(audience: Audience) -> Select[int, str]:
    """Select id and reason (as in `Delivery.because`) of each receiver.

    Left out are those whom no channel reaches, and those who muted everything or the
    announcements of the region. The reason is what the receiver follows, else
    ``announcements:trondelag``.
    """
    announcements = Interest(kind="announcements", subject=audience.region)
    muted = _subscribed(announcements, wanted=False)
    silent = _subscribed(Interest(kind="everything", subject=""), wanted=False)
    chosen = [Person.region == audience.region, Person.channel.is_not(None), ~muted, ~silent]
    if audience.municipalities:
        chosen.append(Person.municipality.in_(audience.municipalities))
    if audience.follows:
        chosen.append(or_(*(_hears_of(interest) for interest in audience.follows)))
    return select(Person.id, _because(audience)).where(*chosen)


def _because(audience: Audience) -> ColumnElement[str]:
    """Name the interest that the receiver follows, else the announcements of the region."""
    all_there = literal(f"announcements:{audience.region}")
    if not audience.follows:
        return all_there.label("because")
    followed = (
        select(func.min(BECAUSE.element))
        .where(
            Subscription.person_id == Person.id,
            Subscription.wanted,
            or_(*(_about(interest) for interest in audience.follows)),
        )
        .scalar_subquery()
    )
    return func.coalesce(followed, all_there).label("because")


def _hears_of(interest: Interest) -> ColumnElement[bool]:
    everything = _subscribed(Interest(kind="everything", subject=""), wanted=True)
    return _subscribed(interest, wanted=True) | (everything & ~_subscribed(interest, wanted=False))


def _subscribed(interest: Interest, *, wanted: bool) -> ColumnElement[bool]:
    return (
        select(Subscription.id)
        .where(
            Subscription.person_id == Person.id,
            Subscription.wanted.is_(wanted),
            _about(interest),
        )
        .exists()
    )


def _about(interest: Interest) -> ColumnElement[bool]:
    return (Subscription.kind == interest.kind) & (Subscription.subject == interest.subject)
