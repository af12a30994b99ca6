"""The days of the steps of one plan."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.plans.plan import PlannedStep, StepState
from bot.working_days import Country, is_meeting_day, is_working_day, working_days_before
from knowledge.records.steps import Lead, Step

_A_DAY: Final = timedelta(days=1)
_ONE_DAY: Final = Lead(working_days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Counts back from `day` to what can be done from `today` on."""

    today: date
    day: date
    country: Country

    def plan(self, step: Step) -> PlannedStep:
        """Give a step its last day, and tell whether it is still to come."""
        first, by = self._window(step.months) if step.months else (None, self._before(step.before))
        state: StepState = "ahead" if by >= self.today else "missed"
        if state == "missed" and step.before and self._still_fits(step):
            state, by = "now", self._soon()
        return PlannedStep(
            id=step.id,
            texts=step.texts,
            state=state,
            first=first,
            by=by,
            lead=step.before,
            fulfils=step.fulfils,
            derived=step.layer == "derived",
        )

    def send_by(self) -> date:
        """Give the last working day on which one can send; the day itself where that is past."""
        last = self.day
        while not is_working_day(last, self.country):
            last -= _A_DAY
        return last if last >= self.today else self.day

    def _still_fits(self, step: Step) -> bool:
        return self.today <= self._counted(step.shortest or _ONE_DAY)

    def _before(self, lead: Lead | None) -> date:
        return self._last_meeting_day(self._counted(lead or _ONE_DAY))

    def _counted(self, lead: Lead) -> date:
        if lead.working_days:
            return working_days_before(self.day, lead.working_days, self.country)
        return self.day - relativedelta(months=lead.months or 0, weeks=lead.weeks or 0)

    def _window(self, months: tuple[int, ...]) -> tuple[date, date]:
        """Give the days of the last run of `months` that begins before the day itself.

        Days that are past, or on which nobody meets, are cut off at both ends.
        """
        first, last = next(it for it in self._runs(months) if it[0] < self.day)
        by = self._last_meeting_day(min(last, self.day - _A_DAY))
        first = max(first, self.today)
        while first < by and not is_meeting_day(first, self.country):
            first += _A_DAY
        return min(first, by), by

    def _runs(self, months: tuple[int, ...]) -> Iterator[tuple[date, date]]:
        """Give the runs of `months` as first and last day, from next year backwards."""
        wraps = any(month > following for month, following in pairwise(months))
        for year in range(self.day.year + 1, self.day.year - 3, -1):
            last = date(year, months[-1], monthrange(year, months[-1])[1])
            yield date(year - wraps, months[0], 1), last

    def _last_meeting_day(self, day: date) -> date:
        while not is_meeting_day(day, self.country):
            day -= _A_DAY
        return day

    def _soon(self) -> date:
        """Give the last day of this week to meet on, else the next one; never too late to send."""
        this_week = [self.today + n * _A_DAY for n in range(7 - self.today.weekday())]
        meeting = [day for day in this_week if is_meeting_day(day, self.country)]
        day = meeting[-1] if meeting else self.today
        while not is_meeting_day(day, self.country):
            day += _A_DAY
        return min(day, self.send_by())
