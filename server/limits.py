"""Limits on how fast and from how many places: token buckets and the caller's address."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from math import ceil
from time import monotonic

KEYS_KEPT = 10_000
"""How many callers are remembered; the one heard least recently is forgotten first."""


class Buckets:
    """One token bucket a key: `per_minute` at once, refilled evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        """Allow `per_minute` for each key."""
        self._capacity = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Take one and return 0, or return after how many seconds there will be one again."""
        now = self._clock()
        level, then = self._levels.pop(key, (self._capacity, now))
        level = min(self._capacity, level + (now - then) * self._per_second)
        wait = 0 if level >= 1 else ceil((1 - level) / self._per_second)
        self._levels[key] = (level if wait else level - 1, now)
        if len(self._levels) > KEYS_KEPT:
            self._levels.popitem(last=False)
        return wait


class Proxies:
    """The proxies whose word on the caller's address is believed."""

    def __init__(self, trusted: tuple[str, ...]) -> None:
        """Believe these addresses and networks."""
        self._trusted = [ip_network(network) for network in trusted]

    def caller(self, peer: str, forwarded_for: str) -> str:
        """Return the caller's address.

        Args:
            peer: The address at the other end of the connection.
            forwarded_for: The X-Forwarded-For header, empty when there is none. It is read from
                the end, and only as far as each hop is a trusted proxy.
        """
        caller = peer
        for hop in reversed([part.strip() for part in forwarded_for.split(",") if part.strip()]):
            if not self._trusts(caller):
                break
            caller = hop
        return caller

    def _trusts(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._trusted)
