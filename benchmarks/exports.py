# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""The speed of the exports, and whether their memory stays the same over ten thousand rows.

    .venv/bin/python benchmarks/exports.py   # writes benchmarks/exports.md

The datasets are made of one view: its files have as many names (hard links) as there are rows. Every export runs in a
process of its own; its output is written to the same disk and removed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from cavendish.manifests.pair import Encoding, Entry, Pair, row
from cavendish.render import png
from cavendish.render.frame import Frame, Item, View, seen, write_frame

TASKS = ("depth", "normals", "semantic", "instance")
PAIRS = ("imagefolder", "imagefolder --link", "parquet", "webdataset", "musubi", "ai-toolkit", "bagel")
VIEWS = ("coco", "saco", "depth")
LARGE = ("webdataset", "parquet", "imagefolder --link")


def dataset(root: Path, side: int, views: int) -> None:
    """A dataset of `views` views of four pairs each, all of them the same."""
    rng = np.random.default_rng(3)
    wave = np.sin(np.linspace(0, 9, side))
    depth = (4 + 3 * wave[None, :] + wave[:, None]).astype(np.float32)
    instances = (1 + np.arange(side)[:, None] // 64 * 16 % 31 + np.arange(side)[None, :] // 64).astype(
        np.uint32
    )
    normals = np.zeros((side, side, 3), np.float32)
    normals[..., 2] = 1
    rgb = np.clip(128 + 60 * wave[:, None, None] + rng.normal(0, 4, (side, side, 3)), 0, 255).astype(np.uint8)
    items = tuple(Item(key, "chair", True, {}, *known) for key, known in seen(instances).items())
    view = View(side, side, side, side, side / 2, side / 2, tuple(map(tuple, np.eye(4).tolist())))
    first = root / "train/000000/0"
    write_frame(first, Frame(rgb, depth, normals, instances, view, items, {}))
    target = np.repeat((instances * 5 % 256).astype(np.uint8)[..., None], 3, axis=-1)
    legend = tuple(Entry(f"chair {key}", "", (key, 0, 0), "", True) for key in range(40))
    pairs = [Pair(task, f"Paint the {task}.", target, Encoding("legend", legend=legend)) for task in TASKS]
    for pair in pairs:
        png.write(first / f"{pair.task}-0.png", target)
    files = [path for path in first.iterdir() if path.is_file()]
    with (root / "train/metadata.jsonl").open("w", encoding="utf-8") as manifest:
        for scene in range(views):
            folder = root / f"train/{scene:06d}/0"
            folder.mkdir(parents=True, exist_ok=True)
            for file in files if scene else ():
                os.link(file, folder / file.name)
            manifest.writelines(json.dumps(row(pair, "train", scene, 0, 0, 7)) + "\n" for pair in pairs)
    counts = {"train": dict.fromkeys(TASKS, views)}
    (root / "dataset.json").write_text(json.dumps({"recipe_digest": "", "pairs": counts, "views": views}))


def once(root: str, name: str) -> None:
    """Export, and print seconds, samples, bytes of pictures, and the peak of memory in MB."""
    import pyarrow.parquet  # noqa: F401  importing it is not what is measured

    from cavendish.exports.registry import find
    from cavendish.exports.run import run

    plain, _, link = name.partition(" ")
    find(plain)
    with tempfile.TemporaryDirectory(dir=Path(root).parent) as out:
        start = time.perf_counter()
        state = run(Path(root), plain, Path(out) / "out", link=bool(link))
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, state.samples, state.bytes, peak]))


def measure(root: Path, name: str) -> list[float]:
    """`once` in a process of its own."""
    command = [sys.executable, __file__, "--once", str(root), name]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(value) for value in json.loads(told.splitlines()[-1])]


def main() -> None:
    """Measure everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--once", nargs=2, metavar=("ROOT", "NAME"))
    parser.add_argument("--views", type=int, default=100, help="1024 x 1024 views for the speeds")
    parser.add_argument("--rows", type=int, default=10_000, help="256 x 256 rows for the memory")
    given = parser.parse_args()
    if given.once:
        once(*given.once)
        return
    text = [
        "# The speed and memory of the exports",
        "",
        "`.venv/bin/python benchmarks/exports.py`: one process, one core, files in the page cache, output to the same disk; the better of two.",
        f"Speeds: {given.views} views of 1024 x 1024, four pairs each. A pair's pictures are its input and its target; where",
        "pairs share a file for their input, it is written once and counted every time.",
        "",
        "| export | samples/s | MB of pictures/s |",
        "|---|--:|--:|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        dataset(root / "large", 1024, given.views)
        for name in (*PAIRS, *VIEWS):
            seconds, samples, size, _ = min(measure(root / "large", name) for _ in range(2))
            text.append(f"| {name} | {samples / seconds:,.0f} | {size / seconds / 1e6:,.0f} |")
            print(text[-1])
        text += [
            "",
            f"Memory: 256 x 256, a tenth of the rows and all {given.rows:,} of them.",
            "",
            "| export | rows | seconds | peak, MB |",
            "|---|--:|--:|--:|",
        ]
        for rows in (given.rows // 10, given.rows):
            dataset(root / str(rows), 256, rows // len(TASKS))
            for name in LARGE:
                seconds, samples, _, peak = measure(root / str(rows), name)
                text.append(f"| {name} | {samples:,.0f} | {seconds:.1f} | {peak:,.0f} |")
                print(text[-1])
    Path(__file__).with_suffix(".md").write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
