"""The forms of what can be done with an idea that was sent: each takes one step of the relay."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeAlias

from bot.conversation.forms.case_fields import (
    WRITTEN,
    Offered,
    choices,
    nonce_of,
    offered,
    programmes,
    read_case,
)
from bot.conversation.forms.fields import said
from bot.conversation.forms.skill import not_taken
from bot.conversation.reading import LONGEST_KEPT
from bot.conversation.skills import holder_acts, idea_acts
from bot.conversation.skills.idea_status import not_possible
from bot.conversation.skills.possible import possible
from bot.conversation.turn import Turn
from bot.form import Faults, Field, Fields, Form
from bot.ideas.acts import STEPS, Act
from bot.ideas.idea import Idea
from bot.ideas.press import Press, press
from bot.ideas.relay import RefusedStepError
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.words.names import the_holder_in
from bot.ideas.words.parts import own_words
from bot.message import Line, Reply
from bot.speech.lines import plain_line
from bot.speech.sentences import capital, shorten
from bot.speech.speaker import Speaker

Handler: TypeAlias = Callable[[Turn, str], Awaitable[Reply]]

_WORDS: Final = 20


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The form of one act. The argument is that of its button: which idea, as it was seen."""

    act: Act
    in_words: Handler
    """The same without a form: for a button whose choice has been made."""
    done: Callable[[Turn, Act, Idea, Step], Reply]
    refused: Callable[[Turn, RefusedStepError], Reply]

    async def show(self, turn: Turn, argument: str) -> Form | Reply:
        """Give the form, where the step is possible as things stand."""
        pressed = Press.read(argument)
        if pressed is None or pressed.choice:
            return await self.in_words(turn, argument)
        try:
            idea = await possible(turn, self.act, pressed)
        except RefusedStepError as error:
            return self.refused(turn, error)
        lists = await offered(turn.desk.session, turn.kb, idea, self.act, turn.message.at)
        if self.act == "pass" and not lists.seats:
            return await self.in_words(turn, argument)
        return self._form(turn, idea, lists)

    def faults(self, say: Speaker, _: str, fields: Fields) -> Faults:
        """Tell what is missing or may not be kept."""
        return said(say, read_case(self.act, fields, Offered(say.today)).faults)

    async def fill(self, turn: Turn, argument: str, fields: Fields) -> Reply:
        """Take the step, and say what came of it."""
        pressed = Press.read(argument)
        try:
            if pressed is None:
                raise RefusedStepError("gone")
            return await self._take(turn, pressed, fields)
        except RefusedStepError as error:
            return self.refused(turn, error)

    async def _take(self, turn: Turn, pressed: Press, fields: Fields) -> Reply:
        relay, person = await turn.relay(), await turn.desk.known()
        idea = await relay.see(pressed.idea)
        lists = await offered(turn.desk.session, turn.kb, idea, self.act, turn.message.at)
        read = read_case(self.act, fields, _with_holder(lists, idea.life.holder))
        if read.faults:
            again = press(f"idea_{self.act}", idea)
            return not_taken(turn, again, said(turn.say, read.faults))
        nonce = nonce_of(self.act, pressed.seen, fields, person)
        step = Step(STEPS[self.act], "submitter", turn.message.at, nonce)
        step = replace(step, **read.values)  # type: ignore[arg-type]
        taken = await relay.take(pressed.idea, step, pressed.seen)
        turn.remember(pending=None)
        return self.done(turn, self.act, taken.idea, step)

    def _form(self, turn: Turn, idea: Idea, lists: Offered) -> Form:
        say = turn.say
        asked = _fields(say, self.act, lists)
        begun = {"text": (idea.life.text,) if self.act == "change" else ()}
        value = {**begun, **turn.message.fields}
        return Form(
            action=press(f"idea_{self.act}", idea),
            language=turn.language,
            title=say.text(f"case.do.{self.act}"),
            lines=tuple(_lines(say, self.act, idea)),
            fields=tuple(replace(it, value=value.get(it.name, ())) for it in asked),
            submit=say.text(f"case.send.{self.act}"),
        )


def _with_holder(lists: Offered, holder: Seat) -> Offered:
    """Who has the idea already is no fault of the form: it may have got there by the same one."""
    return lists if lists.seats is None else replace(lists, seats=(*lists.seats, holder))


def _lines(say: Speaker, act: Act, idea: Idea) -> Iterator[Line]:
    """Which idea it is, and what is asked; to answer, one sees the question."""
    if act == "answer":
        holder = capital(the_holder_in(say, idea.life.holder))
        yield say.line("idea.answer.what", holder=holder, words=say.quote(idea.life.question or ""))
        return
    yield plain_line(say.text(f"case.ask.{act}"), idea.number)
    if act != "change":
        yield own_words(say, shorten(idea.life.text, _WORDS))


def _fields(say: Speaker, act: Act, lists: Offered) -> Iterator[Field]:
    choose = tuple(choices(say, act, lists))
    if choose:
        label = say.text("case.label.to" if act == "pass" else f"case.label.{act}")
        yield Field("choice", label, "choice", choices=choose, required=True)
    if act == "outcome":
        schemes, hint = tuple(programmes(say, lists)), say.text("case.help.programme")
        label = say.text("case.label.programme")
        yield Field("programme", label, "choice", choices=schemes, hint=hint)
        hint = say.text("case.help.until")
        yield Field("until", say.text("case.label.until"), "day", hint=hint)
    label = say.text(f"case.label.{act}" if act in WRITTEN else "case.label.note")
    yield Field("text", label, "text", required=act in WRITTEN, most=LONGEST_KEPT)


def _told(turn: Turn, _: Act, idea: Idea, step: Step) -> Reply:
    return idea_acts.told(turn, idea, step.kind, step.text)


def _of_holder(act: Act, in_words: Handler) -> CaseForm:
    return CaseForm(act, in_words, holder_acts.done, holder_acts.not_possible)


def _of_sender(act: Act, in_words: Handler) -> CaseForm:
    return CaseForm(act, in_words, _told, not_possible)


CASE_FORMS: Final[Mapping[str, CaseForm]] = MappingProxyType(
    {
        "idea_pass": _of_holder("pass", holder_acts.idea_pass),
        "idea_ask": _of_holder("ask", holder_acts.idea_ask),
        "idea_decline": _of_holder("decline", holder_acts.idea_decline),
        "idea_outcome": _of_holder("outcome", holder_acts.idea_outcome),
        "idea_answer": _of_sender("answer", idea_acts.idea_answer),
        "idea_add": _of_sender("add", idea_acts.idea_add),
        "idea_change": _of_sender("change", idea_acts.idea_change),
    }
)
"""By the name of the action."""
