# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What fronts and street furniture are built of: many boxes, bars or quads at once, walls with holes, mouldings.

Metres throughout. A front is drawn in its own frame: x along it, z up, its face in the plane y = 0, looking to -Y. Meshes
are gathered by slot ("wall", "glass", ...) in a Bag; a finish for each slot makes parts of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import merge, placed, triangulate
from cavendish.scenes.parts.fittings import parts
from cavendish.scenes.scene import Float, Material, Mesh, Part
from cavendish.scenes.vectors import cross, dots, lengths, unit

Bag = defaultdict[str, list[Mesh]]
Row = tuple[float, float, float, float, float, float]
Int = npt.NDArray[np.int64]
Points = npt.ArrayLike
COURSED = ("brick", "stucco", "corrugated", "paving")  # kinds of material that know up from across


def bag() -> Bag:
    """An empty Bag."""
    return defaultdict(list)


def pour(into: Bag, other: Mapping[str, Sequence[Mesh]], pose: Float | None = None) -> None:
    """Add what another Bag holds, under a rigid pose."""
    for slot, meshes in other.items():
        if meshes:
            whole = merge(meshes)
            into[slot].append(whole if pose is None else placed(whole, pose))


def finished(pieces: Bag, finish: Mapping[str, Material]) -> tuple[Part, ...]:
    """The parts of a Bag; `finish` names a material for each of its slots. Courses of masonry run level in all of them."""
    made = []
    for slot, meshes in pieces.items():
        material = finish[slot]
        if material.kind in COURSED:
            meshes = [flat(m.vertices, m.faces) if m.normals is None else m for m in meshes]
        made.append((meshes, material))
    return parts(*made)


def flat(points: Points, faces: npt.NDArray[np.integer]) -> Mesh:
    """A flat-shaded mesh of points (V, 3) and faces (F, 3): U runs level along each face, V up it; metres."""
    points = np.asarray(points, np.float64).reshape(-1, 3)
    corners = points.take(faces, axis=0)
    normal = cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    level = np.zeros(normal.shape)  # Z x normal
    level[:, 0], level[:, 1] = -normal[:, 1], normal[:, 0]
    level[lengths(level) <= 1e-3 * lengths(normal)] = (1.0, 0.0, 0.0)
    level = unit(level)
    up = unit(cross(normal, level))
    uvs = np.empty((*corners.shape[:2], 2), np.float32)
    uvs[..., 0], uvs[..., 1] = dots(corners, level[:, None]), dots(corners, up[:, None])
    return Mesh(points.astype(np.float32), np.ascontiguousarray(faces, np.int32), None, uvs)


def quads(corners: Points) -> Mesh:
    """Flat quads (N, 4, 3), each counter-clockwise seen from outside."""
    corners = np.asarray(corners, np.float64).reshape(-1, 4, 3)
    start = 4 * np.arange(len(corners))[:, None]
    return flat(corners, np.concatenate([start + [0, 1, 2], start + [0, 2, 3]]))


def polygon(outline: Points) -> Mesh:
    """One flat convex polygon (N, 3), counter-clockwise seen from outside."""
    outline = np.asarray(outline, np.float64)
    k = np.arange(1, len(outline) - 1)
    return flat(outline, np.stack([0 * k, k, k + 1], axis=1))


def slab(outline: Points, thickness: float) -> Mesh:
    """A closed plate on a flat convex outline (N, 3), which is its outer face; `thickness` lies behind it."""
    outline = np.asarray(outline, np.float64)
    back = outline - thickness * unit(cross(outline[1] - outline[0], outline[2] - outline[0]))
    rim = np.stack([back, np.roll(back, -1, 0), np.roll(outline, -1, 0), outline], axis=1)
    return merge([polygon(outline), polygon(back[::-1]), quads(rim)])


def boxes(rows: Float | Iterable[Row], chamfer: float = 0.0) -> Mesh:
    """Boxes (N, 6), each x0, x1, y0, y1, z0, z1, with chamfered edges or sharp ones; grain along the longest side."""
    spans = np.asarray(list(rows), np.float64).reshape(-1, 3, 2)
    low, high = np.sort(spans, axis=2)[..., 0], np.sort(spans, axis=2)[..., 1]
    size = high - low
    corners, inward, faces, across = _template(chamfer > 0)
    cut = np.minimum(chamfer, 0.3 * size.min(axis=1))[:, None, None]
    points = low[:, None] + corners * size[:, None] + inward * cut
    grain = np.argmax(size, axis=1)[:, None]
    u_axis = np.where(across == grain, (grain + 1) % 3, grain)
    v_axis = 3 - across - u_axis
    of_face = points[:, faces]  # (N, F, 3 corners, 3 axes)
    uvs = np.stack(
        [
            np.take_along_axis(of_face, np.broadcast_to(axis[..., None, None], (*of_face.shape[:3], 1)), 3)[
                ..., 0
            ]
            for axis in (u_axis, v_axis)
        ],
        axis=-1,
    )
    index = faces[None] + len(corners) * np.arange(len(low))[:, None, None]
    return Mesh(
        points.reshape(-1, 3).astype(np.float32),
        index.reshape(-1, 3).astype(np.int32),
        None,
        uvs.reshape(-1, 3, 2).astype(np.float32),
    )


@cache
def _template(chamfered: bool) -> tuple[Float, Float, Int, Int]:
    """A unit box: corners (V, 3) of 0 and 1, inward directions (V, 3), faces (F, 3), main axis of each face (F,)."""
    cube = np.array([[i & 1, i >> 1 & 1, i >> 2] for i in range(8)], float)
    if chamfered:  # three points at each corner, the k-th on the face across axis k
        corners = np.repeat(cube, 3, axis=0)
        inward = (1 - 2 * corners) * (1 - np.tile(np.eye(3), (8, 1)))
    else:
        corners, inward = cube, np.zeros((8, 3))
    points = corners + 0.1 * inward

    def at(corner: int, axis: int) -> int:
        return 3 * corner + axis if chamfered else corner

    loops: list[tuple[list[int], int]] = []
    for k in range(3):
        i, j = 1 << (k + 1) % 3, 1 << (k + 2) % 3
        for side in (0, 1 << k):
            loops.append(([at(side + c, k) for c in (0, i, i + j, j)], k))
        if chamfered:
            for a in (0, i):
                for b in (0, j):
                    ends = (a + b, a + b + (1 << k))
                    one, two = (k + 1) % 3, (k + 2) % 3
                    loops.append(
                        ([at(ends[0], one), at(ends[1], one), at(ends[1], two), at(ends[0], two)], one)
                    )
    if chamfered:
        loops += [([at(c, 0), at(c, 1), at(c, 2)], 2) for c in range(8)]
    faces, axes = [], []
    for loop, axis in loops:
        p = points[loop]
        outside = np.dot(np.cross(p[1] - p[0], p[2] - p[0]), p.mean(axis=0) - 0.5) > 0
        ring = loop if outside else loop[::-1]
        for k in range(1, len(ring) - 1):
            faces.append((ring[0], ring[k], ring[k + 1]))
            axes.append(axis)
    return corners, inward, np.array(faces), np.array(axes)


def rods(start: Points, end: Points, radius: float, sides: int = 6) -> Mesh:
    """Straight round bars from `start` to `end` (N, 3), smooth, with flat ends."""
    start, end = (np.asarray(x, np.float64).reshape(-1, 3) for x in (start, end))
    start, end = np.broadcast_arrays(start, end)
    length = lengths(end - start)
    along = (end - start) / length[:, None]
    other = np.eye(3)[np.argmin(np.abs(along), axis=1)]
    first = unit(cross(along, other))
    second = cross(along, first)
    turn = np.arange(sides + 1) / sides * 2 * np.pi
    out = np.cos(turn)[None, :, None] * first[:, None] + np.sin(turn)[None, :, None] * second[:, None]
    low, high = start[:, None] + radius * out, end[:, None] + radius * out
    ends = np.broadcast_to(along[:, None], out.shape)
    points = np.stack([low, high, low, high], axis=1)  # the last two for the ends, which are flat
    normals = np.stack([out, out, -ends, ends], axis=1)
    k = np.arange(sides)
    n = sides + 1
    skin = np.concatenate([np.stack([k, k + 1, n + k + 1], 1), np.stack([k, n + k + 1, n + k], 1)])
    m = np.arange(1, sides - 1)
    caps = np.concatenate(
        [
            np.stack([2 * n + 0 * m, 2 * n + m + 1, 2 * n + m], 1),
            np.stack([3 * n + 0 * m, 3 * n + m, 3 * n + m + 1], 1),
        ]
    )
    faces = np.concatenate([skin, caps])
    u = np.stack([0 * length, length, 0 * length, length], axis=1)[..., None] + 0 * turn
    uv = np.stack([u, np.broadcast_to(radius * turn, u.shape)], axis=-1).reshape(len(length), 4 * n, 2)
    index = faces[None] + 4 * n * np.arange(len(length))[:, None, None]
    return Mesh(
        points.reshape(-1, 3).astype(np.float32),
        index.reshape(-1, 3).astype(np.int32),
        normals.reshape(-1, 3).astype(np.float32),
        uv[:, faces].reshape(-1, 3, 2).astype(np.float32),
    )


def copies(mesh: Mesh, offsets: Points) -> Mesh:
    """The mesh at each of the offsets (N, 3); its UVs move along x and z, so that a wall's pattern goes on."""
    offsets = np.asarray(offsets, np.float64).reshape(-1, 3)
    n, v = len(offsets), len(mesh.vertices)
    vertices = (mesh.vertices[None] + offsets[:, None]).reshape(-1, 3)
    faces = (mesh.faces[None] + v * np.arange(n)[:, None, None]).reshape(-1, 3)
    normals = None if mesh.normals is None else np.tile(mesh.normals, (n, 1))
    one = np.zeros((len(mesh.faces), 3, 2)) if mesh.uvs is None else mesh.uvs.astype(float)
    uvs = (one[None] + offsets[:, None, None, [0, 2]]).reshape(-1, 3, 2)
    return Mesh(vertices.astype(np.float32), faces.astype(np.int32), normals, uvs.astype(np.float32))


def turned_copies(mesh: Mesh, poses: Sequence[Float]) -> Mesh:
    """The mesh under each of the rigid poses (4, 4)."""
    return merge([placed(mesh, pose) for pose in poses])


def wall(x0: float, x1: float, z0: float, z1: float, holes: Points = (), y: float = 0.0) -> Mesh:
    """A wall's face in the plane y that looks to -Y, with rectangular holes (N, 4), each x0, x1, z0, z1."""
    holes = np.asarray(holes, np.float64).reshape(-1, 4)
    holes = holes[(holes[:, 0] < x1) & (holes[:, 1] > x0) & (holes[:, 2] < z1) & (holes[:, 3] > z0)]
    xs = np.unique(np.clip(np.concatenate([[x0, x1], holes[:, 0], holes[:, 1]]), x0, x1).round(5))
    zs = np.unique(np.clip(np.concatenate([[z0, z1], holes[:, 2], holes[:, 3]]), z0, z1).round(5))
    mid_x, mid_z = (xs[:-1] + xs[1:]) / 2, (zs[:-1] + zs[1:]) / 2
    across = (mid_x[None] > holes[:, :1]) & (mid_x[None] < holes[:, 1:2])
    up = (mid_z[None] > holes[:, 2:3]) & (mid_z[None] < holes[:, 3:])
    i, j = np.nonzero(~np.any(across[:, :, None] & up[:, None, :], axis=0))
    a, b, c, d = xs[i], xs[i + 1], zs[j], zs[j + 1]
    level = np.full(len(a), y)
    points = [np.stack(p, 1) for p in ((a, level, c), (b, level, c), (b, level, d), (a, level, d))]
    return quads(np.stack(points, axis=1))


def runs(x0: float, x1: float, rows: Points, holes: Points) -> Float:
    """The solid stretches of rows (M, 2) of a wall, each z0, z1, between its holes (N, 4): (K, 4) of x0, x1, z0, z1."""
    holes = np.asarray(holes, np.float64).reshape(-1, 4)
    found = []
    for low, high in np.asarray(rows, np.float64):
        cut = holes[(holes[:, 2] < high - 1e-4) & (holes[:, 3] > low + 1e-4)]
        x = x0
        for a, b, _, _ in cut[np.argsort(cut[:, 0])]:
            if a - x > 0.03:
                found.append((x, a, low, high))
            x = max(x, b)
        if x1 - x > 0.03:
            found.append((x, x1, low, high))
    return np.array(found).reshape(-1, 4)


def lapped(x0: float, x1: float, z0: float, z1: float, holes: Points, board: float = 0.15) -> Mesh:
    """Weatherboards over a wall's face: each leans out at its foot over the one below."""
    levels = np.linspace(z0, z1, max(round((z1 - z0) / board), 1) + 1)
    a, b, c, d = runs(x0, x1, np.stack([levels[:-1], levels[1:]], 1), holes).T
    out, top = np.full(len(a), -0.026), np.full(len(a), -0.006)
    face = [(a, out, c), (b, out, c), (b, top, d), (a, top, d)]
    foot = [(a, 0 * out, c), (b, 0 * out, c), (b, out, c), (a, out, c)]
    both = [np.stack([np.stack(p, 1) for p in loop], axis=1) for loop in (face, foot)]
    return quads(np.concatenate(both))


def blocks(x0: float, x1: float, z0: float, z1: float, holes: Points, height: float, proud: float) -> Mesh:
    """Rusticated ashlar over a wall's face: courses of large stones with wide joints, cut round the holes."""
    levels = np.linspace(z0, z1, max(round((z1 - z0) / height), 1) + 1)
    gap = 0.012
    found = runs(x0, x1, np.stack([levels[:-1], levels[1:]], 1), holes)
    return boxes([(a, b, -proud, 0.02, c + gap, d - gap) for a, b, c, d in found], chamfer=0.012)


def belt(half: tuple[float, float], profile: Points) -> Mesh:
    """A moulding around a rectangle of half sizes (x, y). profile: (N, 2) of (out from the rectangle, z), going up."""
    profile = np.asarray(profile, np.float64)
    out, z = profile[:, 0][:, None], profile[:, 1][:, None]
    sx, sy = np.array([-1, 1, 1, -1]), np.array([-1, -1, 1, 1])
    ring = np.stack(np.broadcast_arrays(sx * (half[0] + out), sy * (half[1] + out), z), axis=-1)
    following = np.roll(ring, -1, axis=1)
    return quads(np.stack([ring[:-1], following[:-1], following[1:], ring[1:]], axis=2).reshape(-1, 4, 3))


def bar(profile: Points, x0: float, x1: float) -> Mesh:
    """A moulding along X on the plane y = 0, with ends. profile: (N, 2) of (out towards -Y, z), going up outside."""
    profile = np.asarray(profile, np.float64)
    left = np.stack([np.full(len(profile), x0), -profile[:, 0], profile[:, 1]], axis=1)
    right = left + (x1 - x0, 0, 0)
    skin = quads(np.stack([left, right, np.roll(right, -1, 0), np.roll(left, -1, 0)], axis=1))
    caps = triangulate(profile)
    return merge([skin, flat(left, caps), flat(right, caps[:, ::-1])])


def spread(rows: Sequence[Row], spots: Points) -> Float:
    """Boxes (M, 6) about each of the spots (N, 2) of (x, z): (N * M, 6)."""
    unit, spots = (
        np.asarray(rows, np.float64).reshape(1, -1, 6),
        np.asarray(spots, np.float64).reshape(-1, 1, 2),
    )
    by = np.zeros((len(spots), 1, 6))
    by[..., 0:2], by[..., 4:6] = spots[..., :1], spots[..., 1:]
    return np.asarray((unit + by).reshape(-1, 6))


def mapped(pieces: Bag, function: Callable[[Mesh], Mesh]) -> Bag:
    """A Bag with each mesh sent through a function."""
    out = bag()
    for slot, meshes in pieces.items():
        out[slot] = [function(mesh) for mesh in meshes]
    return out
