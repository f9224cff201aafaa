# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Rays against triangles: Embree finds in float32 what may be hit, and float64 decides.

Embree rounds every coordinate to 24 bits, so near its answer there may lie another surface that is nearer in truth,
and beside it a triangle that the ray meets in truth. All that lies within that noise is gathered and decided in float64.
What three or more surfaces closer to each other than float32 can tell apart may hide stays hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.render.triangles import Soup
from cavendish.scenes.cutouts import has_holes, solid
from cavendish.scenes.scene import Float

Indices = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Candidates = tuple[Indices, npt.NDArray[np.int32]]  # which rays, and a triangle for each of them

HAIR = 1e-9  # how far outside a triangle (in barycentrics) still counts as in it: edges that only touch leave no gap
NOISE = 8 * 2.0**-24  # the float32 noise of a hit, in units of the largest coordinate
GRAZING = 0.05  # the sine under which the noise along a ray grows no more


@dataclass(frozen=True, eq=False)
class Target:
    """Triangles that rays are cast at. What Embree needs is built when it is first asked for.

    Casting raises ImportError, with the cure, where embreex is missing.
    """

    triangles: Soup

    @cached_property
    def forward(self) -> Any:
        """Embree's scene of the triangles."""
        return _embree(self.triangles.vertices, self.triangles.faces)

    @cached_property
    def reverse(self) -> Any:
        """The same, the last triangle first: of two in one place Embree takes the one that it knows first."""
        return _embree(self.triangles.vertices, self.triangles.faces[::-1])

    @cached_property
    def extent(self) -> float:
        """The largest coordinate, metres."""
        return float(np.abs(self.triangles.vertices).max(initial=0.0))

    @cached_property
    def holed(self) -> Mask:
        """(F,): whether a triangle's material may have holes."""
        holed = [has_holes(material) for material in self.triangles.materials]
        return np.array([*holed, False])[self.triangles.slots]


@dataclass(frozen=True, eq=False)
class Hits:
    """What N rays meet. triangle: (N,) int32, -1 for nothing. distance: (N,) in units of the direction, +inf for nothing.

    rival: (N,) int32, a triangle of another object that lies within the noise of float32 behind that; -1 for none.
    """

    triangle: npt.NDArray[np.int32]
    distance: Float
    rival: npt.NDArray[np.int32]


def nearest(aim: Target, origins: Float, directions: Float, start: float = 0.0, stop: float = np.inf) -> Hits:
    """The first solid surface of each ray at a distance of `start` to `stop`, in units of its direction.

    origins: (3,) or (N, 3); directions: (N, 3), of any length. Holes of materials let a ray pass.
    """
    origins = np.broadcast_to(origins, directions.shape)
    hits = _nothing(len(directions))
    # Embree looks a little beyond both ends, and float64 keeps to them.
    slack = NOISE / GRAZING * np.maximum(aim.extent, _length(origins)) / _length(directions)
    begin, end = start - slack, stop + slack
    active = np.arange(len(directions))
    while len(active):
        o, d = origins[active], directions[active]
        first, at, normals = _first(aim.forward, o, d, begin[active], (end - begin)[active])
        hit = first >= 0
        active, first, at, o, d = active[hit], first[hit], at[hit], o[hit], d[hit]
        noise, aside = _noise(aim, o, d, at, normals[hit])
        best, met = _decided(aim, o, d, _layers(aim, o, d, first, at, noise), start, stop, noise)
        # Embree's triangle may end just beside the ray in float64, so look what lies beside.
        lost = np.flatnonzero(~met)
        if len(lost):
            o, d = o[lost], d[lost]
            beside = _beside(aim, o, d, begin[active[lost]], stop, aside[lost])
            _put(best, lost, _decided(aim, o, d, beside, start, stop, noise[lost])[0])
        _put(hits, active, best)
        begin[active] = np.maximum(begin[active], at) + noise
        active = active[best.triangle < 0]
    return hits


def reconsidered(
    aim: Target,
    origins: Float,
    directions: Float,
    known: Iterable[npt.NDArray[np.int32]],
    start: float,
    stop: float,
) -> Hits:
    """The first surface of rays among the triangles `known` of each, (N,) at a time and -1 for none, and what lies beside.

    It is for rays that float32 may have led astray, and whose neighbours know better.
    """
    origins = np.broadcast_to(origins, directions.shape)
    rays = np.arange(len(directions))
    candidates = [(rays[triangle >= 0], triangle[triangle >= 0]) for triangle in known]
    away = np.full(len(rays), start)
    for where, triangle in candidates:
        distance, weights, _ = meet(aim.triangles, triangle, origins[where], directions[where])
        inside = weights.min(axis=1) >= -HAIR
        away[where[inside]] = np.maximum(away[where[inside]], distance[inside])
    aside = NOISE * np.maximum(aim.extent, _length(origins + away[:, None] * directions))
    beside = _beside(aim, origins, directions, np.full(len(rays), start), stop, aside)
    noise = aside / _length(directions)
    return _decided(aim, origins, directions, chain(candidates, beside), start, stop, noise)[0]


def occluded(aim: Target, origins: Float, directions: Float, start: float, stop: float) -> Mask:
    """(N,): whether a ray meets a surface between `start` and `stop`; in float32 alone where nothing has holes."""
    if aim.holed.any():
        return nearest(aim, origins, directions, start, stop).triangle >= 0
    starts = (origins + start * directions).astype(np.float32)
    lengths = np.full(len(directions), min(stop - start, 1e37), np.float32)
    return np.asarray(
        aim.forward.run(starts, directions.astype(np.float32), dists=lengths, query="OCCLUDED") >= 0
    )


def meet(
    triangles: Soup, triangle: npt.NDArray[np.integer], origins: Float, directions: Float
) -> tuple[Float, Float, Float]:
    """Where N rays meet the planes of N triangles, in float64.

    Returns the distances (N,) in units of the directions, the barycentric weights of the corners (N, 3), and the
    triangles' normals (N, 3), not of unit length, to the side from which the corners run counter-clockwise.
    A triangle without area, or seen exactly from its edge, gives NaN or infinity.
    """
    a, b, c = (triangles.vertices[triangles.faces[triangle, k]] for k in range(3))
    b -= a
    c -= a
    normal = cross(b, c)
    with np.errstate(all="ignore"):
        distance = dot(normal, a - origins) / dot(normal, directions)
        point = origins + distance[:, None] * directions - a
        area = dot(normal, normal)
        second, third = dot(cross(point, c), normal) / area, dot(cross(b, point), normal) / area
    return distance, np.stack([1 - second - third, second, third], axis=-1), normal


def dot(a: Float, b: Float) -> Float:
    """The products of (..., 3) vectors."""
    return np.asarray(a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1] + a[..., 2] * b[..., 2])


def cross(a: Float, b: Float) -> Float:
    """The cross products of (..., 3) vectors."""
    out = np.empty_like(a)
    for k in range(3):
        i, j = (k + 1) % 3, (k + 2) % 3
        out[..., k] = a[..., i] * b[..., j] - a[..., j] * b[..., i]
    return out


def _embree(vertices: Float, faces: npt.NDArray[np.int32]) -> Any:
    try:
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene
    except ImportError as error:
        raise ImportError(
            "embreex is missing, which casts rays; install it with: pip install embreex"
        ) from error
    # Robust: a ray along an edge hits one of the triangles that share it.
    scene = EmbreeScene(robust=True)
    if len(faces):
        TriangleMesh(scene, vertices.astype(np.float32), np.ascontiguousarray(faces))
    return scene


def _first(
    embree: Any, origins: Float, directions: Float, begin: Float, length: Float
) -> tuple[npt.NDArray[np.int32], Float, Float]:
    """Embree's hit from `begin` on, no farther than `length`: the triangle (-1: none), its distance and its normal."""
    starts = (origins + begin[:, None] * directions).astype(np.float32)
    lengths = np.minimum(length, 1e37).astype(np.float32)
    out = embree.run(starts, directions.astype(np.float32), dists=lengths, output=True)
    return out["primID"], begin + out["tfar"], out["Ng"]


def _noise(aim: Target, origins: Float, directions: Float, at: Float, normals: Float) -> tuple[Float, Float]:
    """How far float32 may be wrong: along a ray, in units of its direction, and across it, in metres."""
    lengths = _length(directions)
    across = NOISE * np.maximum(aim.extent, _length(origins + at[:, None] * directions))
    with np.errstate(all="ignore"):
        sine = np.abs(dot(normals, directions)) / (_length(normals) * lengths)
    return across / lengths / np.maximum(np.nan_to_num(sine), GRAZING), across


def _layers(
    aim: Target, origins: Float, directions: Float, first: npt.NDArray[np.int32], at: Float, noise: Float
) -> Iterator[Candidates]:
    """All triangles within the noise of the first hits: first those themselves, then what is found from behind."""
    rays = np.arange(len(first))
    yield rays, first
    last = len(aim.holed) - 1
    front, back = at - noise, at + noise
    # Looked at again from close by, float32 may see them in another order.
    found, _, _ = _first(aim.reverse, origins, directions, front, back - front)
    new = (found >= 0) & (last - found != first)
    yield rays[new], last - found[new]
    while len(rays):
        # The same line from behind: o + t d = o + (-t)(-d).
        found, minus, _ = _first(
            aim.reverse, origins[rays], -directions[rays], -back[rays], back[rays] - front[rays]
        )
        new = (found >= 0) & (last - found != first[rays])
        rays, found = rays[new], last - found[new]
        yield rays, found
        back[rays] = np.minimum(back[rays], -minus[new]) - noise[rays] / 16
        rays = rays[back[rays] > front[rays]]


def _beside(
    aim: Target, origins: Float, directions: Float, begin: Float, stop: float, aside: Float
) -> Iterator[Candidates]:
    """What lies up to `aside` metres beside the rays: the first hits of rays moved by as much."""
    rays = np.arange(len(directions))
    helper = np.eye(3)[np.argmin(np.abs(directions), axis=1)]
    one = cross(helper, directions)
    one /= _length(one)[:, None]
    two = cross(one, directions) / _length(directions)[:, None]
    for turn in np.arange(8) * (np.pi / 4):
        moved = origins + aside[:, None] * (np.cos(turn) * one + np.sin(turn) * two)
        found, _, _ = _first(aim.forward, moved, directions, begin, stop - begin)
        yield rays[found >= 0], found[found >= 0]


def _decided(
    aim: Target,
    origins: Float,
    directions: Float,
    candidates: Iterable[Candidates],
    start: float,
    stop: float,
    noise: Float,
) -> tuple[Hits, Mask]:
    """The nearest candidate of each ray in float64, and whether the ray meets any candidate at all, if only in a hole."""
    hits, met = _nothing(len(directions)), np.zeros(len(directions), bool)
    after = np.full(len(directions), np.inf)  # where the rival is
    owners = aim.triangles.owners
    for rays, triangle in candidates:
        distance, weights, _ = meet(aim.triangles, triangle, origins[rays], directions[rays])
        inside = weights.min(axis=1) >= -HAIR
        met[rays] |= inside
        counts = inside & (start <= distance) & (distance <= stop)
        counts[counts] = _solid(aim, triangle[counts], weights[counts])
        rays, triangle, distance = rays[counts], triangle[counts], distance[counts]
        old, held = hits.distance[rays], hits.triangle[rays]
        nearer, apart = distance < old, (held >= 0) & (owners[held] != owners[triangle])
        # Of two objects the one behind is the rival, unless a nearer one is known.
        behind = np.maximum(old, distance)
        rivals = apart & (behind < after[rays])
        after[rays[rivals]] = behind[rivals]
        hits.rival[rays[rivals]] = np.where(nearer, held, triangle)[rivals]
        hits.triangle[rays[nearer]] = triangle[nearer]
        hits.distance[rays[nearer]] = distance[nearer]
    rays = np.flatnonzero(hits.rival >= 0)
    pairs = aim.triangles.faces[[hits.triangle[rays], hits.rival[rays]]]
    # Here the noise of these two triangles counts, and not that of a larger one elsewhere.
    share = np.abs(aim.triangles.vertices[pairs]).max(axis=(0, 2, 3), initial=0) / max(aim.extent, 1e-300)
    far = after[rays] - hits.distance[rays] > noise[rays] * share
    hits.rival[rays[far]] = -1
    return hits, met


def _solid(aim: Target, triangle: npt.NDArray[np.int32], weights: Float) -> Mask:
    """Whether there is material at barycentric weights (N, 3) of N triangles."""
    there = np.ones(len(triangle), bool)
    holed = np.flatnonzero(aim.holed[triangle])
    if len(holed):
        slots = aim.triangles.slots[triangle[holed]]
        uvs = np.sum(aim.triangles.uvs[triangle[holed]] * weights[holed][..., None], axis=1)
        for slot in np.unique(slots):
            these = slots == slot
            there[holed[these]] = solid(aim.triangles.materials[slot], uvs[these])
    return there


def _nothing(count: int) -> Hits:
    return Hits(np.full(count, -1, np.int32), np.full(count, np.inf), np.full(count, -1, np.int32))


def _put(hits: Hits, where: Indices, others: Hits) -> None:
    """Write `others` into some places of `hits`."""
    hits.triangle[where] = others.triangle
    hits.distance[where] = others.distance
    hits.rival[where] = others.rival


def _length(vectors: Float) -> Float:
    return np.asarray(np.sqrt(dot(vectors, vectors)))
