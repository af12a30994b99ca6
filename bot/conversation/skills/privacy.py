"""«Hva lagrer du om meg?»: what is kept, shown on request, and deleted on request."""

from bot.conversation.state import State
from bot.conversation.turn import Turn
from bot.message import Line, Reply
from bot.speech.lines import plain_line


async def privacy(turn: Turn) -> Reply:
    """Say what is kept of a conversation and why."""
    say = turn.say
    return Reply(
        turn.language,
        (say.line("privacy.what"), say.line("privacy.why")),
        buttons=(
            say.button("privacy.button.show", "privacy_show"),
            say.button("privacy.button.forget", "privacy_forget"),
        ),
    )


async def privacy_show(turn: Turn, _: str = "") -> Reply:
    """Show all that is kept of this conversation, in the person's own words where it is theirs."""
    say, rows = turn.say, _kept(turn)
    if not rows:
        return Reply(turn.language, (say.line("privacy.nothing"),))
    return Reply(
        turn.language,
        (say.line("privacy.have"), *rows),
        buttons=(say.button("privacy.button.forget", "privacy_forget"),),
    )


async def privacy_forget(turn: Turn, _: str = "") -> Reply:
    """Delete all that is kept of this conversation; the answer still comes in its language."""
    reply = Reply(turn.language, (turn.say.line("privacy.forgotten"),))
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
    }
    return [
        plain_line(text, say.text(f"privacy.label.{key}")) for key, text in kept.items() if text
    ]


def _labels(turn: Turn) -> list[str]:
    """How the last text was read, in words."""
    say, state = turn.say, turn.state
    themes = [say.text(f"theme.{it}") for it in state.themes if f"theme.{it}" in say.words]
    needs = [say.text(f"need.{it}") for it in state.needs if f"need.{it}" in say.words]
    return [*themes, *needs]
