"""What the one who sent an idea can do with it: add, change, answer, withdraw, show to others."""

from bot.conversation.reading import LONGEST_KEPT
from bot.conversation.skills.idea_status import INTENT, not_possible, own_idea
from bot.conversation.state import Pending, Question
from bot.conversation.turn import Turn
from bot.ideas.idea import Idea
from bot.ideas.press import Press, press
from bot.ideas.relay import RefusedStepError
from bot.ideas.step import Step
from bot.ideas.vocabulary import StepKind
from bot.ideas.words import buttons
from bot.ideas.words.names import short_name, the_holder_in, the_role
from bot.message import Button, Line, Reply
from bot.speech.sentences import capital


async def idea_add(turn: Turn, argument: str) -> Reply:
    """«Legg til noe»: ask what."""
    return await _ask(turn, argument, "idea_add")


async def take_added(turn: Turn, text: str) -> Reply:
    """Add what the person wrote."""
    return await _write(turn, "added", text)


async def idea_change(turn: Turn, argument: str) -> Reply:
    """«Endre», of an idea that was sent: ask for the wording that holds from now on."""
    return await _ask(turn, argument, "idea_change")


async def take_changed(turn: Turn, text: str) -> Reply:
    """Let what the person wrote be the text of the idea."""
    return await _write(turn, "changed", text)


async def idea_answer(turn: Turn, argument: str) -> Reply:
    """«Svar»: show the question once more."""
    return await _ask(turn, argument, "idea_answer")


async def take_answer(turn: Turn, text: str) -> Reply:
    """Send the answer to whoever asked."""
    return await _write(turn, "answered", text)


async def idea_withdraw(turn: Turn, argument: str) -> Reply:
    """«Trekk»: ask once, then withdraw."""
    pressed = Press.read(argument)
    if pressed and pressed.choice == "yes":
        return await _press(turn, pressed, "withdrawn")
    idea = await own_idea(turn, argument)
    if isinstance(idea, Reply):
        return idea
    say = turn.say
    holder = capital(short_name(say, idea.life.holder))
    yes = Button(say.text("idea.button.withdraw"), press("idea_withdraw", idea, "yes"))
    keep = Button(say.text("idea.button.keep"), press("idea_see", idea))
    sure = say.line("idea.withdraw.sure", number=idea.number, holder=holder)
    return Reply(turn.language, (sure,), buttons=(yes, keep))


async def idea_share(turn: Turn, argument: str) -> Reply:
    """«Vis for andre»: those with a like need may see it."""
    return await _press(turn, Press.read(argument), "shared")


async def idea_unshare(turn: Turn, argument: str) -> Reply:
    """«Ikke vis for andre»."""
    return await _press(turn, Press.read(argument), "unshared")


async def _ask(turn: Turn, argument: str, question: Question) -> Reply:
    """Ask for free words about one's own idea."""
    idea = await own_idea(turn, argument)
    if isinstance(idea, Reply):
        return idea
    if question == "idea_answer" and idea.life.question is None:
        return not_possible(turn, RefusedStepError("not_asked"))
    if idea.life.stage == "ended":
        return not_possible(turn, RefusedStepError("ended"))
    fresh = press(question, idea).argument
    turn.remember(pending=Pending(question, INTENT, (fresh,)))
    return Reply(turn.language, (_question(turn, idea, question),))


def _question(turn: Turn, idea: Idea, question: Question) -> Line:
    say = turn.say
    if question == "idea_add":
        return say.line("idea.add.what", number=idea.number)
    if question == "idea_change":
        return say.line("idea.change.what", words=say.quote(idea.life.text))
    holder = capital(the_holder_in(say, idea.life.holder))
    return say.line("idea.answer.what", holder=holder, words=say.quote(idea.life.question or ""))


async def _write(turn: Turn, kind: StepKind, text: str) -> Reply:
    """Take a step with the person's own words, for the question that waits."""
    pending = turn.state.pending
    pressed = Press.read(pending.options[0]) if pending and pending.options else None
    turn.remember(pending=None)
    if pressed is None:
        return not_possible(turn, RefusedStepError("gone"))
    words = text.strip()[:LONGEST_KEPT]
    nonce = f"{kind}:{pressed.seen}:{int(turn.message.at.timestamp() * 1000)}"
    return await _take(turn, pressed, kind, nonce, words)


async def _press(turn: Turn, pressed: Press | None, kind: StepKind) -> Reply:
    if pressed is None:
        return not_possible(turn, RefusedStepError("gone"))
    nonce = pressed.nonce(kind, await turn.desk.known())
    return await _take(turn, pressed, kind, nonce)


async def _take(turn: Turn, pressed: Press, kind: StepKind, nonce: str, text: str = "") -> Reply:
    """Take a step and confirm it, or say why it was not possible."""
    relay = await turn.relay()
    step = Step(kind, "submitter", turn.message.at, nonce, text=text)
    try:
        taken = await relay.take(pressed.idea, step, pressed.seen)
    except RefusedStepError as refused:
        return not_possible(turn, refused)
    return told(turn, taken.idea, kind, text)


def told(turn: Turn, idea: Idea, kind: StepKind, words: str) -> Reply:
    """Confirm a step: what was done, and who has heard of it."""
    say = turn.say
    line = say.line(
        f"idea.done.{kind}",
        number=idea.number,
        words=say.quote(words),
        holder=capital(short_name(say, idea.life.holder)),
        role=the_role(say, idea.life.holder),
    )
    return Reply(turn.language, (line,), buttons=(buttons.see(say, idea),))
