"""Lines that several notices about ideas have in common."""

from bot.ideas.clock import terms_of, working_day
from bot.ideas.idea import Idea
from bot.ideas.life import Life
from bot.ideas.seat import verified_mailbox
from bot.ideas.way import stops_of
from bot.message import Line
from bot.notices.calendars import calendar_of
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker


def from_place(say: Speaker, idea: Idea) -> str:
    """«Namsos»; of an idea from no municipality, the region."""
    place = say.kb.municipalities.get(idea.municipality or "")
    if place:
        return place.name
    region = say.kb.regions.get(idea.region)
    return say.of(region.names) if region else ""


def own_words(say: Speaker, text: str) -> Line:
    """Quote what somebody wrote, unchanged."""
    return plain_line(say.quote(text))


def because(say: Speaker, idea: Idea, rule: str | None) -> Line | None:
    """«Hvorfor dere: ideen hører til i egen kommune …»: the reason of the rule that led there."""
    found = next((it for it in say.kb.rules(idea.region) if it.id == rule), None)
    return plain_line(say.of(found.because), say.text("referral.label.because")) if found else None


def by_when(say: Speaker, idea: Idea) -> Line | None:
    """Tell whoever has an idea when the clock reminds them, and when it may go on."""
    life = idea.life
    if life.stage != "waiting" or life.unanswered:
        return None
    terms, calendar = terms_of(say.kb, idea.region, life.rule), calendar_of(say.kb, idea.region)
    days = [working_day(life, count, calendar) for count in terms.remind_after]
    ahead = [say.day(day) for day in days if day > say.today]
    reminded = say.line("referral.reminded_on", days=say.join(ahead)) if ahead else None
    if not _has_next(say, idea):
        return reminded
    last = say.day(working_day(life, terms.escalate_after, calendar))
    return one_line(reminded, say.line("referral.goes_on", day=capital(last)))


def _has_next(say: Speaker, idea: Idea) -> bool:
    """Whether the region's way names somebody with a mailbox who has not had the idea."""
    had = (idea.life.holder, *idea.life.former)
    seats = (it.seat for it in stops_of(say.kb, idea, say.today))
    return any(it not in had and verified_mailbox(say.kb, it) for it in seats)


def silence(say: Speaker, idea: Idea, before: Life) -> str:
    """«ti arbeidsdager»: how long whoever had it before was silent when it went on."""
    days = terms_of(say.kb, idea.region, before.rule).escalate_after
    return say.text("idea.working_days", count=days, number=say.count(days))


def sent_for(say: Speaker, idea: Idea) -> Line:
    """«Sendt av Idélos, en robot, for en ansatt i Namsos»."""
    return say.line("referral.sent_for", place=from_place(say, idea))
