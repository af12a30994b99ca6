"""What people do with ideas, and which of it is open to somebody now."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from bot.ideas.access import Actor, quality
from bot.ideas.idea import Idea
from bot.ideas.step import Step
from bot.ideas.transitions import refusal
from bot.ideas.vocabulary import StepKind
from knowledge.base import KnowledgeBase

Act = Literal[
    "answer",
    "accept",
    "outcome",
    "ask",
    "pass",
    "decline",
    "add",
    "change",
    "share",
    "unshare",
    "withdraw",
]

STEPS: Final[Mapping[Act, StepKind]] = MappingProxyType(
    {
        "answer": "answered",
        "accept": "accepted",
        "outcome": "outcome",
        "ask": "asked",
        "pass": "passed_on",
        "decline": "declined",
        "add": "added",
        "change": "changed",
        "share": "shared",
        "unshare": "unshared",
        "withdraw": "withdrawn",
    }
)
"""The step that each act takes, the most likely act first."""


def open_acts(kb: KnowledgeBase, actor: Actor, idea: Idea, at: datetime) -> tuple[Act, ...]:
    """Give what somebody may do with an idea as it is now."""
    return tuple(act for act in STEPS if _is_open(kb, actor, idea, act, at))


def _is_open(kb: KnowledgeBase, actor: Actor, idea: Idea, act: Act, at: datetime) -> bool:
    by = quality(kb, actor, STEPS[act], idea)
    if by is None or _is_so(idea, act):
        return False
    return refusal(idea.life, Step(STEPS[act], by, at, "")) is None


def _is_so(idea: Idea, act: Act) -> bool:
    """Whether an act would change nothing."""
    shared = idea.life.shared
    return (act == "share" and shared) or (act == "unshare" and not shared)
