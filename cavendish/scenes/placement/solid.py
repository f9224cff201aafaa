# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""An asset as a body: its triangles in small groups with boxes, and the shells that they form; and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cavendish.scenes.placement.shells import Index, Mask, Shells, shells_of
from cavendish.scenes.scene import Asset, Float, Object

GROUP = 16  # triangles in a group
YIELDING = frozenset({"foliage", "grass", "leaf"})  # kinds of material that bend out of the way


@dataclass(frozen=True, eq=False)
class Solid:
    """An asset's triangles (F, 3, 3) in its own frame, float64.

    groups: (G, GROUP) numbers of triangles that lie together, the last of a group repeated to fill it; first: (G, GROUP),
    False for what fills; low, high: the boxes of the groups (G, 3). hard: (F,), whether a triangle is of a material that
    does not bend out of the way.
    """

    asset: Asset
    triangles: Float
    groups: Index
    first: Mask
    low: Float
    high: Float
    hard: Mask

    @staticmethod
    def of(asset: Asset) -> Solid:
        """The body of an asset."""
        triangles = np.concatenate([p.mesh.vertices[p.mesh.faces].astype(float) for p in asset.parts])
        a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
        middles = (a + b + c) / 3
        least, most = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
        hard = _hard(asset)
        groups = []
        for kept in (True, False):
            mine = np.flatnonzero(hard == kept)
            if len(mine):
                mine = mine[np.argsort(_morton(middles[mine]), kind="stable")]
                groups.append(np.append(mine, np.repeat(mine[-1], -len(mine) % GROUP)).reshape(-1, GROUP))
        grouped = np.concatenate(groups)
        fresh = np.ones(grouped.shape, bool)
        fresh[:, 1:] = grouped[:, 1:] != grouped[:, :-1]
        low, high = least[grouped].min(axis=1), most[grouped].max(axis=1)
        return Solid(asset, triangles, grouped, fresh, low, high, hard)

    @cached_property
    def shells(self) -> Shells:
        """The shells that its triangles form: first within a part, then of what is left open across parts."""
        meshes = [part.mesh for part in self.asset.parts]
        counts = [len(mesh.vertices) for mesh in meshes]
        starts = np.cumsum([0, *counts[:-1]])
        faces = np.concatenate(
            [mesh.faces.astype(np.int64) + k for mesh, k in zip(meshes, starts, strict=True)]
        )
        points = np.concatenate([mesh.vertices for mesh in meshes]).astype(float)
        return shells_of(points, faces, np.repeat(np.arange(len(meshes)), counts), self.hard)


@dataclass(frozen=True, eq=False)
class Placed:
    """An object with its body. low, high: the boxes (G, 3) around its groups in the world; box: around all, (2, 3)."""

    thing: Object
    solid: Solid
    low: Float
    high: Float
    box: Float

    @staticmethod
    def of(thing: Object, solid: Solid) -> Placed:
        """An object, and the body of its asset."""
        low, high = _around(thing, solid.low, solid.high)
        return Placed(thing, solid, low, high, np.array([low.min(axis=0), high.max(axis=0)]))

    def world(self, points: Float) -> Float:
        """Points (..., 3) of the asset's frame in the world."""
        flat = points.reshape(-1, 3) @ self.thing.pose[:3, :3].T + self.thing.pose[:3, 3]
        return np.asarray(flat.reshape(points.shape))

    def own(self, points: Float) -> Float:
        """Points (..., 3) of the world in the asset's frame."""
        return np.asarray((points - self.thing.pose[:3, 3]) @ self.thing.pose[:3, :3])

    @cached_property
    def boxes(self) -> tuple[Float, Float]:
        """The boxes (S, 3) around its shells in the world."""
        return _around(self.thing, self.solid.shells.low, self.solid.shells.high)

    @cached_property
    def stature(self) -> tuple[float, float]:
        """The height of its lowest and of its highest point, metres."""
        z = self.solid.triangles.reshape(-1, 3) @ self.thing.pose[2, :3] + self.thing.pose[2, 3]
        return float(z.min()), float(z.max())


def _around(thing: Object, low: Float, high: Float) -> tuple[Float, Float]:
    """The boxes (N, 3) in the world around boxes of a thing's own frame."""
    turn, shift = thing.pose[:3, :3], thing.pose[:3, 3]
    middle = (low + high) / 2 @ turn.T + shift
    reach = (high - low) / 2 @ np.abs(turn).T
    return middle - reach, middle + reach


def _morton(points: Float) -> Index:
    """A number for each point (N, 3) such that what is near in number is near in space."""
    low = points.min(axis=0)
    cell = ((points - low) / max(float(np.ptp(points, axis=0).max()), 1e-9) * 1023).astype(np.int64)
    code = np.zeros(len(points), np.int64)
    for axis in range(3):
        bits = cell[:, axis]
        for shift, mask in ((16, 0x030000FF), (8, 0x0300F00F), (4, 0x030C30C3), (2, 0x09249249)):
            bits = (bits | bits << shift) & mask
        code |= bits << axis
    return code


def _hard(asset: Asset) -> Mask:
    """Whether each triangle (F,) is of a material that does not bend out of the way."""
    hard = [part.material.kind not in YIELDING for part in asset.parts]
    return np.repeat(hard, [len(part.mesh.faces) for part in asset.parts])
