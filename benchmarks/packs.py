# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What assets of a pack cost beside our own: to load, to build and sync a scene of them, in memory; and to grow.

.venv/bin/python benchmarks/packs.py PACK [--things 60]      the cost, into benchmarks/packs.md
.venv/bin/python benchmarks/packs.py PACK --growth [--like ANOTHER]      of what `packs grow` wrote down, into the same
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np
import yaml

from cavendish.packs.grow import store
from cavendish.scenes import materials
from cavendish.scenes.assets import ASSETS
from cavendish.scenes.geometry import box, translation
from cavendish.scenes.packs import prepared, stock
from cavendish.scenes.packs.pack import Pack, PackError, read
from cavendish.scenes.scene import Asset, Object, Part, Scene, Sky, World

SIDE = 4.0  # metres between things
GROWTH = "\n## Growth\n"
SLOWEST = 12  # rows of the table of growth


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


def costs(folder: Path, things: int) -> Iterator[str]:
    """Both measured, each in a process of its own."""
    pack = read(folder)
    prepared.prepare([prepared.job(pack, row) for row in pack.rows])
    results = {}
    for whose in ("pack", "own"):
        command = [sys.executable, __file__, str(folder), "--things", str(things), "--whose", whose]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        results[whose] = json.loads(ran.stdout.strip().splitlines()[-1])
    yield "# Packs"
    yield ""
    yield (
        f"{things} things of the pack {pack.name} {pack.version}, and as many of ours of the same classes, on one core "
        f"of {os.cpu_count()}. `.venv/bin/python benchmarks/packs.py PACK`"
    )
    yield ""
    yield "| | pack | own |"
    yield "|---|---|---|"
    for key in results["pack"]:
        a, b = results["pack"][key], results["own"][key]
        form = ",.4g" if max(a, b) < 1e4 else ",.0f"
        yield f"| {key} | {a:{form}} | {b:{form}} |"


def growth(folder: Path, like: Path | None) -> Iterator[str]:
    """What the last run of `packs grow` on a pack did, by what it wrote down."""
    pack = read(folder)
    did = yaml.safe_load((folder / store.GROWN / store.RUN).read_text(encoding="utf-8"))
    records = store.records(folder)
    assets = [record for record in records if not record.material]
    finishes = [record for record in records if record.material]
    faces = [record.row["faces"] for record in assets]
    yield (
        f"{len(did['made'])} entries in one run of {did['seconds'] / 60:.0f} minutes with {did['workers']} workers on "
        f"{did['cores']} cores, shared with other work. {len(assets)} assets of {len(pack.classes)} classes and "
        f"{len(finishes)} materials stand: {sum(faces):,} faces ({median(faces):,.0f} in the median), "
        f"{store.size(folder) / 1e6:.0f} MB. `.venv/bin/python benchmarks/packs.py PACK --growth --like ANOTHER`"
    )
    yield ""
    yield "Seconds that passed, and seconds of a core that were used, which other work changes less:"
    yield ""
    yield "| | class | passed, s | used, s | faces |"
    yield "|---|---|---|---|---|"
    yield f"| median of the assets | | {_middle(assets, 'seconds')} | {_middle(assets, 'cpu')} | {median(faces):,.0f} |"
    yield f"| median of the materials | | {_middle(finishes, 'seconds')} | {_middle(finishes, 'cpu')} | |"
    for record in sorted(records, key=lambda record: -record.cpu)[:SLOWEST]:
        row = record.row
        yield (
            f"| {row['name']} | {row.get('class', '')} | {record.seconds:.1f} | {record.cpu:.1f} | "
            f"{row.get('faces', 0):,} |"
        )
    yield ""
    yield (
        "Left out: " + ("; ".join(f"{name}: {why}" for name, why in did["failed"].items()) or "nothing") + "."
    )
    if like:
        same, near, asked = alike(pack, read(like))
        yield ""
        yield (
            f"Grown anew with the same seeds, {asked} assets: {same} have the same vertices and faces to the bit, "
            f"{near} more the same size to a millimetre."
        )


def alike(one: Pack, other: Pack) -> tuple[int, int, int]:
    """How many assets of one name and seed are the same in two packs: to the bit, else in size; of how many."""
    others = {(row.name, row.attributes.get("seed")): row for row in other.assets}
    pairs = [
        (row, others[key]) for row in one.assets if (key := (row.name, row.attributes.get("seed"))) in others
    ]
    told = [(prepared.job(one, a), prepared.job(other, b)) for a, b in pairs]
    prepared.prepare([job for pair in told for job in pair])
    same = [_meshes(a.key) == _meshes(b.key) for a, b in told]
    near = [np.allclose(a.size, b.size, rtol=0, atol=1e-3) for a, b in pairs]
    return sum(same), sum(close and not exact for close, exact in zip(near, same, strict=True)), len(pairs)


def _meshes(key: str) -> list[bytes]:
    try:
        parts = prepared.asset(key).parts
    except PackError:
        return [key.encode()]
    return [data for part in parts for data in (part.mesh.vertices.tobytes(), part.mesh.faces.tobytes())]


def _middle(records: Sequence[store.Record], what: str) -> str:
    return f"{median(getattr(record, what) for record in records):.1f}"


def main() -> None:
    """Measure, and write the part that was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pack", type=Path)
    parser.add_argument("--things", type=int, default=60)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--like", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("benchmarks/packs.md"))
    parser.add_argument("--whose", choices=("pack", "own"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.whose:
        sys.stdout.write("\n" + json.dumps(measured(options.pack, options.whose, options.things)))
        return
    old = options.out.read_text(encoding="utf-8") if options.out.is_file() else "# Packs\n"
    cost, _, grown = old.partition(GROWTH)
    if options.growth:
        grown = "\n" + "\n".join(growth(options.pack, options.like)) + "\n"
    else:
        cost = "\n".join(costs(options.pack, options.things)) + "\n"
    text = cost + GROWTH + grown if grown else cost
    options.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
