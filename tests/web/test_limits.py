from bot.channels.web.limits import Allowance, TokenBuckets
from tests.web.visit import Clock


def test_a_burst_then_one_at_a_time() -> None:
    clock = Clock()
    buckets = TokenBuckets(Allowance(burst=2, per_minute=30), clock)
    assert [buckets.take("a"), buckets.take("a")] == [0, 0]
    assert buckets.take("a") == 2
    clock.move(seconds=1)
    assert buckets.take("a") == 1
    clock.move(seconds=1)
    assert buckets.take("a") == 0
    assert buckets.take("a") == 2


def test_each_key_has_its_own() -> None:
    buckets = TokenBuckets(Allowance(burst=1, per_minute=1), Clock())
    assert [buckets.take("a"), buckets.take("b")] == [0, 0]


def test_a_bucket_never_holds_more_than_the_burst() -> None:
    clock = Clock()
    buckets = TokenBuckets(Allowance(burst=1, per_minute=60), clock)
    buckets.take("a")
    clock.move(days=1)
    assert buckets.take("a") == 0
    assert buckets.take("a") == 1


def test_a_clock_set_back_changes_nothing() -> None:
    clock = Clock()
    buckets = TokenBuckets(Allowance(burst=1, per_minute=60), clock)
    buckets.take("a")
    clock.move(hours=-1)
    assert buckets.take("a") == 1
    clock.move(seconds=1)
    assert buckets.take("a") == 0


def test_old_keys_are_forgotten() -> None:
    buckets = TokenBuckets(Allowance(burst=1, per_minute=1), Clock(), keys=2)
    for key in "abc":
        buckets.take(key)
    assert buckets.take("c") > 0
    assert buckets.take("a") == 0
