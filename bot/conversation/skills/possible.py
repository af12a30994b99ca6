"""Whether a step can be taken as things stand, so that nobody writes in vain."""

from bot.conversation.turn import Turn
from bot.ideas.access import may
from bot.ideas.acts import STEPS, Act
from bot.ideas.idea import Idea
from bot.ideas.press import Press
from bot.ideas.relay import RefusedStepError
from bot.ideas.step import Step
from bot.ideas.transitions import refusal


async def possible(turn: Turn, act: Act, pressed: Press) -> Idea:
    """Give the idea of a button where its step is possible. Raises `RefusedStepError`."""
    relay = await turn.relay()
    idea = await relay.see(pressed.idea)
    overtaken = pressed.seen < idea.life.version
    if not may(turn.kb, await relay.actor(), STEPS[act], idea):
        raise RefusedStepError("not_allowed", idea, overtaken=overtaken)
    reason = refusal(idea.life, Step(STEPS[act], "receiver", turn.message.at, ""))
    if reason:
        raise RefusedStepError(reason, idea, overtaken=overtaken)
    return idea
