"""«Minn meg om stegene»: each step of a plan is told as its time begins."""

from bot.conversation.skills.plan import make_plan
from bot.conversation.turn import Turn
from bot.message import Reply
from bot.notices.calendars import Calendar, calendar_of
from bot.notices.desk import Later
from bot.notices.steps import step_due
from bot.plans.plan import Plan, PlannedStep
from bot.plans.work_back import work_back
from bot.speech.lines import plain_line
from bot.speech.sentences import capital

_ROWS = 5
_NO_DAY = ("rolling", "unknown")


async def plan_steps(turn: Turn, identity: str) -> Reply:
    """Plan a reminder of every step that is still to come, and say on which days."""
    plan = work_back(turn.kb, identity, turn.today, turn.municipality)
    if plan is None or plan.basis in _NO_DAY:
        return make_plan(turn, identity)
    calendar = calendar_of(turn.kb, turn.region.id if turn.region else None)
    subject = _subject(turn, plan)
    steps = [
        (step, Later("step", subject, step.id, f"programme:{plan.programme.id}", at))
        for step in plan.steps
        if (at := step_due(step, calendar)) and at > turn.message.at
    ]
    await turn.desk.tell_later([later for _, later in steps], turn.profile)
    return _receipt(turn, plan, subject, calendar, steps)


async def steps_undo(turn: Turn, subject: str) -> Reply:
    """«Angre»: none of the steps is told."""
    gone = await turn.desk.take_back("step", subject)
    say = turn.say
    key = "steps.undone" if gone else "notices.nothing_to_undo"
    mine = say.button("notices.button.mine", "notices")
    return Reply(turn.language, (say.line(key),), buttons=(mine,))


def _subject(turn: Turn, plan: Plan) -> str:
    """Name the plan as deliveries do."""
    kind = "call" if plan.id.partition("=")[0] in turn.kb.calls else "programme"
    return f"{kind}:{plan.id}"


def _receipt(
    turn: Turn,
    plan: Plan,
    subject: str,
    calendar: Calendar,
    steps: list[tuple[PlannedStep, Later]],
) -> Reply:
    say = turn.say
    if not steps:
        show = say.button("notice.button.plan", "plan", plan.id)
        return Reply(turn.language, (say.line("steps.none"),), buttons=(show,))
    rows = [
        plain_line(say.of(dict(step.texts)), capital(say.day(calendar.day(later.due_at))))
        for step, later in steps[:_ROWS]
    ]
    moves = [say.line("steps.moves")] if plan.basis != "given" else []
    buttons = [say.button("notices.button.mine", "notices")]
    if len(f"steps_undo:{subject}".encode()) <= 64:
        buttons.append(say.button("notices.button.undo", "steps_undo", subject))
    return Reply(
        turn.language,
        (say.line("steps.done", count=len(steps), number=say.count(len(steps))), *rows, *moves),
        buttons=tuple(buttons),
    )
