"""A plan in words: what it counts from, each step with its time, and what no longer fits."""

from datetime import date, timedelta

from babel.dates import get_month_names
from babel.lists import format_list

from bot.message import Line
from bot.plans.plan import Plan, PlannedStep
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.records.steps import Lead


def plan_lines(say: Speaker, plan: Plan) -> list[Line]:
    """Give the plan line by line, first what it counts from."""
    lines = [one_line(_cancelled(say, plan), _counts_from(say, plan), _hurry(say, plan))]
    lines += [plain_line(say.of(step.texts), step_when(say, plan, step)) for step in plan.steps]
    lines += [_missed(say, step) for step in plan.missed]
    if any(step.fulfils for step in plan.missed):
        lines.append(say.line("plan.missed.required", funder=plan.programme.funder))
    if plan.basis == "usual" or (not plan.confirmed and plan.day):
        lines.append(say.line("plan.other_date"))
    return lines


def step_when(say: Speaker, plan: Plan, step: PlannedStep) -> str:
    """Say when a step is to be done: «Denne veka», «Desember eller januar», a day, or an order."""
    if step.by is None:
        return _undated(say, plan, step)
    if step is plan.steps[-1]:
        return say.text("plan.when.by", when=_send_when(say, plan, step.by))
    if step.first and step.state == "ahead":
        return capital(_months(say, step.first, step.by))
    monday = say.today - timedelta(days=say.today.weekday())
    if monday <= step.by < monday + timedelta(days=7):
        return say.text("plan.when.this_week")
    return capital(say.day(step.by))


def _cancelled(say: Speaker, plan: Plan) -> Line | None:
    """Say so where the call that was asked for will not be held."""
    asked = say.kb.calls.get(plan.id.partition("=")[0])
    gone = asked is not None and asked.happening == "cancelled"
    return say.line("plan.cancelled") if gone else None


def _counts_from(say: Speaker, plan: Plan) -> Line:
    name = capital(say.of(plan.programme.names))
    if plan.moment is None:
        return say.line(f"plan.from.{plan.basis}", name=name)
    when = say.moment(plan.moment)
    if plan.basis in ("usual", "given", "opening"):
        return say.line(f"plan.from.{plan.basis}", when=when)
    return say.line("plan.from.deadline" if plan.confirmed else "plan.from.unsure", when=when)


def _hurry(say: Speaker, plan: Plan) -> Line | None:
    """Say so where steps should have begun already."""
    count = sum(step.state == "now" for step in plan.steps)
    return say.line("plan.hurry", count=count, number=say.count(count)) if count else None


def _missed(say: Speaker, step: PlannedStep) -> Line:
    by = step.by or say.today
    when = _months(say, step.first, by) if step.first else say.day(by)
    text = say.of(step.texts)
    return say.line("plan.missed.step", label="plan.missed", step=text, when=when)


def _send_when(say: Speaker, plan: Plan, by: date) -> str:
    """Give the day to send by, with the time where it is the day of the deadline itself."""
    return say.moment(plan.moment) if plan.moment and by == plan.day else say.day(by)


def _months(say: Speaker, first: date, by: date) -> str:
    """«desember eller januar»."""
    names = get_month_names("wide", locale=say.language)
    count = (by.year - first.year) * 12 + by.month - first.month + 1
    months = [names[(first.month - 1 + number) % 12 + 1] for number in range(count)]
    return format_list(months, style="or", locale=say.language)


def _undated(say: Speaker, plan: Plan, step: PlannedStep) -> str:
    """Give the place in the order, or how long before the deadline where there will be one."""
    if step is plan.steps[-1]:
        return say.text("plan.when.last")
    if plan.basis == "rolling" or step.lead is None:
        return say.text("plan.when.first" if step is plan.steps[0] else "plan.when.then")
    return capital(_lead(say, step.lead))


def _lead(say: Speaker, lead: Lead) -> str:
    """«seks uker før»."""
    for unit in ("months", "weeks", "working_days"):
        count = getattr(lead, unit)
        if count:
            return say.text(f"plan.before.{unit}", count=count, number=say.count(count))
    raise ValueError("a lead has one unit")
