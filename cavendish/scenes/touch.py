# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where the real meshes of posed assets meet, by rays in Embree.

Each asset is put into Embree once, in its own frame; rays are turned into that frame, wherever the asset stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Asset, Float, Float32
from cavendish.scenes.vectors import cross as cross_product
from cavendish.scenes.vectors import lengths

Index = npt.NDArray[np.int64]
FAR = 1e6  # metres
WAYS = np.array([way for way in product((-1.0, 0.0, 1.0), repeat=3) if any(way)])
WAYS /= np.linalg.norm(WAYS, axis=1, keepdims=True)


@dataclass(frozen=True, eq=False)
class Shape:
    """An asset's surface in its own frame.

    vertices: (3, V), rows of x, y and z. faces: (F, 3). edges: (2, E), each once. stage: its triangles in Embree.
    """

    vertices: Float
    faces: Index
    edges: Index
    stage: Any

    @cached_property
    def box(self) -> tuple[Float, Float]:
        """The low and the high corner around it, (3,) each."""
        return self.vertices.min(axis=1), self.vertices.max(axis=1)

    @staticmethod
    def around(vertices: Float32, faces: Index) -> Shape:
        """The shape of triangles: vertices (V, 3), faces (F, 3)."""
        pairs = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
        keys = np.unique(pairs.min(axis=1) * len(vertices) + pairs.max(axis=1))
        edges = np.stack([keys // len(vertices), keys % len(vertices)])
        return Shape(np.ascontiguousarray(vertices.T, np.float64), faces, edges, _stage(vertices, faces))


@lru_cache(maxsize=128)
def shape_of(asset: Asset) -> Shape:
    """The shape of all parts of an asset; things that share an asset share it."""
    starts = np.cumsum([0, *(len(part.mesh.vertices) for part in asset.parts)])
    faces = [part.mesh.faces.astype(np.int64) + k for part, k in zip(asset.parts, starts[:-1], strict=True)]
    return Shape.around(np.concatenate([part.mesh.vertices for part in asset.parts]), np.concatenate(faces))


@dataclass(frozen=True, eq=False)
class Posed:
    """A shape in the world. pose: (4, 4); points: (3, V), its vertices there; low, high: (3,), their bounds."""

    shape: Shape
    pose: Float
    points: Float
    low: Float
    high: Float

    @staticmethod
    def of(asset: Asset, pose: Float) -> Posed:
        """An asset at a pose."""
        shape = shape_of(asset)
        points = pose[:3, :3] @ shape.vertices + pose[:3, 3:]
        return Posed(shape, pose, points, points.min(axis=1), points.max(axis=1))

    def shifted(self, by: Float) -> Posed:
        """The same elsewhere: moved by (3,) metres."""
        pose = self.pose.copy()
        pose[:3, 3] += by
        return replace(
            self, pose=pose, points=self.points + by[:, None], low=self.low + by, high=self.high + by
        )

    def local(self, points: Float) -> Float:
        """Points (3, N) of the world in the shape's own frame."""
        return np.asarray(self.pose[:3, :3].T @ (points - self.pose[:3, 3:]))

    def normals_z(self, faces: Index) -> Float:
        """How far up the normals of some of its faces point, (N,), -1 to 1."""
        corners = self.shape.vertices.take(self.shape.faces[faces], axis=1).transpose(1, 2, 0)
        normal = cross_product(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        return np.asarray(normal @ self.pose[2, :3] / np.maximum(lengths(normal), 1e-30))


@dataclass(frozen=True, eq=False)
class Body:
    """Posed assets as one."""

    posed: tuple[Posed, ...]

    @staticmethod
    def of(posed: Sequence[tuple[Asset, Float]]) -> Body:
        """Assets at poses (4, 4) as one body."""
        return Body(tuple(Posed.of(asset, pose) for asset, pose in posed))

    @cached_property
    def vertices(self) -> Float:
        """(V, 3) in the world."""
        return np.concatenate([one.points for one in self.posed], axis=1).T

    @cached_property
    def stage(self) -> Any:
        """All of it in Embree, in the world's frame."""
        starts = np.cumsum([0, *(one.points.shape[1] for one in self.posed)])
        faces = [one.shape.faces + k for one, k in zip(self.posed, starts[:-1], strict=True)]
        return _stage(self.vertices, np.concatenate(faces))


def fall(upper: Body, lower: Body, shift: Float) -> float:
    """How far a body, shifted, can fall until it meets the other, +inf where it never does."""
    best = np.inf
    for one, other in product(upper.posed, lower.posed):
        for source, target, by, way in ((one, other, shift, -1.0), (other, one, -np.asarray(shift), 1.0)):
            best = min(best, float(np.min(_vertical(source, target, by, way, FAR)[0], initial=np.inf)))
    return best


def room(upper: Body, lower: Body, lift: float, far: float = FAR, slope: float = 0.3) -> float:
    """How far a body can fall until it meets the other, +inf where it never does, negative where it sinks in.

    It finds what sinks in less than `lift`, metres, and what is no farther than `far`. Faces whose normal's z is under
    `slope` are passed over: a body that presses sideways against a wall need not be lifted off it.
    """
    best = np.inf
    raised = np.array([0.0, 0.0, lift])
    for one, other in _near(upper, lower, np.array([0.0, 0.0, -far]), lift):
        for source, target, by, way in ((one, other, raised, -1.0), (other, one, -raised, 1.0)):
            away, faces = _vertical(source, target, by, way, lift + min(best, far))
            level = np.abs(target.normals_z(faces)) > slope
            best = min(best, float(np.min(away, initial=np.inf, where=level)) - lift)
    return best


def cross(upper: Body, lower: Body, shift: Float) -> bool:
    """Whether an edge of either body, the upper one shifted, goes through the other."""
    shift = np.asarray(shift, np.float64)
    return any(
        _enters(one, other, shift) or _enters(other, one, -shift) for one, other in _near(upper, lower, shift)
    )


def pierce(one: Body, other: Body, least: float) -> bool:
    """Whether two bodies go into each other deeper than `least` metres: they cross, however one is nudged by as much."""
    return cross(one, other, np.zeros(3)) and all(cross(one, other, least * way) for way in WAYS)


def _stage(vertices: Float | Float32, faces: Index) -> Any:
    """Triangles in Embree: vertices (V, 3), faces (F, 3)."""
    from embreex import rtcore_scene
    from embreex.mesh_construction import TriangleMesh

    stage = rtcore_scene.EmbreeScene()
    TriangleMesh(stage, np.ascontiguousarray(vertices, np.float32), np.ascontiguousarray(faces, np.int32))
    return stage


def _near(upper: Body, lower: Body, shift: Float, apart: float = 0.0) -> Iterator[tuple[Posed, Posed]]:
    """The pairs of parts of two bodies whose bounds meet, or nearly so, somewhere on the upper one's way along a shift."""
    for one in upper.posed:
        low, high = one.low + np.minimum(shift, 0) - apart, one.high + np.maximum(shift, 0) + apart
        for other in lower.posed:
            if np.all(low <= other.high) and np.all(other.low <= high):
                yield one, other


def _enters(one: Posed, other: Posed, shift: Float) -> bool:
    """Whether an edge of a shape, shifted, goes through a face of another."""
    points = other.local(one.points + shift[:, None])
    low, high = other.shape.box
    side = np.zeros(points.shape[1], np.uint8)  # bits: on which sides of the other's box each vertex is
    for axis in range(3):
        side |= (points[axis] < low[axis]).view(np.uint8) << 2 * axis
        side |= (points[axis] > high[axis]).view(np.uint8) << 2 * axis + 1
    edges = one.shape.edges
    edges = edges[:, side.take(edges[0]) & side.take(edges[1]) == 0]
    if not edges.shape[1]:
        return False
    starts = points.take(edges[0], axis=1).T
    ways = points.take(edges[1], axis=1).T - starts
    far = np.ones(len(starts), np.float32)
    hit = other.shape.stage.run(_rays(starts), _rays(ways), dists=far, query="OCCLUDED")
    return bool(np.any(hit == 0))


def _vertical(source: Posed, target: Posed, shift: Float, way: float, far: float) -> tuple[Float32, Index]:
    """Rays from a shape's vertices, shifted, down (way -1) or up (1): how far those go that hit, and which faces."""
    points = source.points + np.asarray(shift, np.float64)[:, None]
    x, y, z = points
    over = (x >= target.low[0]) & (x <= target.high[0]) & (y >= target.low[1]) & (y <= target.high[1])
    over &= (z >= target.low[2]) & (z <= target.high[2] + far) if way < 0 else z <= target.high[2]
    starts = target.local(points[:, over]).T
    if not len(starts):
        return np.zeros(0, np.float32), np.zeros(0, np.int64)
    ways = np.tile(way * target.pose[2, :3], (len(starts), 1))
    out = target.shape.stage.run(
        _rays(starts), _rays(ways), dists=np.full(len(starts), far, np.float32), output=True
    )
    hit = out["primID"] >= 0
    return out["tfar"][hit], out["primID"][hit].astype(np.int64)


def _rays(values: Float) -> Float32:
    return np.ascontiguousarray(values, np.float32)
