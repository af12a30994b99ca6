"""Every step in the words of both sides, and every refusal, in all languages."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from bot.ideas.idea import Idea
from bot.ideas.life import begin, live
from bot.ideas.news import News
from bot.ideas.relay import RefusedStepError
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.telling import TOLD_FORMER, TOLD_HOLDER, TOLD_SUBMITTER
from bot.ideas.vocabulary import IdeaKind, Outcome, Reason, Refusal, StepKind
from bot.ideas.words.progress import progress
from bot.ideas.words.referral import referral
from bot.ideas.words.refusals import refused
from bot.message import Language
from bot.notices.notice import Notice
from bot.notices.told import Told
from bot.notices.words.telling import Telling
from bot.notices.words.telling import begin as telling_of
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SECRETARIAT

KB = KnowledgeBase(load_packs().records)
LANGUAGES: tuple[Language, ...] = get_args(Language)
TEXT = "Vi vil teste sensorer"
SENT = Step("sent", "submitter", MONDAY, "0", to=NAMSOS, rule="trondelag-foui-first")
ASKED = Step("asked", "receiver", MONDAY, "q", seat=NAMSOS, text="hvor mange?")
MOVES = frozenset({"passed_on", "escalated", "reassigned"})


def told(language: Language) -> Telling:
    later = MONDAY + timedelta(days=1)
    fields = ("progress", "idea:1", "2", "submitter", later, later)
    return telling_of(KB, Told(1, *fields, language, "trondelag", "namsos"))  # type: ignore[arg-type]


def news(
    step: Step, seat: Seat | None, before: tuple[Step, ...] = (), kind: IdeaKind = "idea"
) -> News:
    steps = (SENT, *before, step) if step is not SENT else (SENT,)
    idea = Idea(
        id=1,
        number="IDE-2026-0001",
        kind=kind,
        region="trondelag",
        municipality="namsos",
        themes=("health_care",),
        needs=(),
        language="nb",
        title=TEXT,
        aim="practice",
        company="others",
        wish="advice",
        people=14,
        people_to=14,
        submitter=1,
        created_at=MONDAY,
        life=live(steps, TEXT, shared=False),
    )
    earlier = live(steps[:-1], TEXT, shared=False) if len(steps) > 1 else None
    return News(idea, steps, len(steps), earlier, seat)


def step(kind: StepKind, **fields: object) -> Step:
    to = SECRETARIAT if kind in MOVES else None
    made = Step(kind, "receiver", MONDAY, kind, to=to, text="fjorten", day=3, reason="exists")
    return replace(made, outcome="dialogue", **fields)  # type: ignore[arg-type]


def before(kind: StepKind) -> tuple[Step, ...]:
    return (ASKED,) if kind == "answered" else ()


def is_said(notice: Notice) -> None:
    """Nothing is empty, no label too long for its button, and the number is named somewhere."""
    labels = [it.label for it in (*notice.reply.buttons, *notice.reply.more)]
    assert all(0 < len(label) <= 22 for label in labels)
    assert notice.reply.lines
    assert all(line.text.strip() for line in notice.reply.lines)
    assert "IDE-2026-0001" in f"{notice.title} {notice.reply.plain}"
    assert "{" not in notice.reply.plain


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(TOLD_SUBMITTER))
def test_the_submitter_hears_every_step(kind: StepKind, language: Language) -> None:
    is_said(progress(told(language), news(step(kind), None)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(TOLD_HOLDER))
def test_whoever_has_it_hears_every_step(kind: StepKind, language: Language) -> None:
    taken = SENT if kind == "sent" else step(kind)
    found = news(taken, SECRETARIAT if kind in MOVES else NAMSOS, before(kind))
    is_said(referral(told(language), found))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(TOLD_FORMER))
def test_whoever_had_it_hears_where_it_went(kind: StepKind, language: Language) -> None:
    is_said(referral(told(language), news(step(kind), NAMSOS)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(IdeaKind))
def test_each_kind_is_called_what_it_is(kind: IdeaKind, language: Language) -> None:
    is_said(referral(told(language), news(SENT, NAMSOS, kind=kind)))
    is_said(referral(told(language), news(step("escalated"), SECRETARIAT, kind=kind)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_every_outcome_is_told(outcome: Outcome, language: Language) -> None:
    for fields in ({}, {"until": date(2027, 3, 1)}, {"record": "programme:klimasats"}):
        taken = replace(step("outcome"), outcome=outcome, **fields)  # type: ignore[arg-type]
        is_said(progress(told(language), news(taken, None)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_is_told(reason: Reason, language: Language) -> None:
    is_said(progress(told(language), news(replace(step("declined"), reason=reason), None)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", get_args(Refusal))
def test_every_refusal_has_its_own_words(reason: Refusal, language: Language) -> None:
    say = Speaker(language, MONDAY.date(), KB)
    plain = refused(say, RefusedStepError(reason)).text
    overtaken = refused(say, RefusedStepError(reason, overtaken=True)).text
    assert plain.endswith(".")
    assert overtaken.endswith(".")


def test_refusals_differ_by_cause() -> None:
    say = Speaker("nb", MONDAY.date(), KB)
    said = [refused(say, RefusedStepError(it)).text for it in get_args(Refusal)]
    assert len(set(said)) == len(said)


def test_a_copy_is_called_a_copy() -> None:
    sent = replace(SENT, copies=(SECRETARIAT,))
    life = begin(sent, TEXT, shared=False)
    found = news(SENT, SECRETARIAT)
    copied = replace(found, idea=replace(found.idea, life=life), steps=(sent,))
    notice = referral(told("nb"), copied)
    assert notice.reply.lines[0].plain == (
        "Dere får en kopi av IDE-2026-0001, en idé fra en ansatt i Namsos."
    )
    assert [it.label for it in notice.reply.buttons] == ["Se saken"]
