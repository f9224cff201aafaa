# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One asset: spawned, made one clean mesh that stands and faces as a pack's do, saved and pictured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

from cavendish.render.blender.infinigen.clean import clean, points
from cavendish.render.blender.infinigen.factory import spawn
from cavendish.render.blender.infinigen.faulty import Faulty
from cavendish.render.blender.infinigen.picture import portrait
from cavendish.render.blender.infinigen.realize import realized
from cavendish.render.blender.infinigen.shelves import shelves

AXES = {"x": (1, 0, 0), "-x": (-1, 0, 0), "y": (0, 1, 0), "-y": (0, -1, 0), "z": (0, 0, 1), "-z": (0, 0, -1)}


def make(job: dict[str, Any], work: Path) -> dict[str, Any]:
    """Make the asset of a job in work/NAME.blend and work/NAME.png; returns its faces, size and shelves. Raises Faulty."""
    whole = realized(spawn(job["factory"], job["arguments"], job["spawn"], job["seed"]), job["name"])
    stand(whole, job["up"], job["front"], job["scale"])
    clean(whole, job["faces"])
    size = stand(whole, "z", "-y", (1.0, 1.0, 1.0))
    _fits(size, job["size"])
    whole.data.name = job["name"]
    for other in list(bpy.data.meshes):
        if other != whole.data:
            bpy.data.meshes.remove(other)
    scene = bpy.data.scenes.new(
        job["name"]
    )  # with nothing else in it, so that who opens the file sees the asset
    scene.collection.objects.link(whole)
    bpy.data.libraries.write(str(work / f"{job['name']}.blend"), {scene, whole}, compress=True)
    found = shelves(whole.data, job["shelf"]) if job["shelf"] else []
    portrait(whole, work / f"{job['name']}.png")
    return {
        "faces": len(whole.data.polygons),
        "size": [round(side, 4) for side in size],
        "supports": found,
        "materials": len(whole.data.materials),
    }


def stand(whole: bpy.types.Object, up: str, front: str, scale: Sequence[float]) -> list[float]:
    """Turn a mesh upright and to face -Y, on z = 0, in the middle of x = y = 0. Returns its size, metres.

    scale: of its width, depth and height, once it is turned.
    """
    above, before = np.array(AXES[up], float), np.array(AXES[front], float)
    turn = np.stack([np.cross(-before, above), -before, above]) * np.array(scale)[:, None]
    mesh = whole.data
    mesh.transform(Matrix(turn.tolist()).to_4x4())
    where = points(mesh)
    where = where[np.isfinite(where).all(1)]
    if not len(where):
        raise Faulty("it has no points")
    low, high = where.min(0).astype(float), where.max(0).astype(float)
    mesh.transform(Matrix.Translation((-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2])))
    mesh.update()
    whole.matrix_world = Matrix.Identity(4)
    return [float(side) for side in high - low]


def _fits(size: list[float], expected: list[list[float]] | None) -> None:
    for axis, side, (low, high) in zip(("width", "depth", "height"), size, expected or [], strict=False):
        if not low <= side <= high:
            raise Faulty(f"its {axis} is {side:.2f} m where {low:g} to {high:g} m are expected")
