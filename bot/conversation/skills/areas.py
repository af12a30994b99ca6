"""«Vilka forskningsområden är anmälda?»: the list that seminars choose from."""

from bot.conversation.skills.forum import theme_name
from bot.conversation.turn import Turn
from bot.ideas.courses import Group
from bot.ideas.forum import Forum
from bot.message import Card, Reply
from bot.speech.lines import plain_line
from bot.speech.sentences import capital, cut
from bot.speech.speaker import Speaker

_GROUPS = 6
_NAMED = 5
_LONGEST = 80


async def areas(turn: Turn) -> Reply | None:
    """Show what municipalities want research on, by theme; None to who does not work for the
    whole region."""
    desk = Forum(turn.desk.session, turn.kb, await turn.desk.known(), turn.message.at)
    found = await desk.areas()
    if found is None:
        return None
    say, (_, groups) = turn.say, found
    if not groups:
        return Reply(turn.language, (say.line("areas.none"),))
    count = sum(len(it.needs) for it in groups)
    line = say.line("areas.count", count=count, number=capital(say.count(count)))
    cards = tuple(_card(say, it) for it in groups[:_GROUPS])
    return Reply(turn.language, (line,), cards=cards, context=say.line("areas.sees"))


def _card(say: Speaker, group: Group) -> Card:
    rows = []
    for need in group.needs[:_NAMED]:
        place = say.kb.municipalities.get(need.municipality or "")
        words = say.quote(cut(need.life.text, _LONGEST))
        rows.append(plain_line(words, place.name if place else None))
    return Card("list", capital(theme_name(say, group.theme)), tuple(rows))
