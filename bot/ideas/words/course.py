"""A course for those who asked for training, and the questions after it."""

from bot.ideas.courses import Training
from bot.ideas.idea import Idea
from bot.message import Action, Button, Line
from bot.notices.notice import Notice
from bot.notices.words.apologies import apologies
from bot.notices.words.envelope import envelope
from bot.notices.words.telling import Telling
from bot.speech.speaker import Speaker

MARKS = ("5", "3", "1")
"""How useful it was, as the first buttons give it; the rest is behind the overflow."""


def announced(telling: Telling, training: Training, need: Idea) -> Notice | None:
    """Tell of the course, and let who needed something else say so; None once it was moved."""
    say = telling.say
    if training.starts is None or training.starts != telling.told.lead:
        return None
    when = say.moment(training.starts)
    sign_up = (say.link("courses.button.sign_up", training.link),) if training.link else ()
    return envelope(
        telling,
        say.text("courses.title", title=training.title),
        (
            *apologies(telling),
            say.line("courses.announced", title=training.title, when=when),
            asked_for(say, need),
        ),
        buttons=(*sign_up, about("course_not_mine", training, need, say)),
        context=why(say),
    )


def evaluation(telling: Telling, training: Training, need: Idea) -> Notice | None:
    """Ask the first of three short questions."""
    say = telling.say
    return envelope(
        telling,
        say.text("courses.evaluation.title", title=training.title),
        (
            *apologies(telling),
            say.line("courses.evaluation", title=training.title),
            say.line("courses.evaluation.useful"),
        ),
        buttons=tuple(mark(say, training, need, it) for it in MARKS),
        context=why(say),
    )


def mark(say: Speaker, training: Training, need: Idea, value: str) -> Button:
    """Give the button of one mark."""
    argument = f"{training.id}.{need.id}={value}"
    return say.button(f"courses.button.useful.{value}", "course_useful", argument)


def about(action: str, training: Training, need: Idea, say: Speaker) -> Button:
    """Give the button by which somebody says that a course is not what they asked for."""
    return Button(say.text("courses.button.not_mine"), Action(action, f"{training.id}.{need.id}"))


def asked_for(say: Speaker, need: Idea) -> Line:
    """Quote the need that it answers."""
    return say.line("courses.asked", words=say.quote(need.life.text))


def why(say: Speaker) -> Line:
    """Say who sends it and why."""
    return say.line("courses.why")
