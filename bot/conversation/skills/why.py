"""«Hvorfor?»: the rule that spoke, and how the person's words were read."""

from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.speech.lines import one_line


async def why(turn: Turn, _: str = "") -> Reply:
    """Give the reason of the last answer, from the rules and readings it was made of."""
    say, state = turn.say, turn.state
    of_region = turn.kb.rules(turn.region.id) if turn.region else ()
    known = {rule.id: rule for rule in of_region}
    rules = [known[identity] for identity in state.rules if identity in known]
    if not rules:
        return Reply(turn.language, (say.line("why.nothing"),))
    because = say.line("why.because", reason=say.of(rules[0].because))
    if rules[0].layer == "derived":
        because = one_line(because, say.line("why.our_reading"))
    lines = [because]
    if state.readings:
        lines.append(
            one_line(*(_reading(turn, it.surface, it.kind, it.label) for it in state.readings))
        )
    buttons: list[Button] = []
    if state.municipality:
        buttons.append(say.button("button.wrong_place", "wrong_place"))
    if state.themes:
        buttons.append(say.button("button.wrong_theme", "wrong_theme"))
    return Reply(
        turn.language,
        tuple(lines),
        buttons=tuple(buttons),
        context=say.line("source.rule", id=rules[0].id),
    )


def _reading(turn: Turn, surface: str, kind: str, label: str) -> Line:
    say = turn.say
    meaning = (
        say.text("why.municipality") if kind == "municipality" else say.text(f"{kind}.{label}")
    )
    return say.line("why.read", words=say.quote(surface), meaning=meaning)
