# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Jobs in worker processes: in order, bounded; wherever a worker ends, it is its own job's end alone, and never a wait."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from cavendish.engine.inorder import in_order
from cavendish.engine.pool import WorkerDied, outcomes
from cavendish.errors import CavendishError

ODD = """
import gc, os, signal, struct, sys, threading, time
from multiprocessing.connection import Connection
from pathlib import Path

def work(job):
    if job == "exit": os._exit(7)
    if job == "exit as if all were well": os._exit(0)
    if job == "kill": os.kill(os.getpid(), signal.SIGKILL)
    if job == "abort": os.abort()
    if job == "hang": time.sleep(60)
    if job == "deaf": signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)
    if job == "raise": raise ValueError("no")
    if job == "leave": sys.exit(3)
    if job == "awkward": raise Awkward(1, 2)
    if job == "local": return lambda: None
    if job == "unreadable": return Word(fail)
    if job == "dies as it answers": return Word(os._exit, 9, here=True)
    if job == "half": return half()
    if job == "large": return b"x" * 10_000_000
    if job == "who": return os.getpid()
    return f"{job} done"

class Awkward(Exception):
    def __init__(self, one, two): super().__init__(f"{one} and {two}")

class Word:
    # Something that calls a function wherever it is read, or where it is written.
    def __init__(self, function, *arguments, here=False):
        self.how, self.here = (function, arguments), here
    def __reduce__(self):
        return self.how[0](*self.how[1]) if self.here else self.how

def fail(): raise ImportError("no such module there")

def half():
    # Half an answer, and the end.
    pipe = next(o for o in gc.get_objects() if isinstance(o, Connection) and not o.closed)
    os.write(pipe.fileno(), struct.pack("!i", 1000) + b"half")
    os._exit(5)

def nothing(): pass

def refuse(): raise RuntimeError("not today")

def once(marker):
    if not Path(marker).exists():
        Path(marker).touch()
        os._exit(4)

def die(): os._exit(4)
"""


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module that workers can import, whose functions end in every way."""
    (tmp_path / "odd_work.py").write_text(ODD)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "odd_work", raising=False)
    import odd_work  # type: ignore[import-not-found]

    return odd_work  # type: ignore[no-any-return]


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """A stop signal that sets itself where a test would wait for ever."""
    stop = threading.Event()
    timer = threading.Timer(60, stop.set)
    timer.start()
    yield stop
    timer.cancel()


ENDS = {
    "exit": "its worker died (exit status 7)",
    "exit as if all were well": "its worker died (exit status 0)",
    "kill": "its worker died (exit status -9)",
    "abort": "its worker died (exit status -6)",
    "half": "its worker died (exit status 5)",
    "dies as it answers": "its worker died (exit status 9)",
    "hang": "it took longer than 2 s",
    "deaf": "it took longer than 2 s",
    "raise": "ValueError: no",
    "leave": "SystemExit: 3",
    "awkward": "RuntimeError: Awkward: 1 and 2",
    "unreadable": "ImportError: no such module there",
}


def test_every_end_of_a_worker_is_told_in_its_place_and_the_others_go_on(
    odd: ModuleType, stop: threading.Event
) -> None:
    jobs = [text for pair in zip(ENDS, "abcdefghijklmnop", strict=False) for text in pair]
    results = list(in_order(odd.work, jobs, 4, 2.0, stop))
    assert not stop.is_set(), "it waited for ever"
    assert [job for job, _ in results] == jobs
    told = dict(results)
    assert {name: told.pop(name) for name in ENDS} == ENDS
    assert all(text == f"{job} done" for job, text in told.items())


def test_jobs_and_results_that_cannot_be_sent_are_told(odd: ModuleType, stop: threading.Event) -> None:
    jobs = [threading.Lock(), odd.Word(odd.fail), "local", "large", odd.Word(os._exit, 8), "a"]
    results = [result for _, result in in_order(odd.work, jobs, 1, 20.0, stop)]
    assert not stop.is_set(), "it waited for ever"
    assert str(results[0]).startswith("TypeError: cannot pickle")
    assert results[1] == "ImportError: no such module there", "as the worker reads its job"
    assert "local" in str(results[2]) and "lambda" in str(results[2])
    assert len(results[3]) == 10_000_000
    assert results[4:] == ["its worker died (exit status 8)", "a done"]


@pytest.mark.parametrize("initialise", ["die", "refuse"])
def test_workers_that_cannot_start_end_the_run(
    initialise: str, odd: ModuleType, stop: threading.Event
) -> None:
    with pytest.raises(CavendishError, match=r"end as they start: its worker died \(exit status [14]\)"):
        list(outcomes(odd.work, ["a", "b"], 2, 60.0, stop, getattr(odd, initialise)))
    assert not stop.is_set()


def test_a_function_that_workers_cannot_import_ends_the_run(
    odd: ModuleType, stop: threading.Event, tmp_path: Path
) -> None:
    (tmp_path / "odd_work.py").unlink()
    with pytest.raises(CavendishError, match="end as they start"):
        list(in_order(odd.work, ["a", "b"], 1, 60.0, stop))
    assert not stop.is_set()


def test_one_worker_that_dies_as_it_starts_costs_no_job(
    odd: ModuleType, stop: threading.Event, tmp_path: Path
) -> None:
    begin = partial(odd.once, str(tmp_path / "marker"))
    ended = list(outcomes(odd.work, "abc", 2, 60.0, stop, begin))
    assert sorted(result for *_, result in ended) == ["a done", "b done", "c done"]


def test_a_worker_killed_between_two_jobs_costs_one_at_most(odd: ModuleType, stop: threading.Event) -> None:
    lost = 0
    for _, _, outcome in outcomes(odd.work, ["who"] * 6, 1, 60.0, stop, odd.nothing):
        if isinstance(outcome, WorkerDied):
            lost += 1
        else:
            os.kill(outcome, signal.SIGKILL)
    assert not stop.is_set() and lost <= 3


def test_no_worker_outlives_its_run(odd: ModuleType, stop: threading.Event) -> None:
    results = outcomes(odd.work, ["who", "who", "hang", "deaf"], 2, 60.0, stop, odd.nothing)
    pids = {next(results)[2], next(results)[2]}
    begin = time.monotonic()
    results.close()
    assert time.monotonic() - begin < 10
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_jobs_are_taken_as_they_are_needed(odd: ModuleType, stop: threading.Event) -> None:
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(f"{len(taken)}")
            yield taken[-1]

    results = in_order(odd.work, endless(), 2, 60.0, stop)
    assert [next(results)[0] for _ in range(20)] == [str(k) for k in range(20)]
    assert len(taken) <= 20 + 8
    stop.set()
    assert list(results) == []


def test_a_slow_job_holds_the_others_back_before_they_fill_the_memory(
    odd: ModuleType, stop: threading.Event
) -> None:
    taken = []

    def many() -> Iterator[str]:
        for k in range(100):
            taken.append(k)
            yield "hang" if k == 0 else str(k)

    results = in_order(odd.work, many(), 2, 3.0, stop)
    assert next(results) == ("hang", "it took longer than 3 s")
    assert len(taken) <= 8
    results.close()
