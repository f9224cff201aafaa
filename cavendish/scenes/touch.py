# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where the real meshes of posed assets meet, by rays in Embree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from cavendish.scenes.scene import Asset, Float

WAYS = np.array([way for way in product((-1.0, 0.0, 1.0), repeat=3) if any(way)])
WAYS /= np.linalg.norm(WAYS, axis=1, keepdims=True)


@dataclass(frozen=True, eq=False)
class Body:
    """Posed assets: their vertices (V, 3) and triangles (F, 3, 3), and these in Embree."""

    vertices: Float
    triangles: Float
    stage: Any

    @staticmethod
    def of(posed: Sequence[tuple[Asset, Float]]) -> Body:
        """Assets at poses (4, 4) as one body."""
        points, triangles = [], []
        for asset, pose in posed:
            for part in asset.parts:
                points.append(part.mesh.vertices @ pose[:3, :3].T + pose[:3, 3])
                triangles.append(points[-1][part.mesh.faces])
        return Body.around(np.concatenate(points), np.concatenate(triangles))

    @staticmethod
    def around(vertices: Float, triangles: Float) -> Body:
        """The body of given vertices (V, 3) and triangles (F, 3, 3)."""
        from embreex import rtcore_scene
        from embreex.mesh_construction import TriangleMesh

        stage = rtcore_scene.EmbreeScene()
        TriangleMesh(stage, np.ascontiguousarray(triangles, dtype=np.float32))
        return Body(vertices, triangles, stage)


def fall(upper: Body, lower: Body, shift: Float) -> float:
    """How far a body, shifted, can fall until it meets the other, +inf where it never does."""
    low, high = upper.vertices.min(axis=0)[:2], upper.vertices.max(axis=0)[:2]
    beneath = lower.vertices - shift
    beneath = beneath[np.all((beneath[:, :2] >= low) & (beneath[:, :2] <= high), axis=1)]
    best = np.inf
    for stage, points, way in ((lower.stage, upper.vertices + shift, -1.0), (upper.stage, beneath, 1.0)):
        if len(points):
            best = min(best, reach(stage, points, np.tile([0.0, 0.0, way], (len(points), 1))))
    return best


def room(upper: Body, lower: Body, lift: float, slope: float = 0.3) -> float:
    """How far a body can fall until it meets the other, +inf where it never does, negative where it sinks in.

    It finds what sinks in less than `lift`, metres. Faces whose normal's z is under `slope` are passed over: a body that
    presses sideways against a wall need not be lifted off it.
    """
    best = np.inf
    beneath = lower.vertices - (0, 0, lift)
    for body, points, way in ((lower, upper.vertices + (0, 0, lift), -1.0), (upper, beneath, 1.0)):
        ways = np.zeros((len(points), 3), np.float32)
        ways[:, 2] = way
        out = body.stage.run(points.astype(np.float32), ways, output=True)
        hit = np.flatnonzero((out["primID"] >= 0) & (out["tfar"] < best + lift))
        if len(hit):
            t = body.triangles[out["primID"][hit]]
            normal = np.cross(t[:, 1] - t[:, 0], t[:, 2] - t[:, 0])
            level = np.abs(normal[:, 2]) > slope * np.linalg.norm(normal, axis=1)
            best = min(best, float(np.min(out["tfar"][hit][level], initial=np.inf)) - lift)
    return best


def cross(upper: Body, lower: Body, shift: Float) -> bool:
    """Whether an edge of either body, the upper one shifted, goes through the other."""
    low, high = upper.vertices.min(axis=0) + shift, upper.vertices.max(axis=0) + shift
    t = lower.triangles
    near = t[np.all((t.max(axis=1) >= low) & (t.min(axis=1) <= high), axis=1)]
    for stage, triangles in ((lower.stage, upper.triangles + shift), (upper.stage, near - shift)):
        starts, ways = triangles.reshape(-1, 3), (np.roll(triangles, -1, axis=1) - triangles).reshape(-1, 3)
        if len(starts) and reach(stage, starts, ways) < 1:
            return True
    return False


def reach(stage: Any, points: Float, ways: Float) -> float:
    """How far along the shortest of some rays (N, 3) goes before it meets something, in units of its `ways`."""
    out = stage.run(points.astype(np.float32), ways.astype(np.float32), output=True)
    return float(np.min(out["tfar"], initial=np.inf, where=out["primID"] >= 0))


def pierce(one: Body, other: Body, least: float) -> bool:
    """Whether two bodies go into each other deeper than `least` metres: they cross, however one is nudged by as much."""
    return cross(one, other, np.zeros(3)) and all(cross(one, other, least * way) for way in WAYS)
