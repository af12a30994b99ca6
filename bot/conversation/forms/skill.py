"""What every form is: shown, looked through, and taken."""

from typing import Protocol

from bot.conversation.turn import Turn
from bot.form import Faults, Fields, Form
from bot.message import Action, Line, Reply
from bot.speech.lines import plain_line
from bot.speech.speaker import Speaker


class FormSkill(Protocol):
    """Takes in one form what a skill asks for one by one. `argument` is that of the action."""

    async def show(self, turn: Turn, argument: str) -> Form | Reply:
        """Give the form, filled in with what is known; an answer where there is nothing to ask.

        Fields of the message stand in it from the start.
        """
        ...

    def faults(self, say: Speaker, argument: str, fields: Fields) -> Faults:
        """Tell what is wrong with what was filled in, as far as that shows without looking up."""
        ...

    async def fill(self, turn: Turn, argument: str, fields: Fields) -> Reply:
        """Do what was filled in. Where something is wrong with it, say so and keep nothing."""
        ...


def not_taken(turn: Turn, action: Action, faults: Faults) -> Reply:
    """Say what is wrong with a form, with the way back to it."""
    say = turn.say
    told: tuple[Line, ...] = tuple(plain_line(it) for it in faults.values())
    again = say.button("forms.button.again", action.name, action.argument)
    return Reply(turn.language, (say.line("forms.not_taken"), *told), buttons=(again,))
