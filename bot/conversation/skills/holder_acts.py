"""What whoever has an idea can do: take it, ask back, pass it on, decline, mark what became of it.

A button names the case and what was chosen; ``!`` after the choice: no words are wanted with it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, cast

from bot.conversation.reading import LONGEST_KEPT
from bot.conversation.skills.possible import possible
from bot.conversation.state import Pending, Question
from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.ideas.acts import STEPS, Act
from bot.ideas.idea import Idea
from bot.ideas.pass_on import receivers, short_key
from bot.ideas.press import Press, press
from bot.ideas.relay import RefusedStepError
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.vocabulary import OUTCOMES, REASONS, Outcome, Reason
from bot.ideas.words import buttons
from bot.ideas.words.names import the_holder
from bot.ideas.words.refusals import refused
from bot.message import Button, Line, Reply
from bot.speech.sentences import capital, heading
from intents.words.folding import fold

INTENT: Final = "idea_status"
NO_WORDS: Final = "!"
_AT_ONCE: Final = frozenset({"dialogue", "pre_project"})
"""Outcomes to which nothing need be added: another one can follow."""
_BUTTONS: Final = 3
_LABEL: Final = 22


async def idea_accept(turn: Turn, argument: str) -> Reply:
    """«Ta saken»."""
    return await _act(turn, "accept", argument)


async def idea_ask(turn: Turn, argument: str) -> Reply:
    """«Spør tilbake»: ask for the question."""
    return await _act(turn, "ask", argument)


async def idea_pass(turn: Turn, argument: str) -> Reply:
    """«Send videre»: ask to whom, and for a note."""
    return await _act(turn, "pass", argument)


async def idea_decline(turn: Turn, argument: str) -> Reply:
    """«Avslå»: ask why, and for a word to whoever sent it."""
    return await _act(turn, "decline", argument)


async def idea_outcome(turn: Turn, argument: str) -> Reply:
    """«Merk utfall»: ask what became of it."""
    return await _act(turn, "outcome", argument)


async def take_words(turn: Turn, text: str) -> Reply:
    """Take what somebody wrote: a choice where one was asked for, else the words that go along."""
    pending = turn.state.pending
    pressed = Press.read(pending.options[0]) if pending and pending.options else None
    if pending is None or pressed is None:
        return not_possible(turn, RefusedStepError("gone"))
    act = cast("Act", pending.question.removeprefix("case_"))
    idea = await _possible(turn, act, pressed)
    if isinstance(idea, Reply):
        return idea
    choices = await _choices(turn, act, idea)
    if choices and not pressed.choice:
        chosen = _chosen(text, choices)
        return (
            await _go_on(turn, act, idea, chosen) if chosen else _unknown(turn, act, idea, choices)
        )
    return await _take(turn, act, pressed, text)


async def ask_in_words(turn: Turn, idea: Idea, question: str) -> Reply:
    """Ask back what was said at once: «spør tilbake: har dere valgt leverandør?»"""
    return await _take(turn, "ask", Press(idea.id, idea.life.version), question)


def not_possible(turn: Turn, error: RefusedStepError) -> Reply:
    """Say why a step was not taken, with the way back to the case or the others."""
    say = turn.say
    turn.remember(pending=None)
    see = buttons.see(say, error.idea) if error.idea else None
    back = say.button("cases.button.mine", "inbox")
    return Reply(
        turn.language, (refused(say, error),), buttons=tuple(it for it in (see, back) if it)
    )


async def _act(turn: Turn, act: Act, argument: str) -> Reply:
    pressed = Press.read(argument)
    if pressed is None:
        return not_possible(turn, RefusedStepError("gone"))
    if act == "accept" or pressed.choice.endswith(NO_WORDS):
        return await _take(turn, act, pressed)
    idea = await _possible(turn, act, pressed)
    return idea if isinstance(idea, Reply) else await _go_on(turn, act, idea, pressed.choice)


async def _possible(turn: Turn, act: Act, pressed: Press) -> Idea | Reply:
    try:
        return await possible(turn, act, pressed)
    except RefusedStepError as error:
        return not_possible(turn, error)


async def _go_on(turn: Turn, act: Act, idea: Idea, choice: str) -> Reply:
    """Ask for what is still wanted: the choice, then the words; then take the step."""
    choices = await _choices(turn, act, idea)
    if act == "pass" and not choices:
        return Reply(turn.language, (turn.say.line("cases.pass.nobody"),))
    if choices and choice not in choices:
        return _choose(turn, act, idea, choices)
    if choice in _AT_ONCE:
        return await _take(turn, act, Press(idea.id, idea.life.version, choice))
    return _ask_words(turn, act, idea, choice)


async def _choices(turn: Turn, act: Act, idea: Idea) -> Mapping[str, str]:
    """Give what can be chosen, each with what it is called."""
    say = turn.say
    if act == "pass":
        seats = await receivers(turn.desk.session, turn.kb, idea)
        return {short_key(it): the_holder(say, it) for it in seats}
    if act == "decline":
        return {it: say.text(f"cases.reason.{it}") for it in REASONS}
    return {it: say.text(f"cases.outcome.{it}") for it in OUTCOMES} if act == "outcome" else {}


def _choose(turn: Turn, act: Act, idea: Idea, choices: Mapping[str, str]) -> Reply:
    """Let them press, or write the number or the words."""
    say = turn.say
    _wait(turn, act, press(f"idea_{act}", idea).argument)
    rows = tuple(
        say.line("cases.choice", number=number, name=name)
        for number, name in enumerate(choices.values(), 1)
    )
    pressed = tuple(
        Button(_label(act, number, name), press(f"idea_{act}", idea, key))
        for number, (key, name) in enumerate(choices.items(), 1)
    )
    return Reply(
        turn.language,
        (say.line(f"cases.{act}.which", number=idea.number), *rows),
        buttons=pressed[:_BUTTONS],
        more=pressed[_BUTTONS:],
    )


def _unknown(turn: Turn, act: Act, idea: Idea, choices: Mapping[str, str]) -> Reply:
    """Say that nothing of the kind can be chosen, and show once more what can."""
    reply = _choose(turn, act, idea, choices)
    return replace(reply, lines=(turn.say.line("cases.choice.unknown"), *reply.lines))


def _label(act: Act, number: int, name: str) -> str:
    """Names of offices are cut short, and the number tells them apart."""
    return heading(f"{number}: {name}" if act == "pass" else name, _LABEL - 1)


def _chosen(text: str, choices: Mapping[str, str]) -> str | None:
    """Read «2», or words that stand in just one of the names."""
    words = fold(text.strip(" ."))
    if words.isdecimal() and 1 <= int(words) <= len(choices):
        return list(choices)[int(words) - 1]
    found = [key for key, name in choices.items() if words and words in fold(name)]
    return found[0] if len(found) == 1 else None


def _ask_words(turn: Turn, act: Act, idea: Idea, choice: str) -> Reply:
    say, asked = turn.say, press(f"idea_{act}", idea, choice)
    _wait(turn, act, asked.argument)
    form = f"{act}.{choice}" if choice in ("parked", "application") else act
    line = say.line(f"cases.{form}.words", number=idea.number)
    if act == "ask":
        return Reply(turn.language, (line,))
    without = Button(
        say.text(f"cases.button.{act}.without"), press(f"idea_{act}", idea, f"{choice}{NO_WORDS}")
    )
    leave = Button(say.text("cases.button.not_now"), press("idea_see", idea))
    return Reply(turn.language, (line,), buttons=(without, leave))


def _wait(turn: Turn, act: Act, argument: str) -> None:
    question = cast("Question", f"case_{act}")
    turn.remember(pending=Pending(question, INTENT, (argument,)), intent=INTENT)


async def _take(turn: Turn, act: Act, pressed: Press, text: str = "") -> Reply:
    """Take the step and say so, or say why not."""
    turn.remember(pending=None)
    relay, person = await turn.relay(), await turn.desk.known()
    nonce = pressed.nonce(act, person) if not text else _nonce(turn, act, pressed)
    try:
        step = await _step(turn, act, pressed, text.strip()[:LONGEST_KEPT], nonce)
        taken = await relay.take(pressed.idea, step, pressed.seen)
    except RefusedStepError as error:
        return not_possible(turn, error)
    return done(turn, act, taken.idea, step)


def _nonce(turn: Turn, act: Act, pressed: Press) -> str:
    return f"{act}:{pressed.seen}:{int(turn.message.at.timestamp() * 1000)}"


async def _step(turn: Turn, act: Act, pressed: Press, text: str, nonce: str) -> Step:
    """Put the step together; to whom it is passed on is looked up anew."""
    choice = pressed.choice.removesuffix(NO_WORDS)
    step = Step(STEPS[act], "receiver", turn.message.at, nonce, text=text)
    if act == "pass":
        return replace(step, to=await _receiver(turn, pressed, choice))
    if act == "decline" and choice in REASONS:
        return replace(step, reason=cast("Reason", choice))
    if act == "outcome" and choice in OUTCOMES:
        return _outcome(turn, step, cast("Outcome", choice))
    if choice:
        raise RefusedStepError("gone")
    return step


async def _receiver(turn: Turn, pressed: Press, choice: str) -> Seat:
    idea = await (await turn.relay()).see(pressed.idea)
    seats = await receivers(turn.desk.session, turn.kb, idea)
    found = next((it for it in seats if short_key(it) == choice), None)
    if found is None:
        raise RefusedStepError("gone", idea)
    return found


def _outcome(turn: Turn, step: Step, outcome: Outcome) -> Step:
    """Read a day or a scheme out of the words, where the outcome has use for it."""
    step = replace(step, outcome=outcome)
    if outcome not in ("parked", "application") or not step.text:
        return step
    period = turn.meaning.period if turn.meaning else None
    if outcome == "parked" and period and period.start > turn.today:
        return replace(step, until=period.start)
    schemes = named_programmes(turn) if turn.meaning else ()
    return replace(step, record=f"programme:{schemes[0].id}") if len(schemes) == 1 else step


def done(turn: Turn, act: Act, idea: Idea, step: Step) -> Reply:
    """Confirm, and offer what comes next while the idea is still theirs."""
    say = turn.say
    to = the_holder(say, step.to) if step.to else ""
    line = say.line(f"cases.done.{act}", number=idea.number, to=to)
    if act == "pass" or idea.life.stage == "ended":
        shown: tuple[Button, ...] = (say.button("cases.button.mine", "inbox"),)
        return Reply(turn.language, (line, *_waking(turn, idea)), buttons=shown)
    shown, more = buttons.of_holder(say, idea)
    return Reply(turn.language, (line, *_waking(turn, idea)), buttons=shown, more=more)


def _waking(turn: Turn, idea: Idea) -> tuple[Line, ...]:
    """Say when a parked idea wakes, as far as that was understood."""
    if idea.life.stage != "parked":
        return ()
    say = turn.say
    if idea.life.until:
        return (say.line("cases.wakes.until", day=capital(say.day(idea.life.until))),)
    return (say.line("cases.wakes.call" if idea.life.record else "cases.wakes.never"),)
