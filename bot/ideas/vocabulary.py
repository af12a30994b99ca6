"""The words that the life of an idea is written in."""

from typing import Final, Literal, get_args

IdeaKind = Literal["idea", "training", "support", "area"]
"""``training``: a need for training, for the forum. ``support``: supervision, evaluation, method or
help to put a problem in words. ``area``: a field that a municipality wants research on."""

Wish = Literal[
    "advice", "partner", "money", "training", "supervision", "evaluation", "method", "problem"
]
"""What the one who hands over wants; the last four are kinds of support."""

Aim = Literal["knowledge", "practice"]
"""First sorting question: is it new knowledge that is wanted, or a new practice?"""

Company = Literal["alone", "others"]
"""Second sorting question: alone, or together with others?"""

StepKind = Literal[
    "sent",
    "changed",
    "added",
    "shared",
    "unshared",
    "answered",
    "withdrawn",
    "accepted",
    "asked",
    "passed_on",
    "declined",
    "outcome",
    "reminded",
    "escalated",
    "unanswered",
    "woken",
    "reassigned",
    "introduced",
    "anonymised",
]
"""What can happen to an idea. By the one who sent it: ``sent``, ``changed`` (another wording),
``added``, ``shared`` and ``unshared`` (whether others with a like need may see it), ``answered``,
``withdrawn``. By whoever has it: ``accepted``, ``asked``, ``passed_on``, ``declined``, ``outcome``.
By the clock: ``reminded``, ``escalated``, ``unanswered`` (nobody is left to go to), ``woken``.
Besides: ``reassigned`` (a contact left, or a secretary moved it), ``introduced`` (two with a like
need said yes), ``anonymised``."""

ActorKind = Literal["submitter", "receiver", "secretary", "administrator", "clock"]
"""In what quality somebody takes a step."""

Stage = Literal["waiting", "asked", "accepted", "parked", "ended"]
"""``waiting``: lies unanswered with whoever has it; the clock runs. ``asked``: the one who sent it
has a question to answer; the clock stands. ``accepted``: somebody works with it. ``parked``: sleeps
until a day or a call."""

Reason = Literal["not_ours", "exists", "no_capacity", "unclear", "not_now"]
"""Why an idea is declined."""

Outcome = Literal[
    "dialogue", "pre_project", "application", "project", "training", "parked", "closed"
]
"""What became of it; ``training``: training was arranged."""

LAST_OUTCOMES: Final[frozenset[Outcome]] = frozenset({"project", "training", "closed"})
"""With these the relay is over."""

Refusal = Literal[
    "ended",
    "not_asked",
    "question_waits",
    "accepted",
    "waiting",
    "same_place",
    "nobody_to_ask",
    "not_allowed",
    "gone",
]
"""Why a step was not taken. ``accepted``: somebody has taken it already. ``waiting``: nobody has
taken it yet. ``same_place``: it lies there. ``nobody_to_ask``: whoever sent it was
forgotten. ``gone``: no such idea."""

OfficeRole = Literal["contact", "secretary", "administrator"]
"""``contact``: FoUI contact, broker or forum representative, whatever seat they hold."""

REASONS: Final = get_args(Reason)
OUTCOMES: Final = get_args(Outcome)
