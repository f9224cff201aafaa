# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Renders in a process of their own, small scenes, and a ray caster of closed forms that shares nothing with the code."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.scenes import materials
from cavendish.scenes.cutouts import CUTOUTS, solid
from cavendish.scenes.scene import Asset, Camera, Material, Mesh, Object, Part, Scene

DRAW = Path(__file__).with_name("draw.py")
PLAIN = materials.plain((0.6, 0.5, 0.4))
Jobs = Mapping[str, tuple[Any, ...]]


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Jobs], dict[str, Any]]:
    """Render jobs, name -> (scene, quality) or (scene, quality, wanted passes), all in one fresh process.

    name -> shots as dicts of arrays, or an error.
    """

    def run(jobs: Jobs) -> dict[str, Any]:
        out = tmp_path_factory.mktemp("draw")
        (out / "jobs").write_bytes(pickle.dumps(jobs))
        done = subprocess.run(
            [sys.executable, str(DRAW), str(out / "jobs"), str(out)], capture_output=True, text=True
        )
        assert (out / "done").exists(), done.stdout[-2000:] + done.stderr[-4000:]
        left = {path.name for path in out.iterdir() if path.suffix in (".exr", ".png")}
        assert not left, f"scratch files stay behind: {left}"
        shots: dict[str, Any] = {}
        for name, (scene, *_) in jobs.items():
            error = out / f"{name}.error"
            if error.exists():
                shots[name] = error.read_text()
                continue
            shots[name] = [dict(np.load(out / f"{name}.{view}.npz")) for view, _ in enumerate(scene.cameras)]
        return shots

    return run


@dataclass(frozen=True, eq=False)
class Shape:
    """A quad, a box (of side 2 in its own frame, scaled by `size`) or a sphere (radius size[0]), in world space."""

    kind: str
    id: int
    pose: Any
    size: tuple[float, float, float] = (1.0, 1.0, 1.0)
    material: Material = PLAIN


def turn(x: float = 0.0, y: float = 0.0, z: float = 0.0, at: Sequence[float] = (0.0, 0.0, 0.0)) -> Any:
    """A rigid pose (4, 4): turned about X, then Y, then Z, then moved."""
    pose = np.eye(4)
    for axis, angle in enumerate((x, y, z)):
        i, j = (axis + 1) % 3, (axis + 2) % 3
        step = np.eye(4)
        step[i, i] = step[j, j] = np.cos(angle)
        step[j, i], step[i, j] = np.sin(angle), -np.sin(angle)
        pose = step @ pose
    pose[:3, 3] = at
    return pose


def cast(shapes: Sequence[Shape], camera: Camera, shift: tuple[float, float] = (0.0, 0.0)) -> dict[str, Any]:
    """Closed forms: planar depth, instances, faces and camera-space normals at the pixel centres plus `shift`."""
    u, v = np.meshgrid(np.arange(camera.width) + 0.5 + shift[0], np.arange(camera.height) + 0.5 + shift[1])
    # Unit depth along -Z of the camera, so that the ray's parameter is the planar depth.
    local = np.stack(
        [(u - camera.cx) / camera.fx, -(v - camera.cy) / camera.fy, -np.ones_like(u)], -1
    ).reshape(-1, 3)
    rays = local @ camera.pose[:3, :3].T
    depth = np.full(len(rays), np.inf)
    ids, faces = np.zeros(len(rays), np.int64), np.full(len(rays), -1)
    normals = np.full((len(rays), 3), np.nan)
    for shape in shapes:
        rotation, size = shape.pose[:3, :3], np.array(shape.size)
        start = rotation.T @ (camera.pose[:3, 3] - shape.pose[:3, 3])
        way = rays @ rotation
        with np.errstate(all="ignore"):
            hit, side, normal = {"quad": _quad, "box": _box, "sphere": _sphere}[shape.kind](start, way, size)
            if shape.material.kind in CUTOUTS:  # a quad's UVs are its X and Y
                place = (start + hit[:, None] * way)[:, :2]
                hit[~(np.isfinite(hit) & solid(shape.material, np.nan_to_num(place)))] = np.inf
        nearer = hit < depth
        depth[nearer], ids[nearer], faces[nearer] = hit[nearer], shape.id, side[nearer]
        turned = normal @ rotation.T
        turned *= -np.sign(np.sum(turned * rays, axis=1, keepdims=True))
        normals[nearer] = (turned @ camera.pose[:3, :3])[nearer]
    plane = (camera.height, camera.width)
    return {
        "depth": depth.reshape(plane),
        "instances": ids.reshape(plane),
        "faces": faces.reshape(plane),
        "normals": normals.reshape(*plane, 3),
    }


def certain(shapes: Sequence[Shape], camera: Camera, reach: float = 0.05) -> Any:
    """Where the same face lies under a pixel's centre and `reach` pixels around it."""
    middle = cast(shapes, camera)
    same = np.ones((camera.height, camera.width), bool)
    for shift in product((-reach, 0.0, reach), repeat=2):
        other = cast(shapes, camera, shift)
        same &= (other["instances"] == middle["instances"]) & (other["faces"] == middle["faces"])
    return same


def _quad(start: Any, way: Any, size: Any) -> tuple[Any, Any, Any]:
    t = -start[2] / way[:, 2]
    x, y = start[0] + t * way[:, 0], start[1] + t * way[:, 1]
    on = (t > 0) & (np.abs(x) <= size[0]) & (np.abs(y) <= size[1])
    return np.where(on, t, np.inf), np.zeros(len(way), int), np.tile([0.0, 0.0, 1.0], (len(way), 1))


def _box(start: Any, way: Any, size: Any) -> tuple[Any, Any, Any]:
    low, high = (-size - start) / way, (size - start) / way
    enter, leave = np.minimum(low, high), np.maximum(low, high)
    axis = enter.argmax(axis=1)
    t, out = enter.max(axis=1), leave.min(axis=1)
    on = (t <= out) & (out > 0)
    inside = t <= 0
    axis[inside] = 3 + leave.argmin(axis=1)[inside]
    t[inside] = out[inside]
    return np.where(on, t, np.inf), axis, np.eye(3)[axis % 3]


def _sphere(start: Any, way: Any, size: Any) -> tuple[Any, Any, Any]:
    a, b, c = np.sum(way**2, axis=1), way @ start, start @ start - size[0] ** 2
    t = (-b - np.sqrt(b**2 - a * c)) / a
    point = start + np.where(np.isfinite(t), t, 0.0)[:, None] * way
    return np.where(t > 0, t, np.inf), np.zeros(len(way), int), point / size[0]


def mesh_of(shape: Shape, rings: tuple[int, int] = (400, 800)) -> Mesh:
    """The shape as triangles: flat ones without normals, the sphere, of so many rings, with its true normals."""
    size = np.array(shape.size)
    if shape.kind == "quad":
        corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * size
        faces = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
        uvs = (corners[faces][..., :2]).astype(np.float32)
        return Mesh(corners.astype(np.float32), faces, None, uvs)
    if shape.kind == "box":
        corners = np.array(list(product((-1, 1), repeat=3))) * size
        quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
        faces = np.array([f for a, b, c, d in quads for f in ((a, b, c), (a, c, d))], np.int32)
        return Mesh(corners.astype(np.float32), faces)
    m, n = rings
    polar, around = np.meshgrid(np.linspace(0, np.pi, m), np.linspace(0, 2 * np.pi, n), indexing="ij")
    unit = np.stack([np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)], -1)
    grid = np.arange(m * n).reshape(m, n)
    a, b, c, d = (q.reshape(-1) for q in (grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]))
    faces = np.concatenate([np.stack([a, b, c], 1)[n - 1 :], np.stack([a, c, d], 1)[: -(n - 1)]]).astype(
        np.int32
    )
    unit = unit.reshape(-1, 3)
    return Mesh((unit * size[0]).astype(np.float32), faces, unit.astype(np.float32))


def scene_of(
    shapes: Sequence[Shape], cameras: Sequence[Camera], rings: tuple[int, int] = (400, 800), **more: Any
) -> Scene:
    """A Scene of shapes. Shapes of the same kind, size and material share one asset."""
    assets: dict[Any, Asset] = {}
    objects = []
    for shape in shapes:
        key = (shape.kind, shape.size, repr(shape.material))
        if key not in assets:
            assets[key] = Asset("cube", (Part(mesh_of(shape, rings), shape.material),))
        objects.append(Object(shape.id, assets[key], shape.pose))
    return Scene(tuple(objects), cameras=tuple(cameras), **more)


def swatches(color: tuple[float, float, float]) -> tuple[list[Shape], Camera]:
    """A tilted square of every kind of material, in the order of their names, IDs from 100; and who sees them all."""
    made, columns = [], 7
    rows = -(-len(materials.KINDS) // columns)
    for k, name in enumerate(sorted(materials.KINDS)):
        given = {} if name in ("glass", "mirror") else {"color": color}
        x, z = 1.1 * (k % columns - (columns - 1) / 2), 1.1 * (k // columns - (rows - 1) / 2)
        pose = turn(x=np.pi / 2 - 0.3, z=0.25, at=(x, 0, 1.5 + z))
        made.append(Shape("quad", 100 + k, pose, (0.5, 0.5, 1.0), materials.KINDS[name](**given)))
    width, height = 32 * columns, 32 * rows
    eye = turn(x=np.pi / 2, at=(0, -4, 1.5))
    return made, Camera(eye, width, height, 110.0, 110.0, width / 2, height / 2)


@pytest.fixture(scope="session")
def forms() -> Any:
    """The helpers of this file, as a namespace."""
    from types import SimpleNamespace

    return SimpleNamespace(
        Shape=Shape,
        turn=turn,
        cast=cast,
        certain=certain,
        scene_of=scene_of,
        mesh_of=mesh_of,
        swatches=swatches,
    )
