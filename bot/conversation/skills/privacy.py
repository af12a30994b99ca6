"""«Hva lagrer du om meg?»: what is kept, shown on request, and deleted on request."""

from bot.conversation.erasing import erase
from bot.conversation.kept_file import make_link
from bot.conversation.kept_ideas import kept_of_ideas
from bot.conversation.kept_notices import kept_of_notices
from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.message import Line, Reply
from bot.speech.lines import plain_line
from intents.wishes import asks_deletion


async def privacy(turn: Turn) -> Reply:
    """Say what is kept of a conversation and why; who wants it gone is shown the button first."""
    say = turn.say
    if turn.meaning and asks_deletion(turn.meaning.text):
        button = say.button("privacy.button.forget", "privacy_forget")
        lines = [say.line("privacy.delete", button=say.quote(button.label))]
        if await kept_of_ideas(turn):
            lines.append(say.line("privacy.delete.ideas"))
        return Reply(
            turn.language,
            tuple(lines),
            buttons=(button, say.button("privacy.button.show", "privacy_show")),
        )
    return Reply(
        turn.language,
        (say.line("privacy.what"), say.line("privacy.why")),
        buttons=(
            say.button("privacy.button.show", "privacy_show"),
            say.button("privacy.button.forget", "privacy_forget"),
        ),
    )


async def privacy_show(turn: Turn, _: str = "") -> Reply:
    """Show all that is kept, in the person's own words where they are theirs; addresses masked."""
    say = turn.say
    rows = (*_kept(turn), *await kept_of_notices(turn), *await kept_of_ideas(turn))
    if not rows:
        return Reply(turn.language, (say.line("privacy.nothing"),))
    return Reply(
        turn.language,
        (say.line("privacy.have"), *rows),
        buttons=(
            say.button("privacy.button.file", "privacy_file"),
            say.button("privacy.button.forget", "privacy_forget"),
        ),
    )


async def privacy_file(turn: Turn, _: str = "") -> Reply:
    """Give links to all of it as a file, to read or for programs."""
    say, secret = turn.say, await make_link(turn)
    return Reply(
        turn.language,
        (say.line("privacy.file"),),
        buttons=(
            say.link("privacy.button.text", f"/kept/{secret}.txt"),
            say.link("privacy.button.data", f"/kept/{secret}.json"),
            say.button("privacy.button.forget", "privacy_forget"),
        ),
    )


async def privacy_forget(turn: Turn, _: str = "") -> Reply:
    """Delete all that is kept of this conversation and of the one who follows things from it; the
    answer still comes in its language."""
    say = turn.say
    what_can_you = say.button("out_of_scope.button.what_can_you", "help")
    erased = await erase(turn.kb, turn.desk, turn.message.at)
    turn.forgotten = erased.places
    lines = [say.line("privacy.forgotten.notices" if erased.places else "privacy.forgotten")]
    if erased.ideas:
        lines.append(say.line("privacy.forgotten.ideas", count=erased.ideas))
    reply = Reply(turn.language, tuple(lines), buttons=(what_can_you,))
    turn.state = State()
    return reply


def _kept(turn: Turn) -> list[Line]:
    say, state = turn.say, turn.state
    region = turn.kb.regions.get(state.region or "")
    place = turn.kb.municipalities.get(state.municipality or "")
    kept = {
        "language": say.text(f"privacy.language.{state.language}") if state.language else None,
        "region": say.of(region.names) if region else None,
        "municipality": place.name if place else None,
        "role": say.quote(state.role) if state.role else None,
        "text": say.quote(state.text) if state.text else None,
        "readings": say.join(_labels(turn)) if _labels(turn) else None,
        "draft": say.quote(state.draft.text) if state.draft else None,
        "about": say.join(_about(turn)) if _about(turn) else None,
        "rules": ", ".join(state.rules),
    }
    return [
        plain_line(text, say.text(f"privacy.label.{key}")) for key, text in kept.items() if text
    ]


def _about(turn: Turn) -> list[str]:
    """What the last answer was about: the money, DistriktForsk."""
    say, state = turn.say, turn.state
    noun = f"second.noun.{state.intent}"
    programme = turn.kb.programmes.get(state.programme or "")
    return [
        *([say.text(noun)] if noun in say.words else []),
        *([say.of(programme.names)] if programme else []),
    ]


def _labels(turn: Turn) -> list[str]:
    """How the last text was read, in words."""
    say, state = turn.say, turn.state
    themes = [say.text(f"theme.{it}") for it in state.themes if f"theme.{it}" in say.words]
    needs = [say.text(f"need.{it}") for it in state.needs if f"need.{it}" in say.words]
    return [*themes, *needs]
