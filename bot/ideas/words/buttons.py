"""What one can do with an idea at once, by where it is."""

from bot.ideas.idea import Idea
from bot.ideas.press import press
from bot.message import Button
from bot.speech.speaker import Speaker

_ACTS = {
    "waiting": (("accept", "ask", "pass"), ("decline", "outcome")),
    "asked": (("accept", "pass"), ("decline",)),
    "accepted": (("outcome", "ask", "pass"), ("decline",)),
    "parked": (("outcome", "pass"), ("decline",)),
    "ended": ((), ()),
}
"""By stage: what stands below the idea, and what behind the overflow button."""


def of_holder(say: Speaker, idea: Idea) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Give the buttons of whoever has an idea, and those behind the overflow button."""
    shown, more = _ACTS[idea.life.stage]
    acts = tuple(_act(say, idea, it) for it in shown if it != "accept" or not idea.life.accepted)
    if not acts:
        return (see(say, idea),), ()
    return acts, (*(_act(say, idea, it) for it in more), see(say, idea))


def _act(say: Speaker, idea: Idea, act: str) -> Button:
    return Button(
        say.text(f"referral.button.{act}"), press(f"idea_{act}", idea), filled=act == "accept"
    )


def see(say: Speaker, idea: Idea) -> Button:
    """«Se saken»."""
    return Button(say.text("idea.button.see"), press("idea_see", idea))


def add(say: Speaker, idea: Idea) -> Button:
    """«Legg til noe»."""
    return Button(say.text("idea.button.add"), press("idea_add", idea))


def answer(say: Speaker, idea: Idea) -> Button:
    """«Svar»."""
    return Button(say.text("idea.button.answer"), press("idea_answer", idea))


def withdraw(say: Speaker, idea: Idea) -> Button:
    """«Trekk»."""
    return Button(say.text("idea.button.withdraw"), press("idea_withdraw", idea))
