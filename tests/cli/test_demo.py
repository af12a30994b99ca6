"""The demonstration: real knowledge, and samples that say that they are samples."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.demo.clock import DemoClock, next_working_day
from bot.demo.demo import Demo
from bot.demo.samples import with_samples
from bot.plans.work_back import work_back
from knowledge.base import KnowledgeBase
from knowledge.check import check_packs
from knowledge.packs import load_packs
from knowledge.records.base import LANGUAGES
from knowledge.records.events import Event
from knowledge.records.funding import Call

SAYS_SO = {"nb": "Eksempel", "nn": "Eksempel", "sv": "Exempel", "en": "Example"}


def samples(today: date) -> list[Event | Call]:
    records = with_samples(load_packs(), today).records
    return [it for it in records if isinstance(it, Event | Call) and it.example]


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 2, 28), date(2028, 2, 29)])
def test_samples_lie_ahead_on_the_weekdays_they_were_given(today: date) -> None:
    for sample in samples(today):
        moment = sample.start if isinstance(sample, Event) else sample.deadline
        assert moment is not None
        assert date.fromisoformat(moment[:10]) > today
        assert date.fromisoformat(moment[:10]).weekday() < 5


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 2, 28), date(2028, 2, 29)])
def test_the_meetings_of_a_sample_series_lie_ahead_and_say_so(today: date) -> None:
    kb = KnowledgeBase(with_samples(load_packs(), today).records)
    start = datetime.combine(today, time(), UTC)
    found = [due.record for due in kb.due(start, start + timedelta(days=200))]
    meetings = [it for it in found if isinstance(it, Event) and it.series and it.example]
    assert len(meetings) >= 5
    assert {it.happening for it in meetings} == {"planned", "moved", "cancelled"}
    assert all(it.title["nb"].startswith("Eksempel") for it in meetings)


def test_there_is_time_for_a_plan_towards_a_sample_call() -> None:
    today = date(2026, 11, 28)
    kb = KnowledgeBase(with_samples(load_packs(), today).records)
    plan = work_back(kb, "demo-kommunal-helse", today, kb.municipality("namsos"))
    assert plan is not None
    assert not plan.missed
    assert {step.state for step in plan.steps} == {"ahead"}


def test_every_sample_says_so_in_its_title() -> None:
    for sample in samples(date(2026, 11, 22)):
        for language in LANGUAGES:
            assert sample.title[language].startswith(SAYS_SO[language])


def test_the_shipped_packs_hold_no_sample() -> None:
    shipped = [it for it in load_packs().records if isinstance(it, Event | Call)]
    assert not any(it.example for it in shipped)


def test_packs_with_samples_hold_together() -> None:
    packs = with_samples(load_packs(), date(2026, 11, 22))
    faults = check_packs(packs, date(2026, 11, 22), ("route_idea", "register_training_need"))
    assert [it for it in faults if it.file.startswith("demo/") and it.code != "not_canonical"] == []


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (datetime(2026, 11, 26, 6, 0, tzinfo=UTC), datetime(2026, 11, 27, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 28, 6, 0, tzinfo=UTC), datetime(2026, 11, 30, 7, 0, tzinfo=UTC)),
        (datetime(2027, 3, 26, 23, 30, tzinfo=UTC), datetime(2027, 3, 30, 6, 0, tzinfo=UTC)),
    ],
)
def test_the_clock_goes_on_to_the_next_working_morning(now: datetime, morning: datetime) -> None:
    """Over a weekend, and over Easter with the change of clocks in it."""
    clock = DemoClock(lambda: now)
    assert clock() == now
    clock.to_next_morning()
    assert clock() == morning


@pytest.mark.parametrize("today", [date(2026, 11, day) for day in range(22, 29)])
def test_some_samples_close_two_weeks_after_the_next_working_day(today: date) -> None:
    soon = [it for it in samples(today) if it.id.startswith("demo-soon-")]
    assert len(soon) == 2
    for sample in soon:
        assert isinstance(sample, Call)
        assert sample.deadline
        closes = date.fromisoformat(sample.deadline[:10])
        assert closes - next_working_day(today) == timedelta(days=14)


def test_nothing_of_the_environment_sends_letters_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDELOS_SMTP_HOST", "smtp.example.org")
    monkeypatch.setenv("IDELOS_SMTP_USER", "idelos")
    monkeypatch.setenv("IDELOS_PUBLIC_URL", "https://idelos.example.org")
    settings = Demo(tmp_path / "demo").settings(8081)
    assert settings.smtp_host is None
    assert settings.base_url == "http://127.0.0.1:8081"


def test_it_begins_anew(tmp_path: Path) -> None:
    demo = Demo(tmp_path / "var" / "demo")
    demo.begin()
    (demo.folder / "demo.db").touch()
    demo.begin()
    assert list(demo.folder.iterdir()) == []
