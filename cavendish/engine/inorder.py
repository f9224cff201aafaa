# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Run jobs in worker processes and give their results in order; a worker that dies or hangs costs its job alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, TimeoutError, wait
from itertools import islice
from multiprocessing import get_context
from threading import Event as StopSignal
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")
AHEAD = 4  # jobs under way or waiting for each worker: memory stays bounded however many there are


def in_order(
    work: Callable[[J], R], jobs: Iterable[J], workers: int, limit: float, stop: StopSignal
) -> Generator[tuple[J, R | str], None, None]:
    """Yield each job with its result, or with the reason why it has none; end early when `stop` is set.

    work: a function of a module, run in processes of its own. limit: seconds that a job may take.
    """
    from pebble import ProcessExpired, ProcessPool

    pool = ProcessPool(
        max_workers=workers, context=get_context("spawn"), initializer=_initialise, initargs=(os.getpid(),)
    )
    waiting: deque[tuple[J, Future[R]]] = deque()
    rest = iter(jobs)
    try:
        while not stop.is_set():
            for job in islice(rest, AHEAD * workers - len(waiting)):
                waiting.append((job, pool.schedule(work, args=(job,), timeout=limit)))
            if not waiting:
                return
            job, future = waiting[0]
            if not wait([future], timeout=0.2).done:
                continue  # it is at work still; look at `stop` again
            try:
                result: R | str = future.result()
            except TimeoutError:
                result = f"it took longer than {limit:g} s"
            except ProcessExpired as error:
                result = f"its worker died (exit status {error.exitcode})"
            except Exception as error:
                result = f"{type(error).__name__}: {error}"
            waiting.popleft()
            yield job, result
    finally:
        pool.stop()
        pool.join()


def _initialise(parent: int) -> None:
    """Once in a worker: libraries' chatter goes nowhere, Ctrl-C is the parent's to handle, and it ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
