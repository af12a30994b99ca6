"""«Lag plan»: what to do by when, counted back from a deadline."""

from urllib.parse import quote

from bot.conversation.coming import coming_calls, stretch_asked
from bot.conversation.places import ask_municipality
from bot.conversation.state import Pending
from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.message import Button, Reply
from bot.plans.plan import Plan
from bot.plans.said import plan_lines
from bot.plans.work_back import work_back
from bot.speech.sentences import heading
from intents.wishes import asks_plan

_BUTTONS = 3
_LABEL = 22
_SHORT = 5
"""A message this short goes on about the scheme of the answer before: «lag en plan»."""


async def plan(turn: Turn, identity: str) -> Reply:
    """Make the plan whose button was pressed."""
    return make_plan(turn, identity)


def make_plan(turn: Turn, identity: str = "") -> Reply:
    """Make the plan for a call or programme, or for the scheme that the talk is about."""
    wanted = identity or turn.state.programme or ""
    made = work_back(turn.kb, wanted, turn.today, turn.municipality)
    if made is None:
        return _ask_which(turn)
    turn.remember(pending=None, programme=made.programme.id, topic=made.programme.topic)
    return Reply(
        turn.language,
        tuple(plan_lines(turn.say, made)),
        buttons=_buttons(turn, made),
        context=turn.say.line("plan.derived") if made.derived else None,
    )


def wants_plan(turn: Turn) -> bool:
    """Tell whether a message asks for a plan towards a scheme that it names or goes on about."""
    meaning = turn.meaning
    if meaning is None or not asks_plan(meaning.text):
        return False
    goes_on = turn.state.programme is not None and len(meaning.text.split()) <= _SHORT
    return goes_on or len(named_programmes(turn)) == 1


async def change_plan(turn: Turn, identity: str) -> Reply:
    """Ask what is to be changed: the date, the municipality or the scheme."""
    turn.remember(pending=Pending("date", "list_deadlines", (identity,)))
    say = turn.say
    return Reply(
        turn.language,
        (say.line("plan.change"),),
        buttons=(
            say.button("plan.button.other_place", "other_place"),
            say.button("plan.button.other_scheme", "deadlines"),
        ),
    )


def plan_for_date(turn: Turn, identity: str) -> Reply | None:
    """Make the plan anew for the day that the person gave; None where the message names none."""
    period = turn.meaning.period if turn.meaning else None
    if period is None:
        return None
    record = identity.partition("=")[0]
    return make_plan(turn, f"{record}={period.start}")


def _ask_which(turn: Turn) -> Reply:
    """Ask which deadline it is for, with the nearest ones to choose from."""
    region, say = turn.region, turn.say
    if region is None:
        return ask_municipality(turn, "list_deadlines")
    calls = coming_calls(turn, region, stretch_asked(turn))[:_BUTTONS]
    return Reply(
        turn.language,
        (say.line("plan.which"),),
        buttons=tuple(
            say.plain_button(heading(say.of(call.title), _LABEL), "plan", call.id) for call in calls
        ),
    )


def _buttons(turn: Turn, made: Plan) -> tuple[Button, ...]:
    say = turn.say
    change = say.button("plan.button.change", "plan_change", made.id)
    if made.day is None:
        key = "button.remind" if made.basis == "rolling" else "button.tell_me"
        return (say.button(key, "remind"), change)
    place = f"?municipality={made.municipality.id}" if made.municipality else ""
    return (
        say.link("plan.button.calendar", f"/calendar/plan/{quote(made.id)}.ics{place}"),
        say.button("plan.button.remind", "plan_steps", made.id),
        change,
    )
