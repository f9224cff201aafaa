# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What assets of a pack cost beside our own: to load, to build and sync a scene of them, in memory.

.venv/bin/python benchmarks/packs.py PACK [--things 60] [-o benchmarks/packs.md]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.packs import prepared, stock
from cavendish.scenes.packs.pack import read
from cavendish.scenes.scene import Asset, Object, Part, Scene, Sky, World

SIDE = 4.0  # metres between things


def scene_of(assets: Sequence[Asset]) -> Scene:
    """Things on a ground, in rows."""
    floor = Asset("floor", (Part(box((60, 60, 0.1), (0, 0, -0.05)), materials.plain((0.6, 0.6, 0.6))),))
    objects = [Object(1, floor, np.eye(4))]
    for k, asset in enumerate(assets):
        objects.append(Object(k + 2, asset, translation(SIDE * (k % 8 - 3.5), SIDE * (k // 8), 0)))
    return Scene(tuple(objects), (), World(Sky(0.8, 2.5)))


def measured(pack: Path, whose: str, count: int) -> dict[str, float]:
    """Seconds and megabytes for `count` different things of a pack, or our own of the same classes."""
    import resource

    found = read(pack)
    rows = [found.assets[k] for k in np.linspace(0, len(found.assets) - 1, count).astype(int)]
    makers: list[Callable[[], Asset]] = []
    for k, row in enumerate(rows):
        if whose == "pack":
            makers.append(lambda row=row: stock.asset_of(found, row))  # type: ignore[misc]
        else:
            kind = row.category if row.category in ASSETS else "chair"
            makers.append(lambda kind=kind, k=k: ASSETS[kind](np.random.default_rng(k)))  # type: ignore[misc]
    from cavendish.render.blender.realize import realize
    from cavendish.render.blender.session import reset
    from cavendish.render.quality import Quality

    reset(Quality())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    each = []
    assets = []
    for make in makers:
        start = time.perf_counter()
        assets.append(make())
        each.append(time.perf_counter() - start)
    start = time.perf_counter()
    realize(scene_of(assets))
    sync = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    faces = [sum(len(part.mesh.faces) for part in asset.parts) for asset in assets]
    return {
        "load, median, ms": 1000 * median(each),
        "load, slowest, ms": 1000 * max(each),
        "all loaded, s": sum(each),
        "into Blender, s": sync,
        "memory, MB": (after - before) / 1024,
        "faces, median": median(faces),
        "faces, all": sum(faces),
    }


def main() -> None:
    """Measure both, each in a process of its own, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pack", type=Path)
    parser.add_argument("--things", type=int, default=60)
    parser.add_argument("-o", "--out", type=Path, default=Path("benchmarks/packs.md"))
    parser.add_argument("--whose", choices=("pack", "own"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.whose:
        sys.stdout.write("\n" + json.dumps(measured(options.pack, options.whose, options.things)))
        return
    pack = read(options.pack)
    prepared.prepare([prepared.job(pack, row) for row in pack.rows])
    results = {}
    for whose in ("pack", "own"):
        command = [
            sys.executable,
            __file__,
            str(options.pack),
            "--things",
            str(options.things),
            "--whose",
            whose,
        ]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        results[whose] = json.loads(ran.stdout.strip().splitlines()[-1])
    lines = [
        "# Packs",
        "",
        f"{options.things} things of the pack {pack.name} {pack.version}, and as many of ours of the same classes, on one core "
        f"of {os.cpu_count()}. `.venv/bin/python benchmarks/packs.py PACK`",
        "",
        "| | pack | own |",
        "|---|---|---|",
    ]
    for key in results["pack"]:
        a, b = results["pack"][key], results["own"][key]
        lines.append(
            f"| {key} | {a:,.4g} | {b:,.4g} |" if a < 1e4 and b < 1e4 else f"| {key} | {a:,.0f} | {b:,.0f} |"
        )
    text = "\n".join(lines) + "\n"
    options.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
