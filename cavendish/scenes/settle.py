# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Let things down on others until their meshes touch: cushions on sofas, pillows on beds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cavendish.scenes.geometry import translation
from cavendish.scenes.layout import Footprint, Layout, add, extent, footprint, is_same, overlap, within
from cavendish.scenes.scene import Asset, Float, Object


def drop(
    layout: Layout, owner: Object, asset: Asset, x: float, ys: Sequence[float], turn: Float
) -> Object | None:
    """Let an asset, turned by `turn` (4, 4), down on another until their meshes touch.

    It comes down at x and the first of `ys` (metres in the owner's frame) where it sinks about as deep as anywhere
    there: onto a seat, not onto a back. Nothing is placed where it would reach into a third thing or lie on top of one.
    """
    top = float(extent(owner.asset)[1][2])
    parts = [t for t in layout.objects if t is owner or _close(t, owner)]
    base = owner.pose @ translation(x, 0, top + 1.0) @ turn
    upper, lower = _Body.of([(asset, base)]), _Body.of([(t.asset, t.pose) for t in parts])
    ways = [owner.pose[:3, :3] @ (0.0, y, 0.0) for y in ys]
    falls = [_fall(upper, lower, way) for way in ways]
    farthest = max(falls, default=-np.inf)
    if np.isinf(farthest):
        return None
    way, fall = next((w, f) for w, f in zip(ways, falls, strict=True) if f > farthest - 0.015)
    # Rays from vertices miss where two edges meet: it is lifted until no edge goes through the other.
    lifts = (way + (0, 0, lift - fall) for lift in np.arange(1, 20) * 5e-4)
    shift = next((s for s in lifts if not _cross(upper, lower, s)), None)
    if shift is None:
        return None
    pose = translation(*shift) @ base
    box = footprint(asset, pose)
    known = [footprint(t.asset, t.pose) for t in parts]
    others = [b for b in layout.taken if not any(is_same(b, own) for own in known)]
    above = box.high > owner.pose[2, 3] + top + 0.3
    if above or not within(layout, box) or any(overlap(box, other) for other in others):
        return None
    return add(layout, asset, pose)


@dataclass(frozen=True, eq=False)
class _Body:
    """Posed assets: their vertices (V, 3) and triangles (F, 3, 3), and these in Embree."""

    vertices: Float
    triangles: Float
    stage: Any

    @staticmethod
    def of(posed: Sequence[tuple[Asset, Float]]) -> _Body:
        from embreex import rtcore_scene
        from embreex.mesh_construction import TriangleMesh

        points, triangles = [], []
        for asset, pose in posed:
            for part in asset.parts:
                points.append(part.mesh.vertices @ pose[:3, :3].T + pose[:3, 3])
                triangles.append(points[-1][part.mesh.faces])
        stage = rtcore_scene.EmbreeScene()
        corners = np.concatenate(triangles)
        TriangleMesh(stage, np.ascontiguousarray(corners, dtype=np.float32))
        return _Body(np.concatenate(points), corners, stage)


def _fall(upper: _Body, lower: _Body, shift: Float) -> float:
    """How far a body, shifted, can fall until it meets the other, +inf where it never does."""
    low, high = upper.vertices.min(axis=0)[:2], upper.vertices.max(axis=0)[:2]
    beneath = lower.vertices - shift
    beneath = beneath[np.all((beneath[:, :2] >= low) & (beneath[:, :2] <= high), axis=1)]
    best = np.inf
    for stage, points, way in ((lower.stage, upper.vertices + shift, -1.0), (upper.stage, beneath, 1.0)):
        if len(points):
            best = min(best, _reach(stage, points, np.tile([0.0, 0.0, way], (len(points), 1))))
    return best


def _cross(upper: _Body, lower: _Body, shift: Float) -> bool:
    """Whether an edge of either body, the upper one shifted, goes through the other."""
    low, high = upper.vertices.min(axis=0) + shift, upper.vertices.max(axis=0) + shift
    t = lower.triangles
    near = t[np.all((t.max(axis=1) >= low) & (t.min(axis=1) <= high), axis=1)]
    for stage, triangles in ((lower.stage, upper.triangles + shift), (upper.stage, near - shift)):
        starts, ways = triangles.reshape(-1, 3), (np.roll(triangles, -1, axis=1) - triangles).reshape(-1, 3)
        if len(starts) and _reach(stage, starts, ways) < 1:
            return True
    return False


def _reach(stage: Any, points: Float, ways: Float) -> float:
    """How far along the shortest of some rays (N, 3) goes before it meets something, in units of its `ways`."""
    out = stage.run(points.astype(np.float32), ways.astype(np.float32), output=True)
    return float(np.min(out["tfar"], initial=np.inf, where=out["primID"] >= 0))


def _close(thing: Object, owner: Object) -> bool:
    """Whether a thing is near enough above its owner's footprint to be in the way of what falls on it."""
    a, b = footprint(thing.asset, thing.pose), footprint(owner.asset, owner.pose)
    small = float(np.ptp(a.corners, axis=0).max()) < 1.0
    return small and overlap(Footprint(a.corners, 0, 1), Footprint(b.corners, 0, 1))
