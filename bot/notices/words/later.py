"""«Senere: …»: the calls of the same scheme that come after this one."""

from datetime import timedelta

from bot.message import Button, Line
from bot.notices.vocabulary import DAYS, Lead
from bot.notices.words.telling import Telling
from bot.speech.lines import plain_line
from knowledge.moments import first_day
from knowledge.records.funding import Call

_NEAR = timedelta(days=DAYS[Lead.SIX_WEEKS])
"""As long before a date as the first reminder of those who asked for nothing else."""


def later_calls(telling: Telling, call: Call) -> tuple[Call, ...]:
    """Give those that close later, the nearest first; the near ones have reminders of their own."""
    near = max((call.deadline or "")[:10], str(telling.say.today + _NEAR))
    return tuple(
        other
        for other in telling.say.kb.calls_of(call.programme)
        if other.deadline and other.deadline[:10] > near and not other.deadline_label
    )


def later_line(telling: Telling, calls: tuple[Call, ...]) -> Line | None:
    """Tell of them together; of several on one day also what they are about."""
    if not calls:
        return None
    say, number = telling.say, telling.say.count(len(calls))
    days = {(call.deadline or "")[:10] for call in calls}
    moment = say.moment(calls[0].deadline or "")
    subjects = {say.of(call.concerns) if call.concerns else "" for call in calls}
    if len(calls) == 1:
        text = say.text("notice.later.one", name=say.of(calls[0].title), when=moment)
    elif len(days) > 1:
        text = say.text("notice.later.first", number=number, when=moment)
    elif len(subjects) == 1 and "" not in subjects:
        text = say.text("notice.later.about", number=number, what=subjects.pop(), when=moment)
    else:
        text = say.text("notice.later.same", number=number, when=moment)
    return plain_line(text, say.text("notice.label.later"))


def later_button(telling: Telling, calls: tuple[Call, ...]) -> Button | None:
    """«Vis 2027» where they are of one year to come."""
    if not calls:
        return None
    say, days = telling.say, [first_day(call.deadline or "") for call in calls]
    year = days[0].year
    if year > say.today.year and days[-1].year == year:
        return say.button(
            "notice.button.year", "whats_on", f"{year}-01-01/{year + 1}-01-01/0", year=year
        )
    end = days[-1] + timedelta(days=1)
    return say.button("notice.button.later", "whats_on", f"{days[0]}/{end}/0")
