# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Staging and commit: whole or not at all, and nobody's live work is swept."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from cavendish.engine.commit import STAGING, commit, replace_text, staging


def test_a_scene_appears_whole_and_the_first_one_stays(tmp_path: Path) -> None:
    with staging(tmp_path) as folder:
        for text in ("first", "second"):
            made = folder / "000001"
            (made / "0").mkdir(parents=True)
            (made / "0" / "rgb.png").write_text(text)
            commit(made, tmp_path / "train" / "000001")
            assert not made.exists()
    assert (tmp_path / "train" / "000001" / "0" / "rgb.png").read_text() == "first"
    assert not list((tmp_path / STAGING).iterdir())


def test_leftovers_of_dead_runs_are_swept_and_live_runs_are_let_be(tmp_path: Path) -> None:
    dead, bare, new, live = (tmp_path / STAGING / name for name in ("dead-1", "bare-2", "new-3", "live-4"))
    for folder in (dead, bare, new, live):
        (folder / "000007").mkdir(parents=True)
    (dead / "lock").touch()
    os.utime(bare, (0, 0))  # no lock, and not of just now
    with (live / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with staging(tmp_path):
            assert not dead.exists() and not bare.exists()
            assert (live / "000007").is_dir() and (new / "000007").is_dir()


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "dataset.json"
    replace_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        replace_text(path, "new \udcff")
    assert path.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["dataset.json"]
