"""Each refusal of Teams means what Microsoft says it means, in whatever form it comes."""

import json
from datetime import timedelta
from random import Random

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.teams.errors import (
    CODES,
    STATUSES,
    DrawnWrongError,
    GoneError,
    Means,
    OursError,
    TeamsError,
    UnansweredError,
    breakdown,
    patience,
    refusal,
)
from bot.notices.notice import RefusedError, TryLaterError

_RAISED = {
    Means.CLOSED: RefusedError,
    Means.GONE: GoneError,
    Means.DRAWN_WRONG: DrawnWrongError,
    Means.OURS: OursError,
    Means.LATER: TryLaterError,
}
_WORDS = "Kari Nordmann i Namsos"


def _chance(seed: int = 0) -> Random:
    return Random(seed)  # noqa: S311 - chance, no secret


def _meaning(status: int, told: object = None, seed: int = 0, **headers: str) -> Exception:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = told if isinstance(told, str) else json.dumps(told)
    return refusal(httpx.Response(status, headers=named, text=body), _chance(seed))


@pytest.mark.parametrize(("code", "means"), CODES.items())
def test_a_code_counts_for_more_than_its_status(code: str, means: Means) -> None:
    inside = json.dumps({"subCode": code, "details": _WORDS, "errorCode": None})
    forms: list[object] = [
        {"error": {"code": code, "message": _WORDS}},
        {"error": code},
        {"code": code, "message": _WORDS},
        {"errorCode": 209, "message": inside},
        {"error": {"code": "ServiceError", "message": inside}},
    ]
    for told in forms:
        meaning = _meaning(418, told)
        assert type(meaning) is _RAISED[means]
        assert str(meaning) == f"teams 418 {code}"


@pytest.mark.parametrize(("status", "means"), STATUSES.items())
@pytest.mark.parametrize("told", [None, "", "<html>Bad Gateway</html>", [1], {"error": None}])
def test_without_a_code_the_status_counts(status: int, means: Means, told: object) -> None:
    assert type(_meaning(status, told)) is _RAISED[means]


@pytest.mark.parametrize("code", ["Bad Argument", "Bad argument", "BadArgument"])
def test_a_code_is_known_however_it_is_spelt(code: str) -> None:
    assert isinstance(_meaning(400, {"error": {"code": code}}), DrawnWrongError)


@pytest.mark.parametrize("status", [400, 403, 404, 418])
def test_what_is_not_known_closes_nobody_s_door_and_quotes_nothing(status: int) -> None:
    meaning = _meaning(status, {"error": {"code": _WORDS, "message": _WORDS}})
    assert type(meaning) is TeamsError
    assert str(meaning) == f"teams {status}"


@given(st.text(), st.integers(400, 599))
def test_any_answer_means_something(told: str, status: int) -> None:
    assert str(_meaning(status, told)).startswith(f"teams {status}")


@given(st.integers(0, 600), st.integers(0, 99))
def test_it_waits_as_long_as_teams_asks_and_a_little_more(seconds: int, seed: int) -> None:
    asked = timedelta(seconds=seconds)
    meaning = _meaning(429, seed=seed, Retry_After=str(seconds))
    assert isinstance(meaning, TryLaterError)
    assert meaning.after is not None
    assert asked <= meaning.after <= asked * 1.25


def test_those_who_were_put_off_together_come_back_apart() -> None:
    waits = {getattr(_meaning(429, seed=it, Retry_After="60"), "after", None) for it in range(20)}
    assert len(waits) == 20


@pytest.mark.parametrize(
    ("after", "seconds"),
    [
        ("Fri, 20 Nov 2026 11:00:30 GMT", 30),
        ("Fri, 20 Nov 2026 10:59:00 GMT", 0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 3600),
        ("99999999999999999999", 3600),
    ],
)
def test_it_reads_moments_too_and_never_waits_for_more_than_an_hour(
    after: str, seconds: int
) -> None:
    meaning = _meaning(429, Retry_After=after, Date="Fri, 20 Nov 2026 11:00:00 GMT")
    assert isinstance(meaning, TryLaterError)
    assert meaning.after is not None
    assert seconds <= meaning.after.total_seconds() <= min(seconds * 1.25, 3600)


@pytest.mark.parametrize("after", ["", "soon", "-5", "1.5", "Fri, 20 Nov 2026 11:00:30 GMT"])
def test_where_it_can_t_be_read_nothing_is_asked(after: str) -> None:
    meaning = _meaning(503, Retry_After=after)
    assert isinstance(meaning, TryLaterError)
    assert meaning.after is None
    assert not meaning.whole_channel


def test_patience_doubles_at_least_and_has_jitter() -> None:
    second = timedelta(seconds=1)
    assert patience(timedelta(0), _chance(1)) >= 2 * second
    waits = {patience(60 * second, _chance(it)) for it in range(20)}
    assert len(waits) == 20
    assert all(60 * second <= it <= 120 * second for it in waits)


@pytest.mark.parametrize(
    ("error", "raised", "whole"),
    [
        (httpx.ConnectError(""), TryLaterError, True),
        (httpx.ConnectTimeout(""), TryLaterError, True),
        (httpx.PoolTimeout(""), TryLaterError, False),
        (httpx.ReadTimeout(""), UnansweredError, None),
        (httpx.ReadError(""), UnansweredError, None),
        (httpx.RemoteProtocolError(""), UnansweredError, None),
        (httpx.WriteError(""), UnansweredError, None),
    ],
)
def test_a_call_that_broke_off_may_have_arrived_or_surely_did_not(
    error: httpx.HTTPError, raised: type[Exception], whole: bool | None
) -> None:
    meaning = breakdown(error)
    assert type(meaning) is raised
    assert getattr(meaning, "whole_channel", None) is whole
