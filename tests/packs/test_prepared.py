# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Files are made ready once, in a process that may die of one without losing others; the fake one here makes boxes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cavendish.packs.inspection import inspect
from cavendish.scenes.packs import prepared, stock
from cavendish.scenes.packs.choice import PackChoice
from cavendish.scenes.packs.pack import PackError, read

Make = Callable[..., Path]
Entry = Callable[..., dict[str, Any]]


pytestmark = pytest.mark.extra  # a process that stands for Blender is started


def prepare(folder: Path) -> dict[str, str]:
    """What failed, by the assets' names."""
    pack = read(folder)
    jobs = {prepared.job(pack, row).key: row.name for row in pack.rows}
    failed = prepared.prepare([prepared.job(pack, row) for row in pack.rows])
    assert not list((prepared.cache("packs")).glob("work-*")), "nothing is left of the process"
    return {jobs[key]: why for key, why in failed.items()}


def test_what_is_ready_is_not_made_again(
    cached: Path, make: Make, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make([entry("a"), entry("b", text="box 2 1 1", size=[2, 1, 1])])
    heard: list[tuple[int, int]] = []
    pack = read(folder)
    jobs = [prepared.job(pack, row) for row in pack.assets]
    assert prepared.prepare(jobs, lambda *counts: heard.append(counts)) == {} and heard[-1] == (2, 2)
    monkeypatch.setattr(prepared, "PREPARER", "none")
    assert prepare(folder) == {}
    low, high = stock.asset_of(pack, pack.assets[1]).extent
    assert (high - low).tolist() == [2, 1, 1]


def test_one_file_of_one_use_is_made_once(cached: Path, make: Make, entry: Entry) -> None:
    pack = read(make([entry("a"), entry("b"), entry("c", scale=2.0), entry("d", up="x")]))
    keys = [prepared.job(pack, row).key for row in pack.assets]
    assert keys[0] == keys[1] and len(set(keys)) == 3


def test_a_bad_file_loses_itself_alone(cached: Path, make: Make, entry: Entry) -> None:
    folder = make(
        [
            entry("a"),
            entry("b", text="bad it is bent"),
            entry("c", text="crash"),
            entry("d", text="box 2 2 2"),
        ]
    )
    failed = prepare(folder)
    assert failed == {"b": "it is bent", "c": "Blender died of it (a word before the end)"}
    assert sorted(one.name for one in cached.iterdir() if one.is_dir()) == sorted(
        prepared.job(read(folder), row).key for row in read(folder).assets if row.name in "ad"
    )


def test_what_one_file_broke_is_no_fault_of_the_next(cached: Path, make: Make, entry: Entry) -> None:
    assert prepare(make([entry("a", text="poison 1 1 1"), entry("b"), entry("c")])) == {}


def test_a_file_that_hangs_is_stopped(
    cached: Path, make: Make, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "TIME", 2.0)
    failed = prepare(make([entry("a"), entry("b", text="hang"), entry("c")]))
    assert failed == {"b": "Blender took longer than 2 s to read it"}


def test_a_process_that_cannot_start_says_so(
    cached: Path, make: Make, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "PREPARER", "no_such_module")
    assert prepare(make([entry("a")])) == {"a": "Blender does not start; see `cavendish doctor`"}


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (
            lambda folder: (folder / "a.ply").write_text("box 9 9 9"),
            "is not the file that pack.yaml names: its SHA-256 is",
        ),
        (lambda folder: (folder / "a.ply").unlink(), "there is no file .*a.ply"),
        (
            lambda folder: ((folder / "a.ply").unlink(), (folder / "a.ply").symlink_to(folder / "b.ply")),
            "is a link",
        ),
        (lambda folder: ((folder / "a.ply").unlink(), os.mkfifo(folder / "a.ply")), "there is no file"),
        (
            lambda folder: os.truncate(folder / "a.ply", prepared.BYTES + 1),
            "over 256 MiB, the most for an asset",
        ),
    ],
)
def test_only_the_bytes_that_the_pack_names_are_read(
    shared: Path, make: Make, entry: Entry, harm: Callable[[Path], object], says: str
) -> None:
    folder = make([entry("a"), entry("b", text="box 2 1 1")])
    harm(folder)
    with pytest.raises(PackError, match=f"tiny: a: .*{says}.*`cavendish packs check .*tells all"):
        stock.ready([PackChoice.model_construct(weight=1.0, materials=1.0, classes=None, _pack=read(folder))])
    assert list(prepare(folder)) == ["a"]


def test_other_files_are_checked_as_well(cached: Path, make: Make, entry: Entry) -> None:
    folder = make(
        [entry("a", files={"a.mtl": "0" * 64}), entry("b", text="box 2 2 2", files={"../b.mtl": "0" * 64})]
    )
    (folder / "a.mtl").write_text("newmtl a")
    failed = prepare(folder)
    assert (
        "a.mtl is not the file that pack.yaml names" in failed["a"] and "leads out of the pack" in failed["b"]
    )


def test_what_is_half_there_is_made_again(cached: Path, make: Make, entry: Entry) -> None:
    folder = make([entry("a")])
    key = prepared.job(read(folder), read(folder).assets[0]).key
    (cached / key).mkdir(parents=True)
    (cached / key / "asset.npz").write_bytes(b"half")  # without notes.json it is not ready
    old = cached / "work-1"
    old.mkdir()
    os.utime(old, (0, 0))
    assert prepare(folder) == {} and prepared.asset(key)


def test_what_broke_in_the_cache_is_named_with_the_cure(cached: Path, make: Make, entry: Entry) -> None:
    folder = make([entry("a")])
    prepare(folder)
    key = prepared.job(read(folder), read(folder).assets[0]).key
    (cached / key / "asset.npz").write_bytes(b"torn")
    (found,) = [one for one in inspect(read(folder)) if one.level == "error"]
    assert f"remove {cached / key}" in found.said
    (cached / key / "materials.blend").unlink()
    with pytest.raises(
        PackError, match="a of the pack tiny is not ready on this machine; `cavendish packs check PACK`"
    ):
        prepared.materials(prepared.Packed("tiny", "1", "a", "MIT", key))


def test_two_at_once_make_it_once(cached: Path, make: Make, entry: Entry) -> None:
    folder = make([entry(f"a{k}", text=f"box 1 1 {k + 1}", size=[1, 1, k + 1]) for k in range(4)])
    both = [_elsewhere(folder), _elsewhere(folder)]
    assert [one.communicate(timeout=60)[0] for one in both] == ["{}\n", "{}\n"]
    assert len([one for one in cached.iterdir() if one.is_dir()]) == 4


def test_the_process_ends_with_its_parent(cached: Path, make: Make, entry: Entry) -> None:
    folder = make([entry("a", text="hang")])
    parent = _elsewhere(folder)
    deadline = time.monotonic() + 20
    while not list(cached.glob("work-*/started")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    parent.kill()
    parent.communicate()
    while any(_runs(child) for child in children):
        assert time.monotonic() < deadline, "Blender is left behind"
        time.sleep(0.05)


def test_the_memory_of_a_file_is_limited(
    cached: Path, make: Make, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "MEMORY", 2 * 2**30)
    failed = prepare(make([entry("a", text="greed 4"), entry("b")]))
    assert failed == {"a": "MemoryError"}


def _elsewhere(folder: Path) -> subprocess.Popen[str]:
    """A process of its own that makes a pack ready; a fork of this one might wait for its threads for ever."""
    code = (
        "from pathlib import Path; from cavendish.scenes.packs import pack, prepared; "
        f"prepared.PREPARER = {prepared.PREPARER!r}; rows = pack.read(Path({str(folder)!r})); "
        "print(prepared.prepare([prepared.job(rows, row) for row in rows.rows]))"
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def _runs(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False
