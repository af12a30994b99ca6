"""A step of somebody's plan: what to do, by when, and what it leads to."""

from bot.message import Line
from bot.notices.notice import Notice
from bot.notices.words import buttons
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.names import plain_name
from bot.notices.words.telling import Telling
from bot.plans.plan import Plan
from bot.plans.work_back import work_back
from bot.speech.lines import dotted, one_line, plain_line
from bot.speech.speaker import Speaker


def step(telling: Telling) -> Notice | None:
    """Remind of one step; None where the plan has it no more, or its day is past.

    The plan is worked out anew, so that it holds for the date as it is known now.
    """
    told, say = telling.told, telling.say
    identity = told.subject.partition(":")[2]
    place = say.kb.municipalities.get(told.municipality or "")
    plan = work_back(say.kb, identity, say.today, place)
    found = next((it for it in plan.steps if it.id == told.lead), None) if plan else None
    if plan is None or found is None or found.by is None:
        return None
    text, day = say.of(found.texts), say.day(found.by)
    call = say.kb.calls.get(identity)
    return envelope(
        telling,
        say.text("notice.title.step", name=text),
        (*apologies(telling), say.line("notice.step.by", day=day, step=text), _of(say, plan)),
        buttons=(
            buttons.snooze(telling, found.by),
            buttons.plan(say, call or plan.programme),
            buttons.stop(telling, call or plan.programme),
        ),
        context=_why(say, plan),
    )


def _of(say: Speaker, plan: Plan) -> Line:
    """Name the scheme, and the day that the plan counts from."""
    name = plain_name(say, plan.programme)
    of = say.line("notice.step.plan", name=name)
    if plan.moment is None:
        return of
    sure = "counts" if plan.confirmed else "counts_unsure"
    form = "counts_usual" if plan.basis == "usual" else sure
    return one_line(of, say.line(f"notice.step.{form}", day=say.moment(plan.moment)))


def _why(say: Speaker, plan: Plan) -> Line:
    derived = plain_line(say.text("notice.step.derived")) if plan.derived else None
    return dotted(plain_line(say.text("notice.step.why")), derived)
