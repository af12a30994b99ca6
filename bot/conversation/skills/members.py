"""The municipalities of a region, as a list."""

from bot.conversation.turn import Turn
from bot.message import Reply


async def members(turn: Turn, region: str) -> Reply:
    """Name the municipalities that a region serves; unknown regions give all regions."""
    say = turn.say
    what = say.button("button.what_can_you", "help")
    if region not in turn.kb.regions:
        names = say.join(say.of(it.names) for it in turn.kb.regions.values())
        return Reply(turn.language, (say.line("members.regions", regions=names),), buttons=(what,))
    municipalities = sorted(it.name for it in turn.kb.municipalities_in(region))
    line = say.line(
        "members.list",
        region=say.of(turn.kb.regions[region].names),
        count=len(municipalities),
        number=say.count(len(municipalities)),
        municipalities=say.join(municipalities),
    )
    return Reply(turn.language, (line,), buttons=(what,))
