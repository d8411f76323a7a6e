"""What an operator of `kg serve` may set."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

LEAST_WORKERS, MOST_WORKERS = 4, 8


def _workers() -> int:
    return min(max(os.cpu_count() or 1, LEAST_WORKERS), MOST_WORKERS)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen, and what a request may cost.

    `seconds` is how long one query may run; `rows` and `bytes` are the most an answer may hold, `memory` the most
    bytes a worker may take. `queue` is how many requests may wait for a worker, `patience` how many seconds a client
    may take to send a request, or to take a chunk of the answer. `kept` is how many bytes of answers are kept for
    whoever asks the same again. `services` are the IRIs that SERVICE may name.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    seconds: float = 10.0
    rows: int = 10_000
    bytes: int = 20_000_000
    workers: int = field(default_factory=_workers)
    queue: int = 32
    services: tuple[str, ...] = ()
    query_bytes: int = 500_000
    memory: int = 2_000_000_000
    patience: float = 15.0
    kept: int = 64_000_000
