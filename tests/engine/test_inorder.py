# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Jobs in worker processes: in order, bounded, each worker's end its own job's alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cavendish.engine.inorder import in_order

pytestmark = pytest.mark.extra  # pebble
ODD = """
import os, time
def work(job):
    if job == "die": os._exit(7)
    if job == "hang": time.sleep(60)
    if job == "raise": raise ValueError("no")
    return f"{job} done"
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """A function that workers can import, which dies, hangs or raises at will."""
    (tmp_path / "odd_work.py").write_text(ODD)
    monkeypatch.syspath_prepend(tmp_path)
    import odd_work  # type: ignore[import-not-found]

    return odd_work.work  # type: ignore[no-any-return]


def test_results_come_in_order_and_a_worker_that_dies_or_hangs_costs_its_job_alone(work: Any) -> None:
    jobs = ["a", "die", "b", "hang", "raise", *"cdefghijklmnop"]
    results = list(in_order(work, jobs, 2, 3.0, threading.Event()))
    assert [job for job, _ in results] == jobs
    said = dict(results)
    assert said.pop("die") == "its worker died (exit status 7)"
    assert said.pop("hang") == "it took longer than 3 s"
    assert said.pop("raise") == "ValueError: no"
    assert all(text == f"{job} done" for job, text in said.items())


def test_jobs_are_taken_as_they_are_needed(work: Any) -> None:
    taken = []

    def endless() -> Any:
        while True:
            taken.append(f"{len(taken)}")
            yield taken[-1]

    stop = threading.Event()
    results = in_order(work, endless(), 2, 60.0, stop)
    assert [next(results)[0] for _ in range(20)] == [str(k) for k in range(20)]
    assert len(taken) <= 20 + 8
    stop.set()
    assert list(results) == []
