# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""How fast the pairs of existing frames are drawn again, where the time goes, and that memory does not grow.

.venv/bin/python benchmarks/pairs.py [--size 1024] [--scenes 8] [--workers 2] [-o benchmarks/pairs.md]

The frames are ray casts of the rooms of `quickstart`, each scene seen by two cameras, with noise in the RGB; no Blender.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from cavendish.engine import dataset, plan
from cavendish.engine.redraw import Drawn, Ended, draw_scene, redraw
from cavendish.engine.retask import Retasked, settle
from cavendish.engine.worker import build
from cavendish.manifests.checksums import write_checksums
from cavendish.manifests.stored import StoredFrame
from cavendish.manifests.tasks import TASKS
from cavendish.recipe import Recipe, digest, load
from cavendish.render import png
from cavendish.render.frame import Frame, Item, View, seen, write_frame
from cavendish.render.raycast import raycast
from cavendish.scenes.ontology import category
from cavendish.scenes.scene import Camera, Scene

TASKS_OF = (
    "tasks={depth: {per_view: 2}, normals: {per_view: 2}, semantic: {per_view: 3}, instance: {per_view: 3}}"
)


def frame_of(scene: Scene, camera: Camera, provenance: dict[str, object]) -> Frame:
    """What a camera sees, by ray casting; the RGB is the normals and noise, as hard to compress as a render."""
    truth = raycast(scene, camera)
    shade = np.nan_to_num(truth.normals) * 90 + 128
    noise = np.random.default_rng(0).normal(0, 3, shade.shape)
    rgb = np.clip(shade + noise, 0, 255).astype(np.uint8)
    visible = seen(truth.instances)
    items = tuple(
        Item(
            thing.id,
            thing.category,
            category(thing.category).thing,
            dict(thing.asset.attributes),
            *visible.get(thing.id, (0, None)),
        )
        for thing in scene.objects
    )
    pose = tuple(tuple(float(x) for x in line) for line in np.asarray(camera.pose))
    view = View(camera.width, camera.height, camera.fx, camera.fy, camera.cx, camera.cy, pose)
    named = provenance | {"rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest()}
    return Frame(
        rgb,
        truth.depth.astype(np.float32),
        truth.normals.astype(np.float32),
        truth.instances,
        view,
        items,
        named,
    )


def grow(root: Path, recipe: Recipe, different: int) -> None:
    """A dataset of frames without pairs: `different` scenes are built, the others are links to them."""
    dataset.open_dataset(root, recipe)
    (root / "logs").mkdir()
    for scene in range(recipe.count):
        job = plan.job(recipe, scene)
        folder = job.folder(root)
        built = build(recipe, plan.job(recipe, scene % different)) if scene < different else None
        for view in range(recipe.views.per_scene):
            place = folder / str(view)
            if built is None:
                source = plan.job(recipe, scene % different).folder(root) / str(view)
                shutil.copytree(source, place, copy_function=lambda a, b: Path(b).hardlink_to(a))
                continue
            named = {"recipe": digest(recipe), "seed": recipe.seed, "scene": scene, "view": view}
            write_frame(place, frame_of(built, built.cameras[view], named))
        (folder / "rows.jsonl").write_text("")
        write_checksums(folder)
    dataset.write_manifest(root, recipe)


def parts(root: Path, recipe: Recipe) -> dict[str, float]:
    """Seconds of a core a pair, task by task, and a view of reading; the least of three, unshared by pairs."""
    found: Counter[str] = Counter()
    job = plan.job(recipe, 0)
    for attempt in range(3):
        now: Counter[str] = Counter()
        start = time.process_time()
        frame = StoredFrame(job.folder(root) / "0")
        assert frame.truth and frame.items
        now["read truth.exr and frame.json, a view"] = time.process_time() - start
        start = time.process_time()
        assert frame.rgb.size
        now["read rgb.png, a view (generation and edit alone do)"] = time.process_time() - start
        for index, (name, parameters) in enumerate(sorted(recipe.tasks.items())):
            pairs = TASKS[name].draw(frame, parameters, plan.stream(recipe, 0, plan.PAIRS, 0, index))
            count, start = 0, time.process_time()
            while pair := next(pairs, None):  # each is proved as it is drawn, as a worker does it
                middle = time.process_time()
                TASKS[name].prove(pair, frame)
                end = time.process_time()
                png.write(root / "target.png", pair.target)
                now[f"{name}: draw, a pair"] += middle - start
                now[f"{name}: prove, a pair"] += end - middle
                start = time.process_time()
                now[f"{name}: write, a pair"] += start - end
                count += 1
            for part in ("draw", "prove", "write"):
                now[f"{name}: {part}, a pair"] /= max(count, 1)
        found = now if not attempt else Counter({key: min(found[key], now[key]) for key in now})
    return dict(found)


def alone(root: Path, recipe: Recipe, out: Path, repeat: int) -> tuple[float, float, float]:
    """This process draws every scene: seconds of a core a pair, the least of some runs; peak MB after 4 scenes, and all."""
    new = Retasked(recipe, json.loads(recipe.model_dump_json()), digest(recipe), digest(recipe))
    peaks, costs = [], []
    for attempt in range(repeat):
        pairs, begin = 0, time.process_time()
        for scene in range(recipe.count):
            drawn = draw_scene(new, root, out / f"{attempt}", out / "staging", plan.job(recipe, scene))
            assert isinstance(drawn, Drawn), drawn
            pairs += sum(drawn.pairs.values())
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
        costs.append((time.process_time() - begin) / pairs)
        shutil.rmtree(out / f"{attempt}")
    return min(costs), peaks[min(3, len(peaks) - 1)], peaks[-1]


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--scenes", type=int, default=8)
    parser.add_argument("--different", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("-o", "--out", type=Path)
    asked = parser.parse_args()
    size = [f"views.width={asked.size}", f"views.height={asked.size}", "views.per_scene=2", TASKS_OF]
    recipe = load("quickstart", [*size, "splits={train: 1}"], count=asked.scenes, seed=7)
    settle(recipe)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "frames"
        grow(root, recipe, min(asked.different, asked.scenes))
        rates = []
        for attempt in range(asked.repeat):
            *_, end = redraw(root, Path(folder) / f"again-{attempt}", workers=asked.workers)
            assert isinstance(end, Ended) and not end.stopped and not end.failures, end
            pairs = sum(end.pairs.values())
            rates.append(pairs / end.wall)
        spent = parts(root, recipe)
        core, early, late = alone(root, recipe, Path(folder) / "one", asked.repeat)
    lines = [
        "# Drawing pairs again",
        "",
        f"`benchmarks/pairs.py --size {asked.size} --scenes {asked.scenes} --workers {asked.workers}`: {2 * asked.scenes} "
        f"views, {pairs} pairs, each proved and written; the best of {asked.repeat}, at a load of {os.getloadavg()[0]:.1f}.",
        "",
        "| figure | value |",
        "|---|---|",
        f"| pairs a second, wall time of the whole run, {asked.workers} workers to start included | {max(rates):.1f} |",
        f"| a core's time for a pair, read, drawn, proved, written | {1e3 * core:.0f} ms |",
        f"| so, pairs a second on {asked.workers} cores that nobody else uses | {asked.workers / core:.1f} |",
        f"| peak memory after 4 scenes, and after {asked.scenes} | {early:.0f} MB, {late:.0f} MB |",
        *(f"| {name} | {1e3 * seconds:.1f} ms |" for name, seconds in spent.items()),
        "",
    ]
    text = "\n".join(lines)
    print(text)
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
