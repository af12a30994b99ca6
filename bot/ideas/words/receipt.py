"""The receipt: who has the idea, its number, when we chase, and what happens in silence."""

from bot.ideas.clock import terms_of, working_day
from bot.ideas.idea import Idea
from bot.ideas.way import Way
from bot.ideas.words.names import short_name
from bot.message import Line
from bot.notices.calendars import calendar_of
from bot.speech.lines import one_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker


def receipt(say: Speaker, idea: Idea, way: Way) -> tuple[Line, ...]:
    """Confirm that an idea was sent, and tell what the clock will do."""
    to = short_name(say, idea.life.holder)
    sent = say.line(f"idea.sent.{idea.kind}", to=to, number=idea.number)
    return (sent, chase(say, idea, way))


def chase(say: Speaker, idea: Idea, way: Way) -> Line:
    """Tell on which days whoever has it is reminded, and when it goes on to whom."""
    terms = terms_of(say.kb, idea.region, idea.life.rule)
    calendar = calendar_of(say.kb, idea.region)
    days = [working_day(idea.life, count, calendar) for count in terms.remind_after]
    whom = "municipality" if idea.life.holder.municipality else "others"
    it, said = say.text(f"idea.it.{idea.kind}").lower(), say.join(map(say.day, days))
    reminds = say.line(f"idea.reminds.{whom}", it=it, days=said) if days else None
    last = say.day(working_day(idea.life, terms.escalate_after, calendar))
    if not way.then:
        return one_line(reminds, say.line("idea.goes_nowhere", day=last))
    to = short_name(say, way.then[0].seat)
    return one_line(reminds, say.line("idea.goes_on", day=capital(last), it=it, to=to))


def who_sees(say: Speaker, idea: Idea) -> Line:
    """Tell who can read the idea."""
    seats = dict.fromkeys((idea.life.holder, *idea.life.copies, *idea.life.former))
    names = ", ".join(short_name(say, seat) for seat in seats)
    return say.line("idea.who_sees.shared" if idea.life.shared else "idea.who_sees", names=names)
