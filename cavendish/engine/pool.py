# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Jobs in worker processes. Each worker has a pipe of its own and shares no lock, so that its end is nobody else's.

A worker may die at any point: as it starts, as it reads its job, at work, amid its answer. Its pipe then ends, the job that
it had is lost, and another worker takes its place. A queue that all share would lose the job without a word, or stay locked.
"""

from __future__ import annotations

import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Event as StopSignal
from typing import Any, Generic, TypeVar

from cavendish.errors import CavendishError

J = TypeVar("J")
R = TypeVar("R")
TICK = 0.2  # seconds between two looks at `stop` and at the clock
START = 300.0  # seconds that a worker has to start: importing Blender from a cold disk takes a while
GRACE = 3.0  # seconds that a worker has to end when it is told to
STILLBORN = 3  # workers one after the other that end before they have started, after which no more are tried
READY = b"ready"  # the first word of a worker; a pickle begins otherwise


class WorkerDied(Exception):
    """A worker ended before its job did. `status`: its exit status; of a signal, the number below 0."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"its worker died (exit status {status})")
        self.status = status


class TookTooLong(Exception):
    """A job was at work for longer than its limit."""


@dataclass
class _Worker(Generic[J]):
    """A process, our end of its pipe, until when it may start or be at work, and the number and job that it is at."""

    process: SpawnProcess
    pipe: Connection
    deadline: float
    ready: bool = False
    task: tuple[int, J] | None = None


def outcomes(
    work: Callable[[J], R],
    jobs: Iterable[J],
    workers: int,
    limit: float,
    stop: StopSignal,
    initialise: Callable[..., None],
    arguments: tuple[Any, ...] = (),
    window: int | None = None,
) -> Generator[tuple[int, J, R | BaseException], None, None]:
    """Yield (number, job, result or what was raised in its place) of each job as it ends; end early when `stop` is set.

    work, initialise: functions of modules; the second is called with `arguments` once in each process. limit: seconds that
    a job may take. window: no job is begun that comes so many or more after the first that is under way.

    A job may end with WorkerDied, TookTooLong, whatever it raises, or whatever pickling it or its result raises. Raises
    CavendishError where workers cannot start.
    """
    todo = enumerate(jobs)
    pending: deque[tuple[int, J]] = deque()
    crew: list[_Worker[J]] = []
    ended: list[tuple[int, J, R | BaseException]] = []
    taken = stillborn = 0
    try:
        while not stop.is_set():
            numbers = [worker.task[0] for worker in crew if worker.task] + [number for number, _ in pending]
            room = workers - len(numbers)
            if window and numbers:
                room = min(room, min(numbers) + window - taken)
            fresh = list(islice(todo, max(room, 0)))
            pending += fresh
            taken += len(fresh)
            if not numbers and not pending:
                yield from ended
                return
            for worker in crew:
                while pending and worker.ready and not worker.task:
                    ended += _given(worker, pending.popleft(), limit)
            starting = sum(not worker.ready for worker in crew)
            for _ in range(min(len(pending) - starting, workers - len(crew))):
                crew.append(_hired(work, initialise, arguments))
            yield from ended  # the workers are busy again by now
            ended = []
            ends = [end for worker in crew for end in (worker.pipe, worker.process.sentinel)]
            awake = connection.wait(ends, TICK)
            for worker in tuple(crew):
                lost: WorkerDied | TookTooLong
                if worker.pipe in awake or worker.process.sentinel in awake:
                    word = _word(worker)
                    if word == READY:
                        worker.ready, stillborn = True, 0
                        continue
                    if word and worker.task:
                        ended.append((*worker.task, _unpacked(word)))
                        worker.task = None
                        continue
                    worker.process.join(GRACE)
                    lost = WorkerDied(worker.process.exitcode)
                elif time.monotonic() > worker.deadline and (worker.task or not worker.ready):
                    lost = TookTooLong(f"it took longer than {limit if worker.ready else START:g} s")
                else:
                    continue
                crew.remove(worker)
                _stopped([worker])
                if worker.task:
                    ended.append((*worker.task, lost))
                stillborn += not worker.ready
                if stillborn == STILLBORN:
                    raise CavendishError(f"worker processes end as they start: {lost}")
    finally:
        _stopped(crew)


def _hired(work: Callable[[J], R], initialise: Callable[..., None], arguments: tuple[Any, ...]) -> _Worker[J]:
    """A worker that starts."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, initialise, arguments))
    try:
        process.start()
    except OSError as error:  # no memory, or no more processes
        raise CavendishError(f"a worker process cannot be started: {error.strerror}") from error
    theirs.close()  # it is the worker's alone, so that it ends with it
    return _Worker(process, ours, time.monotonic() + START)


def _given(worker: _Worker[J], task: tuple[int, J], limit: float) -> list[tuple[int, J, BaseException]]:
    """Give a job to a worker; what became of it where it cannot be given."""
    try:
        word = pickle.dumps(task[1])
    except Exception as error:
        return [(*task, error)]
    worker.task, worker.deadline = task, time.monotonic() + limit
    with suppress(OSError):  # it is dead, which its pipe tells next
        worker.pipe.send_bytes(word)
    return []


def _word(worker: _Worker[J]) -> bytes:
    """What a worker says, nothing where it has ended."""
    try:
        return worker.pipe.recv_bytes() if worker.pipe.poll() else b""
    except (EOFError, OSError):
        return b""


def _unpacked(word: bytes) -> Any:
    """A worker's answer, or why it cannot be read."""
    try:
        return pickle.loads(word)
    except Exception as error:
        return error


def _stopped(crew: Iterable[_Worker[J]]) -> None:
    """End workers, whatever they do."""
    for worker in crew:
        worker.pipe.close()
        worker.process.terminate()
    for worker in crew:
        worker.process.join(GRACE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()


def _serve(
    pipe: Connection, work: Callable[[J], R], initialise: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    """What a worker does: a job for each word, until there is nobody to hear of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    initialise(*arguments)
    pipe.send_bytes(READY)
    with suppress(EOFError, BrokenPipeError):
        while True:
            word = pipe.recv_bytes()
            try:
                answer: R | BaseException = work(pickle.loads(word))
            except BaseException as error:
                answer = error
            pipe.send_bytes(_packed(answer))


def _packed(answer: Any) -> bytes:
    """An answer as bytes; of one that cannot be pickled, or of an error that cannot be read again, what it says."""
    try:
        word = pickle.dumps(answer)
        if isinstance(answer, BaseException):
            pickle.loads(word)
        return word
    except Exception as error:
        told = answer if isinstance(answer, BaseException) else error
        return pickle.dumps(RuntimeError(f"{type(told).__name__}: {told}"))
