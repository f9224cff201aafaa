# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What a worker process does: one scene from its seed to its finished folder."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import shutil
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish import __version__
from cavendish.engine import plan
from cavendish.engine.commit import commit
from cavendish.engine.edits import retouched
from cavendish.manifests.checksums import write_checksums
from cavendish.manifests.pair import Pair, row
from cavendish.manifests.prompts import adopt as adopt_prompts
from cavendish.manifests.tasks import TASKS
from cavendish.recipe import Recipe, digest
from cavendish.render import png
from cavendish.render.frame import Frame, Item, View, seen, write_frame
from cavendish.render.objects import Wanted, objects
from cavendish.render.passes import ALWAYS
from cavendish.render.quality import DeviceError
from cavendish.scenes.build import BuildError
from cavendish.scenes.build import build as build_scene
from cavendish.scenes.builders import BUILDERS
from cavendish.scenes.cameras import place
from cavendish.scenes.ontology import adopt, category
from cavendish.scenes.scene import Camera, Packed, Scene
from cavendish.scenes.store import digest as scene_digest


@dataclass(frozen=True)
class Report:
    """What became of a scene that was made: its size, its pairs by task, the device, the seconds of each stage.

    refused: why views were not taken, counted.
    """

    scene: int
    split: str
    views: int
    pairs: dict[str, int]
    seconds: dict[str, float]
    bytes: int
    peak_memory: int
    device: str
    refused: dict[str, int]


class SceneFailed(Exception):
    """A scene failed in a stage, for a reason in one sentence. `fatal`: every other scene would fail of it too."""

    def __init__(self, stage: str, reason: str, fatal: bool = False) -> None:
        super().__init__(stage, reason, fatal)
        self.stage, self.reason, self.fatal = stage, reason, fatal


def initialise(log: Path, parent: int) -> None:
    """Once in a worker: all output, Blender's too, goes to a log; the worker ends when its parent does."""
    # Every exposure and white balance is a colour transform of its own, and OpenColorIO would keep 3 MB of each for good.
    os.environ["OCIO_DISABLE_PROCESSOR_CACHES"] = "1"
    log.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(
        log.with_name(f"worker-{os.getpid()}.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644
    )
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def make(recipe: Recipe, scene: int, out: Path, staging: Path) -> Report:
    """Make one scene and commit it. Raises SceneFailed."""
    job = plan.job(recipe, scene)
    made = staging / f"{scene:06d}"
    shutil.rmtree(made, ignore_errors=True)
    clock = _Clock(staging / f"{scene:06d}.stage")
    try:
        with clock.stage("build"):
            made.mkdir(parents=True)
            built, refused = staged(recipe, job)
            provenance = {
                "builder": job.choice.builder,
                "parameters": job.choice.parameters.model_dump(mode="json"),
                "recipe": digest(recipe),
                "seed": recipe.seed,
                "scene": scene,
                "scene_digest": scene_digest(built),
                "cavendish": __version__,
            }
            if "generation" in recipe.tasks:  # captions speak of the time of day
                provenance["light"] = _light(built)
            if worn := _worn(built):
                provenance["materials"] = worn
        with clock.stage("import"):
            from cavendish.render.blender.render import VERSION, render_scene
        rows: list[dict[str, Any]] = []
        device = ""
        frames: list[Frame] = []
        developed: list[Any] = []
        shots = render_scene(built, recipe.quality, made, recipe.truth.rendered)

        def again(changed: Scene, view: int) -> tuple[npt.NDArray[np.uint8], dict[str, Any]]:
            (shot,) = render_scene(changed, recipe.quality, made, (), {view: developed[view]})
            clock.add({f"edit {stage}": seconds for stage, seconds in shot.seconds.items()})
            return shot.rgb, shot.truth

        def finish(view: int, frame: Frame) -> None:
            with clock.stage("pairs"):
                pairs = list(draw(recipe, frame, scene, view))
            with clock.stage("write"):
                folder = made / str(view)
                write_frame(folder, frame, recipe.truth.keep, recipe.truth.half_normals)
                rows.extend(write_pairs(folder, pairs, job.split, scene, view, recipe.seed_of_pairs))

        for view in range(len(built.cameras)):
            with clock.stage("render", timed=False):
                shot = next(shots)
            clock.add(shot.seconds)
            device = shot.device
            with clock.stage("pairs"):
                seen_as = hashlib.sha256(shot.rgb.tobytes()).hexdigest()
                source = provenance | {"view": view, "blender": VERSION, "rgb_sha256": seen_as}
                frame = _frame(built, shot.camera, shot.rgb, shot.truth, recipe.truth.objects, source)
            if "edit" not in recipe.tasks:
                finish(view, frame)
                continue
            frames.append(frame)  # Blender holds the scene until its last view
            developed.append(shot.developed)
        if frames:
            next(shots, None)
            views = retouched(recipe, scene, built, frames, again)
            for view in range(len(frames)):
                with clock.stage("edit", timed=False):
                    frame = next(views)
                finish(view, frame)
        with clock.stage("write"):
            (made / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
            write_checksums(made)
            size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
            commit(made, job.folder(out))
        clock.path.unlink(missing_ok=True)
    except Exception as error:
        with suppress(OSError):  # the log may lie on the disk that is full
            traceback.print_exc()
        shutil.rmtree(made, ignore_errors=True)
        raise _failed(error, clock.now, out) from None
    counts = Counter(r["task"] for r in rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Report(
        scene, job.split, len(built.cameras), dict(counts), clock.seconds, size, peak, device, dict(refused)
    )


def build(recipe: Recipe, job: plan.Job) -> Scene:
    """The scene of a job, with its cameras."""
    return staged(recipe, job)[0]


def staged(recipe: Recipe, job: plan.Job) -> tuple[Scene, Counter[str]]:
    """The scene of a job with its cameras, and why other views were refused, counted."""
    adopt(recipe.classes)
    builder = BUILDERS[job.choice.builder]
    rng = plan.stream(recipe, job.scene, plan.BUILD)
    scene = build_scene(builder, job.choice.parameters, rng, recipe.packs)
    return place(scene, recipe.views, plan.stream(recipe, job.scene, plan.CAMERAS))


def draw(recipe: Recipe, frame: Frame, scene: int, view: int) -> Iterator[Pair]:
    """Every pair of a frame, each proved against the frame's truth."""
    adopt_prompts(recipe.prompts)
    for index, (name, parameters) in enumerate(sorted(recipe.tasks.items())):
        rng = plan.stream(recipe, scene, plan.PAIRS, view, index)
        for pair in TASKS[name].draw(frame, parameters, rng):
            TASKS[name].prove(pair, frame)
            yield pair


def write_pairs(
    folder: Path, pairs: list[Pair], split: str, scene: int, view: int, seed: int
) -> list[dict[str, Any]]:
    """Write the targets of a view's pairs, and the masks of edits; returns their rows."""
    counts: Counter[str] = Counter()
    written: dict[int, Path] = {}  # by the target's identity: pairs of depth and of normals share one
    rows = []
    for pair in pairs:
        record = row(pair, split, scene, view, counts[pair.task], seed)
        path = folder / Path(record["target_image_file_name"]).name
        if id(pair.target) in written:
            shutil.copyfile(written[id(pair.target)], path)
        else:
            png.write(path, pair.target)
            written[id(pair.target)] = path
        if pair.mask is not None:
            white = np.repeat(pair.mask[..., None].astype(np.uint8) * 255, 3, axis=2)
            png.write(folder / Path(record["mask_image_file_name"]).name, white)
        counts[pair.task] += 1
        rows.append(record)
    return rows


class _Clock:
    """Seconds of each stage, and a file that says which stage is under way, for whoever finds the worker dead."""

    def __init__(self, path: Path) -> None:
        self.path, self.now, self.seconds = path, "start", dict[str, float]()

    @contextmanager
    def stage(self, name: str, timed: bool = True) -> Iterator[None]:
        self.now = name
        self.path.write_text(name, encoding="utf-8")
        start = time.perf_counter()
        yield
        if timed:
            self.add({name: time.perf_counter() - start})

    def add(self, seconds: dict[str, float]) -> None:
        for name, value in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + value


def _frame(
    scene: Scene,
    camera: Camera,
    rgb: Any,
    truth: dict[str, Any],
    wanted: Collection[Wanted],
    provenance: dict[str, Any],
) -> Frame:
    visible = seen(truth["instances"])
    more = objects(scene, camera, truth["instances"], wanted) if wanted else {}
    items = tuple(
        Item(
            id=thing.id,
            category=thing.category,
            thing=category(thing.category).thing,
            attributes=dict(thing.asset.attributes),
            pixels=visible.get(thing.id, (0, None))[0],
            box=visible.get(thing.id, (0, None))[1],
            more=more.get(thing.id),
            pack=_credit(thing.asset.packed),
        )
        for thing in scene.objects
    )
    strangers = set(visible) - {item.id for item in items}
    if strangers:
        raise ValueError(f"the instance pass holds the IDs {sorted(strangers)[:5]}, which no object has")
    pose = tuple(tuple(float(x) for x in line) for line in np.asarray(camera.pose))
    view = View(camera.width, camera.height, camera.fx, camera.fy, camera.cx, camera.cy, pose)
    optional = {name: pixels for name, pixels in truth.items() if name not in ALWAYS}
    return Frame(rgb, truth["depth"], truth["normals"], truth["instances"], view, items, provenance, optional)


def _credit(packed: Packed | None) -> dict[str, str] | None:
    """What frame.json says of where a thing comes from; nothing of our own."""
    if packed is None:
        return None
    return {"name": packed.pack, "version": packed.version, "asset": packed.name, "licence": packed.licence}


def _light(scene: Scene) -> dict[str, float | None]:
    """What frame.json says of the daylight: the sun's height in degrees, None where there is no sky."""
    sky = scene.world.sky
    return {"sun_elevation": None if sky is None else round(float(np.degrees(sky.sun_elevation)), 2)}


def _worn(scene: Scene) -> list[dict[str, str]]:
    """The packs' materials on things that are not of packs themselves."""
    worn = {
        part.material.packed: None
        for thing in scene.objects
        if thing.asset.packed is None
        for part in thing.asset.parts
        if part.material.packed
    }
    return [found for packed in worn if (found := _credit(packed))]


def _failed(error: Exception, stage: str, out: Path) -> SceneFailed:
    """The failure in one sentence: what was raised, and where."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SceneFailed(stage, f"the disk of {out} is full", fatal=True)
    if shutil.disk_usage(out).free < 2**20:  # Blender reports a full disk in its own words
        return SceneFailed(stage, f"the disk of {out} is full", fatal=True)
    if isinstance(error, ImportError):
        return SceneFailed(stage, f"{error}; `cavendish doctor` says what is missing", fatal=True)
    if isinstance(error, PermissionError):
        return SceneFailed(stage, f"{error.filename} cannot be written: permission denied", fatal=True)
    if isinstance(error, DeviceError):
        return SceneFailed(stage, str(error), fatal=True)
    if isinstance(error, BuildError):
        return SceneFailed(stage, str(error), error.fatal)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    text = str(error).strip().split("\n")[0]
    return SceneFailed(stage, f"{type(error).__name__}: {text}{place}")
