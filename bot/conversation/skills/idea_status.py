"""«Hva skjedde med ideen min?»: where it is, and what happened to it."""

from collections.abc import Sequence

from bot.conversation import ways
from bot.conversation.skills.inbox import shown_case
from bot.conversation.skills.meet import like_line
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.ideas.idea import Idea
from bot.ideas.ledger import read_steps
from bot.ideas.lists import own
from bot.ideas.press import Press, press
from bot.ideas.relay import RefusedStepError
from bot.ideas.words.receipt import who_sees
from bot.ideas.words.refusals import refused
from bot.ideas.words.status import status
from bot.ideas.words.timeline import timeline
from bot.message import Button, Line, Reply
from bot.speech.lines import plain_line
from bot.speech.speaker import Speaker

INTENT = "idea_status"
_SHOWN = 5
_BUTTONS = 3


async def idea_status(turn: Turn) -> Reply:
    """Say what became of the person's ideas: the one that there is, or a list to choose from."""
    turn.remember(intent=INTENT, misses=0)
    return await ideas(turn)


async def ideas(turn: Turn, _: str = "") -> Reply:
    """Show the person's ideas; a single open one at once."""
    person = await turn.desk.known()
    found = await own(turn.desk.session, person) if person else ()
    if not found:
        return _none(turn)
    if len(found) == 1:
        return await told(turn, found[0])
    return _listed(turn, found)


async def open_idea(turn: Turn, text: str) -> Idea | None:
    """Give the open idea that the person sent in these words, if there is one."""
    person = await turn.desk.known()
    found = await own(turn.desk.session, person) if person else ()
    return next((it for it in found if it.life.text == text and not it.life.ended_at), None)


async def idea_see(turn: Turn, argument: str) -> Reply:
    """«Se saken»: the text, where it is, what happened, and who can read it."""
    idea = await own_idea(turn, argument)
    if isinstance(idea, Reply):
        return idea
    actor = await (await turn.relay()).actor()
    if actor.person != idea.submitter:
        return await shown_case(turn, idea, actor)
    return await told(turn, idea, whole=True)


async def own_idea(turn: Turn, argument: str) -> Idea | Reply:
    """Give the idea that a button is about, or the answer that says why not."""
    pressed = Press.read(argument)
    if pressed is None:
        return not_possible(turn, RefusedStepError("gone"))
    try:
        return await (await turn.relay()).see(pressed.idea)
    except RefusedStepError as refused:
        return not_possible(turn, refused)


def not_possible(turn: Turn, error: RefusedStepError) -> Reply:
    """Say why a step was not taken, with the way back to the idea."""
    see = (_button(turn.say, "see", error.idea),) if error.idea else ()
    return Reply(turn.language, (refused(turn.say, error),), buttons=see)


async def told(turn: Turn, idea: Idea, *, whole: bool = False) -> Reply:
    """Say where an idea of the person's own is; `whole` shows its words and who sees them too."""
    say = turn.say
    steps = await read_steps(turn.desk.session, (idea.id,))
    words = plain_line(say.quote(idea.life.text), idea.number) if whole else None
    lines = (status(say, idea), words, *timeline(say, idea, steps[idea.id]))
    if idea.life.stage == "asked":
        argument = press("idea_answer", idea).argument
        turn.remember(pending=Pending("idea_answer", INTENT, (argument,)))
    alike = await like_line(turn, idea) if whole else None
    return Reply(
        turn.language,
        tuple(line for line in (*lines, alike and alike[0]) if line),
        buttons=acts(say, idea, seen=whole),
        more=(*((alike[1],) if alike else ()), *(_sharing(say, idea) if whole else ())),
        context=who_sees(say, idea) if whole else None,
    )


def acts(say: Speaker, idea: Idea, *, seen: bool) -> tuple[Button, ...]:
    """Give what the one who sent an idea can do now; the look at it, where it is `seen`, is not
    offered again."""
    see = _button(say, "see", idea)
    if idea.life.stage == "ended":
        return () if seen else (see,)
    first = _button(say, "answer" if idea.life.stage == "asked" else "add", idea)
    second = _button(say, "change", idea) if seen else see
    return (*((first, second) if seen else (second, first)), _button(say, "withdraw", idea))


def _sharing(say: Speaker, idea: Idea) -> tuple[Button, ...]:
    if idea.life.stage == "ended" and not idea.life.shared:
        return ()
    return (_button(say, "unshare" if idea.life.shared else "share", idea),)


def _button(say: Speaker, name: str, idea: Idea) -> Button:
    return Button(say.text(f"idea.button.{name}"), press(f"idea_{name}", idea))


def _listed(turn: Turn, found: Sequence[Idea]) -> Reply:
    """Several: a line and a button for each, the newest first."""
    say, shown = turn.say, found[:_SHOWN]
    lines = [say.line("idea.list", count=len(found))]
    lines += [idea_row(say, it) for it in shown]
    buttons = _each(shown, "idea_see")
    return Reply(turn.language, tuple(lines), buttons=buttons[:_BUTTONS], more=buttons[_BUTTONS:])


def idea_row(say: Speaker, idea: Idea) -> Line:
    """«IDE-2026-0042 «Sensorer»: den kom til Namsos kommune i dag.»"""
    label = f"{idea.number} {say.quote(idea.title)}" if idea.title else idea.number
    return Line(status(say, idea).segments, label)


def choose(turn: Turn, found: Sequence[Idea], action: str) -> Reply:
    """Ask which of several ideas is meant."""
    say, shown = turn.say, found[:_SHOWN]
    lines = [say.line("idea.which")]
    lines += [plain_line(say.quote(idea.title), idea.number) for idea in shown]
    buttons = _each(shown, action)
    return Reply(turn.language, tuple(lines), buttons=buttons[:_BUTTONS], more=buttons[_BUTTONS:])


def _each(shown: Sequence[Idea], action: str) -> tuple[Button, ...]:
    return tuple(Button(idea.number, press(action, idea)) for idea in shown)


def _none(turn: Turn) -> Reply:
    """Nothing was sent from here: say so, and whom to ask about what was sent otherwise."""
    say = turn.say
    if turn.state.draft:
        show = say.button("idea.button.show_draft", "idea_draft")
        return Reply(turn.language, (say.line("idea.none.draft"),), buttons=(show,))
    have = say.button("help.button.idea", "route")
    first = turn.refer("route_idea").get("first")
    if first is None or first.contact is None or turn.municipality is None:
        return Reply(turn.language, (say.line("idea.none"),), buttons=(have,))
    holder = ways.holder_of(turn, first.contact)
    ask = say.line(
        "idea.none.ask",
        the_title=say.of(first.contact.the_title),
        address=ways.said_address(say, holder),
    )
    box = ways.mailbox(holder)
    write = (ways.write_button(say, box.address),) if box else ()
    return Reply(turn.language, (say.line("idea.none"), ask), buttons=(have, *write))
