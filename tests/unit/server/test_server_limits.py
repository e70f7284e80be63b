"""Token buckets and callers' addresses."""

import pytest

from server.limits import KEYS_KEPT, Buckets, Proxies


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_what_it_holds_and_then_says_how_long_to_wait() -> None:
    buckets = Buckets(20, Clock())
    assert [buckets.take("a") for _ in range(21)] == [0] * 20 + [3]


def test_the_time_it_names_is_enough() -> None:
    clock = Clock()
    buckets = Buckets(20, clock)
    for _ in range(20):
        buckets.take("a")
    clock.now += buckets.take("a")
    assert buckets.take("a") == 0


def test_asking_too_early_does_not_make_the_wait_longer() -> None:
    buckets = Buckets(1, Clock())
    buckets.take("a")
    assert [buckets.take("a") for _ in range(3)] == [60, 60, 60]


def test_a_bucket_never_holds_more_than_a_minutes_worth() -> None:
    clock = Clock()
    buckets = Buckets(2, clock)
    buckets.take("a")
    clock.now += 3600
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 30]


def test_one_key_does_not_use_up_anothers() -> None:
    buckets = Buckets(1, Clock())
    assert [buckets.take("a"), buckets.take("b")] == [0, 0]


def test_only_so_many_keys_are_remembered() -> None:
    buckets = Buckets(1, Clock())
    for number in range(KEYS_KEPT * 2):
        buckets.take(str(number))
    assert len(buckets._levels) == KEYS_KEPT


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "caller"),
    [
        ((), "1.1.1.1", "", "1.1.1.1"),
        ((), "1.1.1.1", "2.2.2.2", "1.1.1.1"),
        (("1.1.1.1",), "1.1.1.1", "2.2.2.2", "2.2.2.2"),
        (("1.1.1.1",), "1.1.1.1", "3.3.3.3, 2.2.2.2", "2.2.2.2"),
        (("1.1.1.1", "2.0.0.0/8"), "1.1.1.1", "3.3.3.3, 2.2.2.2", "3.3.3.3"),
        (("1.1.1.1",), "1.1.1.1", "", "1.1.1.1"),
        (("1.1.1.1",), "1.1.1.1", "nonsense", "nonsense"),
        (("::1",), "::1", "2.2.2.2", "2.2.2.2"),
    ],
)
def test_only_a_trusted_proxy_can_name_the_caller(
    trusted: tuple[str, ...], peer: str, forwarded: str, caller: str
) -> None:
    assert Proxies(trusted).caller(peer, forwarded) == caller
