# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Two datasets to check: balls in closed form, and rooms whose truth is the oracle's."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cavendish.engine import census, dataset, plan
from cavendish.engine.worker import build, draw, write_pairs
from cavendish.manifests import checks
from cavendish.manifests.checks import Fault, Finding, Tally
from cavendish.manifests.checksums import write_checksums
from cavendish.recipe import Recipe, digest
from cavendish.render.frame import Frame, Item, View, seen, write_frame
from cavendish.scenes.ontology import category
from cavendish.scenes.store import digest as scene_digest

WIDTH, HEIGHT = 128, 96
BALL_RECIPE = {
    "seed": 3,
    "count": 3,
    "scenes": [{"builder": "room", "parameters": {"use": ["living room", "bedroom", "office"]}}],
    "views": {"per_scene": 2, "width": WIDTH, "height": HEIGHT},
    "tasks": {"depth": None, "normals": None, "semantic": None, "instance": {"per_view": 2}},
    "splits": {"train": 2, "val": 1},
}
ROOM_RECIPE = {
    "seed": 5,
    "count": 4,
    "scenes": [{"builder": "room", "parameters": {"use": ["bathroom"]}}],
    "views": {"per_scene": 1, "width": 128, "height": 96},
    "tasks": {"depth": None, "normals": None, "semantic": None, "instance": None},
    "splits": {"train": 1, "val": 1},
}
BALLS = ("chair", "chair", "ball", "vase", "ball", "chair")


def frame_of(scene: int, view: int, recipe: Recipe) -> Frame:
    """A floor, a wall that ends below the picture's top, and balls, in closed form; seen by a camera that looks down."""
    rng = np.random.default_rng([scene, view])
    turn, tilt = rng.uniform(-0.5, 0.5), rng.uniform(0.25, 0.4)
    right = np.array([np.cos(turn), np.sin(turn), 0])
    back = np.array([np.sin(turn) * np.cos(tilt), -np.cos(turn) * np.cos(tilt), np.sin(tilt)])
    rotation = np.stack([right, np.cross(back, right), back], axis=1)
    eye = np.array([0.0, 0.0, 1.6])
    focal = 100.0
    x = (np.arange(WIDTH) + 0.5 - WIDTH / 2) / focal
    y = -(np.arange(HEIGHT) + 0.5 - HEIGHT / 2) / focal
    rays = np.stack([*np.meshgrid(x, y), np.full((HEIGHT, WIDTH), -1.0)], axis=-1) @ rotation.T
    depth = np.full((HEIGHT, WIDTH), np.inf)
    normals = np.full((HEIGHT, WIDTH, 3), np.nan)
    instances = np.zeros((HEIGHT, WIDTH), np.uint32)

    def put(key: int, far: Any, facing: Any, where: Any) -> None:
        near = where & (far > 0) & (far < depth)
        depth[near], instances[near] = far[near], key
        normals[near] = np.broadcast_to(facing, rays.shape)[near]

    with np.errstate(all="ignore"):
        far = -eye[2] / rays[..., 2]
        put(1, far, (0, 0, 1), np.isfinite(far))
        far = 6 / rays[..., 1]
        put(2, far, (0, -1, 0), eye[2] + far * rays[..., 2] < 1.5)
        for key in range(len(BALLS)):
            radius = rng.uniform(0.3, 0.6)
            centre = np.array([-2.2 + 0.9 * key, rng.uniform(2.5, 4.5), radius])
            a = np.einsum("ijk,ijk->ij", rays, rays)
            b = rays @ (eye - centre)
            root = b * b - a * ((eye - centre) @ (eye - centre) - radius**2)
            far = (-b - np.sqrt(root)) / a
            put(3 + key, far, (eye + far[..., None] * rays - centre) / radius, root > 0)
        shade = np.nan_to_num(np.clip(normals @ (0.4, -0.5, 0.77), 0.2, 1), nan=0.9)
    paint = rng.uniform(0.1, 1, (len(BALLS) + 3, 3))
    rgb = np.clip(255 * paint[instances] * shade[..., None] + rng.normal(0, 3, rays.shape), 0, 255).astype(
        np.uint8
    )
    visible = seen(instances)
    names = {1: "floor", 2: "wall"} | {3 + k: name for k, name in enumerate(BALLS)}
    items = tuple(Item(key, name, key > 2, {}, *visible.get(key, (0, None))) for key, name in names.items())
    pose = np.eye(4)
    pose[:3, :3], pose[:3, 3] = rotation, eye
    source = {
        "scene": scene,
        "view": view,
        "seed": recipe.seed,
        "recipe": digest(recipe),
        "scene_digest": hashlib.sha256(bytes([scene])).hexdigest(),
        "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
    }
    camera = View(WIDTH, HEIGHT, focal, focal, WIDTH / 2, HEIGHT / 2, tuple(map(tuple, pose.tolist())))
    return Frame(
        rgb,
        depth.astype(np.float32),
        (normals @ rotation).astype(np.float32),
        instances,
        camera,
        items,
        source,
    )


def grow_balls(out: Path, **changes: Any) -> Path:
    """A dataset of such frames, written as a worker writes it."""
    recipe = Recipe.model_validate(BALL_RECIPE | changes)
    dataset.open_dataset(out, recipe)
    for scene in range(recipe.count):
        job = plan.job(recipe, scene)
        folder, rows = job.folder(out), []
        for view in range(recipe.views.per_scene):
            frame = frame_of(scene, view, recipe)
            pairs = list(draw(recipe, frame, scene, view))
            write_frame(folder / str(view), frame, recipe.truth.keep, recipe.truth.half_normals)
            rows += write_pairs(folder / str(view), pairs, job.split, scene, view, recipe.seed_of_pairs)
        (folder / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
        write_checksums(folder)
    dataset.write_manifest(out, recipe)
    return out


@cache
def room(number: int) -> tuple[Any, list[Any]]:
    """A scene of the rooms and what its cameras see: what is kept of the truth does not change it."""
    from cavendish.render.raycast import raycast

    recipe = Recipe.model_validate(ROOM_RECIPE)
    built = build(recipe, plan.job(recipe, number))
    return built, [raycast(built, camera) for camera in built.cameras]


def optional(sight: Any) -> dict[str, Any]:
    """The passes that a recipe may ask for, as the oracle sees them."""
    return {
        "geometric_normals": sight.geometric_normals.astype(np.float32),
        "position": sight.positions.astype(np.float32),
        "albedo": np.where((sight.instances > 0)[..., None], np.float32(0.5), np.float32(0))
        * np.ones(3, np.float32),
    }


def grow_rooms(out: Path, **changes: Any) -> Path:
    """A dataset of rooms whose truth is the oracle's and whose pictures are shaded by it."""
    from cavendish.render.objects import objects

    recipe = Recipe.model_validate(ROOM_RECIPE | changes)
    dataset.open_dataset(out, recipe)
    for number in range(recipe.count):
        job = plan.job(recipe, number)
        built, sights = room(number)
        folder, rows = job.folder(out), []
        for view, (camera, sight) in enumerate(zip(built.cameras, sights, strict=True)):
            visible = seen(sight.instances)
            light = np.nan_to_num(np.clip(sight.normals @ (0.3, 0.5, 0.8), 0.1, 1), nan=1.0)
            paint = np.random.default_rng(number).uniform(0.1, 1, (int(sight.instances.max()) + 1, 3))
            rgb = (255 * paint[sight.instances] * light[..., None]).astype(np.uint8)
            wanted = recipe.truth.objects
            more = objects(built, camera, sight.instances, wanted) if wanted else {}
            items = tuple(
                Item(
                    o.id,
                    o.category,
                    category(o.category).thing,
                    {},
                    *visible.get(o.id, (0, None)),
                    more.get(o.id),
                )
                for o in built.objects
            )
            source = {
                "scene": number,
                "view": view,
                "seed": recipe.seed,
                "recipe": digest(recipe),
                "scene_digest": scene_digest(built),
                "rgb_sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
            }
            pose = tuple(tuple(float(x) for x in line) for line in camera.pose)
            frame = Frame(
                rgb,
                sight.depth.astype(np.float32),
                sight.normals.astype(np.float32),
                sight.instances,
                View(camera.width, camera.height, camera.fx, camera.fy, camera.cx, camera.cy, pose),
                items,
                source,
                {name: pixels for name, pixels in optional(sight).items() if name in recipe.truth.keep},
            )
            pairs = list(draw(recipe, frame, number, view)) if recipe.truth.keep or number == 0 else []
            write_frame(folder / str(view), frame, recipe.truth.keep, recipe.truth.half_normals)
            rows += write_pairs(folder / str(view), pairs, job.split, number, view, recipe.seed_of_pairs)
        (folder / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
        write_checksums(folder)
    dataset.write_manifest(out, recipe)
    return out


def examined(root: Path) -> tuple[dict[str, Tally], list[Finding], tuple[str, ...]]:
    """All checks in this process: tallies, findings, notes."""
    counted = census.Census(census.read_description(root))
    tallies = {name: Tally() for name in checks.CHECKS}
    findings = []
    for scene in census.scenes(root, counted):
        found, more = checks.examine(scene)
        findings += more
        counted.digests(scene, scene.digests)
        for name, tally in found.items():
            tallies[name].merge(tally)
    for name, known in checks.CHECKS.items():
        if known.conclude:
            findings += census.tallied(name, known.conclude(tallies[name].figures))[1]
    last, more = census.conclude(counted, root)
    return tallies | last, findings + more, counted.notes()


@pytest.fixture(scope="session")
def balls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow_balls(tmp_path_factory.mktemp("balls") / "out")


@pytest.fixture(scope="session")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grow_rooms(tmp_path_factory.mktemp("rooms") / "out")


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """What makes datasets, and the recipes that they are of; a fixture, as test modules here import no other."""
    return SimpleNamespace(rooms=grow_rooms, recipe=Recipe.model_validate(ROOM_RECIPE), frame_of=frame_of)


@pytest.fixture(scope="session")
def check() -> Callable[[Path], tuple[dict[str, Tally], list[Finding], tuple[str, ...]]]:
    """All checks in this process: tallies, findings, notes."""
    return examined


@pytest.fixture
def planted(balls: Path, tmp_path: Path) -> Callable[[str, str, Callable[[Path], Any]], None]:
    """Plant a fault in a copy of the balls: checksums tell it; and where those are written anew, the check `name` does."""
    out = Path(shutil.copytree(balls, tmp_path / "out"))

    def plant(name: str, place: str, change: Callable[[Path], Any]) -> None:
        change(next(path for split in ("train", "val") if (path := out / split / "000000").is_dir()))
        assert changed(out), "a change that leaves the checksums as they were"
        for path in (out / "train", out / "val"):
            for made in path.iterdir():
                if made.is_dir():
                    write_checksums(made)
        _, findings, _ = examined(out)
        told = [f for f in findings if f.check == "checksums" and "link" not in f.message]
        assert not told or "rgb.png" in place
        found = [f for f in findings if f.check == name and place in f.place]
        assert found, findings
        assert all(f.message.count(";") >= 1 for f in found), "each finding ends with its cure"
        assert not any("could not end" in f.message for f in findings), findings

    return plant


def changed(root: Path) -> list[Fault]:
    """What the checksums alone tell."""
    said = (
        one
        for scene in census.scenes(root, census.Census(census.read_description(root)))
        for one in checks.CHECKS["checksums"].run(scene)
    )
    return [one for one in said if isinstance(one, Fault)]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenes are checked in this process, which is quicker than to start workers."""

    def one_by_one(work: Any, jobs: Any, workers: int, limit: float, stop: Any) -> Iterator[Any]:
        for job in jobs:
            if stop.is_set():
                return
            yield job, work(job)

    monkeypatch.setattr("cavendish.engine.validate.in_order", one_by_one)
