# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Run jobs in worker processes and give their results in order; a worker that dies or hangs costs its job alone."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from threading import Event as StopSignal
from typing import TypeVar

from cavendish.engine.pool import TookTooLong, WorkerDied, outcomes

J = TypeVar("J")
R = TypeVar("R")
AHEAD = 3  # jobs of each worker that may be done before an earlier one is: memory stays bounded however many there are


def in_order(
    work: Callable[[J], R], jobs: Iterable[J], workers: int, limit: float, stop: StopSignal
) -> Generator[tuple[J, R | str], None, None]:
    """Yield each job with its result, or with the reason why it has none; end early when `stop` is set.

    work: a function of a module, run in processes of its own. limit: seconds that a job may take. Raises CavendishError
    where workers cannot start.
    """
    done: dict[int, tuple[J, R | BaseException]] = {}
    due = 0
    with closing(
        outcomes(work, jobs, workers, limit, stop, _initialise, (os.getpid(),), window=AHEAD * workers)
    ) as ended:
        for number, job, outcome in ended:
            done[number] = job, outcome
            while due in done and not stop.is_set():
                job, outcome = done.pop(due)
                due += 1
                yield job, _reason(outcome) if isinstance(outcome, BaseException) else outcome


def _reason(error: BaseException) -> str:
    """Why a job has no result, in one line."""
    if isinstance(error, (WorkerDied, TookTooLong)):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _initialise(parent: int) -> None:
    """Once in a worker: libraries' chatter goes nowhere, and it ends with its parent."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
