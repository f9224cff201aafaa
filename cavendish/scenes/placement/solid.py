# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""An asset as bodies: its triangles in small groups with boxes, and the closed shells and open sheets that they form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Asset, Float, Object

Index = npt.NDArray[np.int64]
GROUP = 32  # triangles in a group
WELD = 1e-5  # metres; vertices that are nearer are one
MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
YIELDING = frozenset({"foliage", "grass", "leaf"})  # kinds of material that bend out of the way


@dataclass(frozen=True, eq=False)
class Shell:
    """Triangles (F, 3, 3) that hang together. closed: they bound a room; inward: that room is a hollow."""

    triangles: Float
    closed: bool
    inward: bool

    @cached_property
    def points(self) -> Float:
        """Its vertices, each once, (V, 3)."""
        return np.unique(self.triangles.reshape(-1, 3), axis=0)

    @cached_property
    def bounds(self) -> tuple[Float, Float]:
        """Low and high corner."""
        return self.points.min(axis=0), self.points.max(axis=0)


@dataclass(frozen=True, eq=False)
class Solid:
    """An asset's triangles (F, 3, 3) in its own frame, float64.

    groups: (G, GROUP) numbers of triangles that lie together, the last of a group repeated to fill it; first: (G, GROUP),
    False for what fills; low, high: the boxes of the groups (G, 3). firm: (G,), whether they are of a material that does
    not bend out of the way. parts: (F,), the part of each triangle.
    """

    triangles: Float
    groups: Index
    first: npt.NDArray[np.bool_]
    low: Float
    high: Float
    firm: npt.NDArray[np.bool_]
    parts: Index

    @staticmethod
    def of(asset: Asset) -> Solid:
        """The body of an asset."""
        triangles = np.concatenate([p.mesh.vertices[p.mesh.faces].astype(float) for p in asset.parts])
        counts = [len(part.mesh.faces) for part in asset.parts]
        parts = np.repeat(np.arange(len(counts)), counts)
        soft = np.array([part.material.kind in YIELDING for part in asset.parts])[parts]
        groups, firm = [], []
        for yields in (False, True):
            mine = np.flatnonzero(soft == yields)
            if len(mine):
                mine = mine[np.argsort(_morton(triangles[mine].mean(axis=1)), kind="stable")]
                full = np.append(mine, np.repeat(mine[-1], -len(mine) % GROUP)).reshape(-1, GROUP)
                groups.append(full)
                firm.append(np.full(len(full), not yields))
        grouped = np.concatenate(groups)
        corners = triangles[grouped].reshape(len(grouped), -1, 3)
        fresh = np.ones(grouped.shape, bool)
        fresh[:, 1:] = grouped[:, 1:] != grouped[:, :-1]
        return Solid(
            triangles, grouped, fresh, corners.min(axis=1), corners.max(axis=1), np.concatenate(firm), parts
        )

    @cached_property
    def shells(self) -> tuple[Index, tuple[Shell, ...]]:
        """The shell of each triangle (F,), and the shells: first within a part, then of what is left open across parts."""
        label = np.full(len(self.triangles), -1)
        found: list[Shell] = []
        rest: list[Index] = []
        for part in range(int(self.parts.max()) + 1):
            mine = np.flatnonzero(self.parts == part)
            for faces, closed in _hanging(self.triangles[mine]):
                if closed:
                    label[mine[faces]] = len(found)
                    found.append(self._shell(mine[faces], True))
                else:
                    rest.append(mine[faces])
        if rest:
            mine = np.sort(np.concatenate(rest))
            for faces, closed in _hanging(self.triangles[mine]):
                label[mine[faces]] = len(found)
                found.append(self._shell(mine[faces], closed))
        return label, tuple(found)

    @cached_property
    def rooms(self) -> tuple[Index, Float, Float]:
        """The numbers of the closed shells that bound something solid (R,), and the corners of their boxes (R, 3)."""
        found = [(n, *s.bounds) for n, s in enumerate(self.shells[1]) if s.closed and not s.inward]
        low, high = (np.array([row[k] for row in found]).reshape(-1, 3) for k in (1, 2))
        return np.array([row[0] for row in found], np.int64), low, high

    @cached_property
    def spots(self) -> tuple[Index, Float]:
        """The numbers of the shells that do not bend away (S,), and a vertex of each (S, 3)."""
        numbers = np.unique(self.shells[0][self.groups[self.firm].reshape(-1)])
        return numbers, np.array([self.shells[1][n].triangles[0, 0] for n in numbers]).reshape(-1, 3)

    def _shell(self, faces: Index, closed: bool) -> Shell:
        triangles = self.triangles[faces]
        if not closed:
            return Shell(triangles, False, False)
        a, b, c = (triangles[:, k] - triangles[0, 0] for k in range(3))
        volume = float(np.einsum("ij,ij->", a, np.cross(b, c))) / 6
        area = float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum()) / 2
        thick = abs(volume) > 1e-5 * area  # a sheet with two faces bounds no room
        return Shell(triangles, thick, volume < 0)


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
        turn, shift = thing.pose[:3, :3], thing.pose[:3, 3]
        middle = (solid.low + solid.high) / 2 @ turn.T + shift
        reach = (solid.high - solid.low) / 2 @ np.abs(turn).T
        low, high = middle - reach, middle + reach
        return Placed(thing, solid, low, high, np.array([low.min(axis=0), high.max(axis=0)]))

    def world(self, points: Float) -> Float:
        """Points (..., 3) of the asset's frame in the world."""
        return np.asarray(points @ self.thing.pose[:3, :3].T + self.thing.pose[:3, 3])

    def own(self, points: Float) -> Float:
        """Points (..., 3) of the world in the asset's frame."""
        return np.asarray((points - self.thing.pose[:3, 3]) @ self.thing.pose[:3, :3])

    @cached_property
    def stature(self) -> tuple[float, float]:
        """The height of its lowest and of its highest point, metres."""
        z = self.solid.triangles.reshape(-1, 3) @ self.thing.pose[2, :3] + self.thing.pose[2, 3]
        return float(z.min()), float(z.max())


def _morton(points: Float) -> Index:
    """A number for each point (N, 3) such that what is near in number is near in space."""
    low = points.min(axis=0)
    cell = ((points - low) / max(float(np.ptp(points, axis=0).max()), 1e-9) * 1023).astype(np.int64)
    code = np.zeros(len(points), np.int64)
    for bit in range(10):
        for axis in range(3):
            code |= ((cell[:, axis] >> bit) & 1) << (3 * bit + axis)
    return code


def _hanging(triangles: Float) -> list[tuple[Index, bool]]:
    """Groups of triangles (F, 3, 3) that share vertices, at any remove, and whether each group is closed."""
    cells = np.round(triangles.reshape(-1, 3) / WELD).astype(np.int64)
    with np.errstate(over="ignore"):  # a hash of 64 bits, which wraps
        keys = (cells.view(np.uint64) * MIX).sum(axis=1)
    _, faces = np.unique(keys, return_inverse=True)
    faces = faces.reshape(-1, 3)
    label = np.arange(int(faces.max()) + 1)
    while True:
        after = label.copy()
        np.minimum.at(after, faces.reshape(-1), np.repeat(label[faces].min(axis=1), 3))
        after = after[after]
        if np.array_equal(after, label):
            break
        label = after
    mine = label[faces[:, 0]]
    ends = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    low, high = ends.min(axis=1), ends.max(axis=1)
    _, edge = np.unique(low * (int(faces.max()) + 1) + high, return_inverse=True)
    ways = np.zeros(int(edge.max()) + 1, np.int64)
    np.add.at(ways, edge, np.sign(ends[:, 1] - ends[:, 0]))
    open_ = np.zeros(len(label), bool)
    open_[np.tile(mine, 3)[ways[edge] != 0]] = True
    order = np.argsort(mine, kind="stable")
    return [
        (group, not open_[mine[group[0]]])
        for group in np.split(order, np.flatnonzero(np.diff(mine[order])) + 1)
    ]
