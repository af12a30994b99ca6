"""Why a step was not taken, each cause in its own words."""

from bot.ideas.relay import RefusedStepError
from bot.message import Line
from bot.speech.speaker import Speaker


def refused(say: Speaker, error: RefusedStepError) -> Line:
    """Say it kindly; of who was overtaken, that nothing is lost."""
    key = f"refused.{error.reason}.overtaken"
    if error.overtaken and key in say.words:
        return say.line(key)
    return say.line(f"refused.{error.reason}")
