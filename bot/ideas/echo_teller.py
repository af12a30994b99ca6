"""A call that has opened, told to one whose idea it may pay for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.idea import Idea
from bot.ideas.ledger import read_all
from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.teller import Write
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.announced import announced
from bot.notices.words.telling import Telling
from bot.notices.words.why import cited
from bot.speech.lines import dotted, plain_line


class EchoTeller:
    """Writes ``echo``: the call as it is announced, and which idea it may fit."""

    kinds: frozenset[NoticeKind] = frozenset({"echo"})

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Write:
        """Read the ideas that some deliveries are about; give what writes them."""
        del now
        found = await read_all(session, {_idea_of(it.because) for it in claims})
        ideas = {it.id: it for it in found}

        def write(telling: Telling) -> Notice | None:
            idea = ideas.get(_idea_of(telling.told.because))
            return _echo(telling, idea) if idea and not idea.life.withdrawn else None

        return write


def _echo(telling: Telling, idea: Idea) -> Notice | None:
    notice = announced(telling)
    if notice is None:
        return None
    say, reply = telling.say, notice.reply
    call = say.kb.calls.get(telling.told.subject.partition(":")[2])
    fits = say.line("echo.fits", number=idea.number)
    words = plain_line(say.quote(idea.life.text))
    why = say.line("echo.why", number=idea.number)
    context = dotted(why, *(cited(say, call) if call else ()))
    lines = (*reply.lines, fits, words)
    return replace(notice, is_list=False, reply=replace(reply, lines=lines, context=context))


def _idea_of(because: str) -> int:
    return int(because.partition(":")[2])
