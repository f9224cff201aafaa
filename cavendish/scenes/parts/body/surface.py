# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Soft shapes: a field of blended blobs, its surface (naive surface nets), and cuts through that surface. Metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import merge, with_box_uvs
from cavendish.scenes.scene import Float, Float32, Int32, Mesh

FAR = np.float32(1.0)  # what the field says where no blob is near
BAND = 0.035  # how far beyond a blob its distance is worth knowing
STEPS = 24  # of a blob's table


@dataclass(frozen=True, eq=False)
class Blob:
    """A soft bar whose section is an ellipse that changes along it; a single section makes an ellipsoid.

    origin: (3,). frame: (3, 3), its columns the axes u, v and w; it runs along w. table: (N, 6), rows of the place
    along w, the half axes along u and v, the middle's shift along u and v, and the blend with what was there before.
    caps: how far the round ends reach out. carve: it is taken away instead. upper: the frame that takes over above
    the origin where the bar is bent there, over `soft` metres to each side.
    """

    origin: Float
    frame: Float
    table: Float
    caps: tuple[float, float]
    carve: bool = False
    upper: Float | None = None
    soft: float = 0.1

    def local(self, x: Float32, y: Float32, z: Float32) -> tuple[Float32, Float32, Float32]:
        """The coordinates u, v, w of points."""
        x, y, z = (value - np.float32(o) for value, o in zip((x, y, z), self.origin, strict=True))
        f = self.frame.astype(np.float32)
        u, v, w = (x * f[0, k] + y * f[1, k] + z * f[2, k] for k in range(3))
        if self.upper is None:
            return u, v, w
        g = self.upper.astype(np.float32)
        p, q, r = (x * g[0, k] + y * g[1, k] + z * g[2, k] for k in range(3))
        share = np.clip((w + r) / np.float32(4 * self.soft) + np.float32(0.5), 0, 1)
        share = share * share * (3 - 2 * share)
        return u + share * (p - u), v + share * (q - v), w + share * (r - w)

    def distance(self, x: Float32, y: Float32, z: Float32) -> tuple[Float32, Float32]:
        """About the distance of points from the surface, negative inside, and the blend there."""
        u, v, w = self.local(x, y, z)
        rows = self.table
        low, high = np.float32(rows[0, 0]), np.float32(rows[-1, 0])
        along = np.clip(w, low, high)
        beyond = w - along
        beyond = beyond / np.where(beyond < 0, np.float32(self.caps[0]), np.float32(self.caps[1]))
        if len(rows) == 1:
            ru, rv, ou, ov, blend = (np.float32(value) for value in rows[0, 1:])
        else:
            step = (along - low) * np.float32((len(rows) - 1) / (high - low))
            cell = np.minimum(step.astype(np.int32), len(rows) - 2)
            part = step - cell
            table = rows[:, 1:].astype(np.float32)
            slope = np.diff(table, axis=0)
            ru, rv, ou, ov, blend = (table[cell, k] + part * slope[cell, k] for k in range(5))
        a, b = (u - ou) / ru, (v - ov) / rv
        square = a * a + b * b + beyond * beyond
        cap = np.float32(min(self.caps))
        size = np.sqrt(square) + np.float32(1e-5)
        steep = np.sqrt((a / ru) ** 2 + (b / rv) ** 2 + (beyond / cap) ** 2) + np.float32(1e-5) / cap
        far: Float32 = (size - 1) * size / steep
        return far, np.asarray(blend, np.float32)

    def box(self, margin: float) -> Float:
        """A box around it, (2, 3)."""
        rows = self.table
        reach = np.abs(rows[:, 3:5]).max(axis=0) + rows[:, 1:3].max(axis=0)
        low = np.array([*-reach, rows[0, 0] - self.caps[0]])
        high = np.array([*reach, rows[-1, 0] + self.caps[1]])
        corners = np.array(list(product(*zip(low, high, strict=True))))
        points = corners @ self.frame.T
        if self.upper is not None:
            points = np.vstack([points, corners @ self.upper.T])
        return np.array([points.min(axis=0) - margin, points.max(axis=0) + margin]) + self.origin

    def eased(self, ease: float) -> Blob:
        """The blob, larger by `ease` all around."""
        table = self.table.copy()
        table[:, 1:3] += ease
        return replace(self, table=table, caps=(self.caps[0] + ease, self.caps[1] + ease))


def bar(
    origin: Float,
    frame: Float,
    rows: Sequence[Sequence[float]] | Float,
    caps: tuple[float, float] = (0.01, 0.01),
    carve: bool = False,
) -> Blob:
    """A blob from rows of (w, half u, half v, shift u, shift v, blend), smoothly interpolated."""
    given = np.asarray(rows, np.float64)
    return Blob(np.asarray(origin, np.float64), frame, smooth_table(given), caps, carve)


def smooth_table(given: Float) -> Float:
    """Rows of a table, interpolated to even steps with a monotone cubic, so that nothing swells between them."""
    if len(given) < 3:
        where = np.linspace(0, 1, 2 if len(given) == 2 else 1)[:, None]
        return np.asarray(given[:1] + where * (given[-1:] - given[:1]))
    x, y = given[:, 0], given[:, 1:]
    gap = np.diff(x)
    slope = np.diff(y, axis=0) / gap[:, None]
    tangent = np.vstack([slope[:1], (slope[:-1] + slope[1:]) / 2, slope[-1:]])
    flat = slope[:-1] * slope[1:] <= 0
    tangent[1:-1][flat] = 0
    limit = 3 * np.minimum(np.abs(np.vstack([slope[:1], slope])), np.abs(np.vstack([slope, slope[-1:]])))
    tangent = np.clip(tangent, -limit, limit)
    at = np.linspace(x[0], x[-1], STEPS)
    k = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(gap) - 1)
    t, h = ((at - x[k]) / gap[k])[:, None], gap[k][:, None]
    a, b = y[k], y[k + 1]
    c, d = tangent[k] * h, tangent[k + 1] * h
    value = (2 * t**3 - 3 * t**2 + 1) * a + (t**3 - 2 * t**2 + t) * c
    value += (3 * t**2 - 2 * t**3) * b + (t**3 - t**2) * d
    return np.column_stack([at, value])


def ball(
    center: Sequence[float] | Float, radii: Sequence[float], blend: float = 0.0, carve: bool = False
) -> Blob:
    """An ellipsoid along the main axes."""
    a, b, c = radii
    row = np.array([[0.0, a, b, 0.0, 0.0, blend]])
    return Blob(np.asarray(center, np.float64), np.eye(3), row, (c, c), carve)


def bone(
    a: Sequence[float] | Float,
    b: Sequence[float] | Float,
    radius: float,
    end: float | None = None,
    blend: float = 0.0,
    carve: bool = False,
) -> Blob:
    """A round bar from a to b; `end` is its radius at b."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    end = radius if end is None else end
    length = float(np.linalg.norm(b - a))
    rows = [(0.0, radius, radius, 0, 0, blend), (length, end, end, 0, 0, blend)]
    return bar(a, along(b - a), rows, (radius, end), carve)


def along(way: Float, back: Sequence[float] | Float = (0, 1, 0)) -> Float:
    """A frame whose w points along `way` and whose v is as near to `back` as can be."""
    w = np.asarray(way, np.float64)
    w = w / np.linalg.norm(w)
    v = np.asarray(back, np.float64)
    if abs(v @ w) > 0.99 * np.linalg.norm(v):
        v = np.eye(3)[int(np.argmin(np.abs(w)))]
    v = v - (v @ w) * w
    v = v / np.linalg.norm(v)
    return np.column_stack([np.cross(v, w), v, w])


def distance(blobs: Sequence[Blob], points: Float) -> Float:
    """The blended field at points (N, 3)."""
    x, y, z = (points[:, k].astype(np.float32) for k in range(3))
    field = np.full(len(points), FAR, np.float32)
    for blob in blobs:
        field = _mixed(field, *blob.distance(x, y, z), blob.carve)
    return field.astype(np.float64)


def ticks(
    blobs: Sequence[Blob],
    spacing: float,
    low: Float | None = None,
    high: Float | None = None,
    tall: float = 1.0,
) -> list[Float]:
    """Even grid lines around blobs, for `surface`; `low` and `high` crop them; those along z are `tall` times as far apart."""
    boxes = np.array([blob.box(2 * spacing + blob.table[:, 5].max() / 4) for blob in blobs if not blob.carve])
    start, end = boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)
    start = start if low is None else np.maximum(start, low)
    end = end if high is None else np.minimum(end, high)
    steps = (spacing, spacing, spacing * tall)
    return [np.linspace(a, b, int((b - a) / step) + 2) for a, b, step in zip(start, end, steps, strict=True)]


def sampled(blobs: Sequence[Blob], axes: Sequence[Float]) -> Float32:
    """The blended field on a rectilinear grid, float32."""
    lines = [axis.astype(np.float32) for axis in axes]
    field = np.full([len(axis) for axis in axes], FAR, np.float32)
    for blob in blobs:
        box = blob.box(BAND + float(blob.table[:, 5].max()))
        cut = [slice(*np.searchsorted(axis, box[:, k])) for k, axis in enumerate(axes)]
        if any(part.stop <= part.start for part in cut):
            continue
        x, y, z = lines[0][cut[0], None, None], lines[1][None, cut[1], None], lines[2][None, None, cut[2]]
        part = field[cut[0], cut[1], cut[2]]
        field[cut[0], cut[1], cut[2]] = _mixed(part, *blob.distance(x, y, z), blob.carve)
    return field


def surface(blobs: Sequence[Blob], axes: Sequence[Float]) -> Mesh:
    """The surface of blended blobs on a rectilinear grid of lines along x, y and z; open where it leaves the grid."""
    return polygonised(sampled(blobs, axes), axes)


def polygonised(field: Float32, axes: Sequence[Float]) -> Mesh:
    """The zero level of a field on a grid by surface nets: a vertex in each cell that it crosses, smooth normals."""
    inside = field < 0
    count = np.zeros([n - 1 for n in field.shape], np.uint8)
    corners = list(product((0, 1), repeat=3))
    for i, j, k in corners:
        count += inside[i : i + count.shape[0], j : j + count.shape[1], k : k + count.shape[2]]
    cells = np.argwhere((count > 0) & (count < 8))
    number = np.full(count.shape, -1, np.int32)
    number[tuple(cells.T)] = np.arange(len(cells))
    at = [cells + corner for corner in corners]
    values = np.stack([field[tuple(c.T)] for c in at], axis=1).astype(np.float64)
    place, hits = np.zeros((len(cells), 3)), np.zeros((len(cells), 1))
    for one, a in enumerate(corners):
        for axis in range(3):
            if a[axis]:
                continue
            two = one + (4, 2, 1)[axis]
            fa, fb = values[:, one], values[:, two]
            crossed = (fa < 0) != (fb < 0)
            share = np.where(crossed, fa / np.where(crossed, fa - fb, 1), 0)
            point = np.tile(np.array(a, float), (len(cells), 1))
            point[:, axis] += share
            place += point * crossed[:, None]
            hits[:, 0] += crossed
    place /= np.maximum(hits, 1)
    low = np.column_stack([axes[k][cells[:, k]] for k in range(3)])
    size = np.column_stack([axes[k][cells[:, k] + 1] for k in range(3)]) - low
    place = low + _on_level(place, values, size) * size
    faces = _faces(inside, number, place)
    return shaded(place, faces)


def shaded(points: Float, faces: npt.NDArray[np.integer]) -> Mesh:
    """A mesh with smooth vertex normals from its faces."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    normal = np.cross(b - a, c - a)
    flat = faces.reshape(-1)
    weight = np.repeat(normal, 3, axis=0)
    total = np.stack([np.bincount(flat, weight[:, k], len(points)) for k in range(3)], axis=1)
    total /= np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-30)
    return Mesh(points.astype(np.float32), faces.astype(np.int32), total.astype(np.float32))


def pushed(mesh: Mesh, by: Float) -> Mesh:
    """The mesh with its vertices moved along their normals by (V,) metres, and normals anew."""
    assert mesh.normals is not None
    return shaded(mesh.vertices.astype(float) + mesh.normals * by[:, None], mesh.faces)


def cut(mesh: Mesh, *levels: Float) -> Mesh:
    """What lies where all of some values at the vertices, (V,) each, are below 0. The mesh loses its UVs."""
    assert mesh.normals is not None
    points, normals = mesh.vertices.astype(float), mesh.normals.astype(float)
    values, faces = np.stack(levels, axis=1), mesh.faces
    for k in range(values.shape[1]):
        level = np.where(np.abs(values[:, k]) < 1e-7, 1e-7, values[:, k])
        below = level[faces] < 0
        count = below.sum(axis=1)
        ones, twos = faces[count == 1], faces[count == 2]
        first = np.argmax(level[ones] < 0, axis=1)
        ones = np.take_along_axis(ones, (first[:, None] + np.arange(3)) % 3, axis=1)  # the one inside first
        first = np.argmax(level[twos] >= 0, axis=1)
        twos = np.take_along_axis(twos, (first[:, None] + np.arange(3)) % 3, axis=1)  # the one outside first
        start = np.concatenate([ones[:, 0], ones[:, 0], twos[:, 1], twos[:, 2]]).astype(np.int64)
        end = np.concatenate([ones[:, 1], ones[:, 2], twos[:, 0], twos[:, 0]])
        size = len(points)
        edge, number = np.unique(start * size + end, return_inverse=True)
        start, end = edge // size, edge % size
        share = (level[start] / (level[start] - level[end]))[:, None]

        def between(given: Float, start: Any = start, end: Any = end, share: Float = share) -> Float:
            return np.vstack([given, given[start] + share * (given[end] - given[start])])

        points, normals, values = between(points), between(normals), between(values)
        n, m = len(ones), len(twos)
        ab, ac, pb, pc = np.split(number.reshape(-1) + size, [n, 2 * n, 2 * n + m])
        faces = np.concatenate(
            [
                faces[count == 3],
                np.stack([ones[:, 0], ab, ac], axis=1),
                np.stack([pb, twos[:, 1], twos[:, 2]], axis=1),
                np.stack([pb, twos[:, 2], pc], axis=1),
            ]
        )
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-30)
    return compact(Mesh(points.astype(np.float32), faces.astype(np.int32), normals.astype(np.float32)))


def rim(mesh: Mesh) -> npt.NDArray[np.int64]:
    """The open edges of a mesh, (E, 2) vertices each, with the surface on their left."""
    faces = mesh.faces.astype(np.int64)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    size = len(mesh.vertices)
    there, back = edges[:, 0] * size + edges[:, 1], edges[:, 1] * size + edges[:, 0]
    return edges[~np.isin(there, back)]


def compact(mesh: Mesh) -> Mesh:
    """The mesh without vertices that no face uses."""
    used = np.zeros(len(mesh.vertices), bool)
    used[mesh.faces] = True
    number = np.cumsum(used) - 1
    normals = None if mesh.normals is None else mesh.normals[used]
    return Mesh(mesh.vertices[used], number[mesh.faces].astype(np.int32), normals, mesh.uvs)


def without(mesh: Mesh, hidden: npt.NDArray[np.bool_]) -> Mesh:
    """The mesh without the faces whose three corners are all hidden (V,)."""
    return compact(Mesh(mesh.vertices, mesh.faces[~hidden[mesh.faces].all(axis=1)], mesh.normals, mesh.uvs))


def hem(mesh: Mesh, thickness: float, depth: float = 0.0) -> Mesh:
    """What turns in along a mesh's open edges: as thick as the cloth, then `depth` metres along its inside. With UVs."""
    assert mesh.normals is not None
    a, b = rim(mesh).T
    points, normals = mesh.vertices.astype(float), mesh.normals.astype(float)
    inside = points - thickness * normals
    strips = [[points[b], points[a], inside[a], inside[b]]]
    if depth:
        way = np.cross(normals[a] + normals[b], points[b] - points[a])
        way *= depth / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-12)
        strips.append([inside[b], inside[a], inside[a] + way, inside[b] + way])
    k = 4 * np.arange(len(a))[:, None]
    meshes = []
    for strip in strips:
        quad = np.stack(strip, axis=1).reshape(-1, 3)
        faces = np.concatenate([k + [0, 1, 2], k + [0, 2, 3]])
        flat = np.cross(quad[1::4] - quad[0::4], quad[2::4] - quad[0::4])
        size = np.linalg.norm(flat, axis=1, keepdims=True)
        flat = np.where(size > 1e-12, flat / np.maximum(size, 1e-12), [0.0, 0.0, 1.0])
        meshes.append(
            Mesh(
                quad.astype(np.float32), faces.astype(np.int32), np.repeat(flat, 4, axis=0).astype(np.float32)
            )
        )
    return merge([with_box_uvs(mesh) for mesh in meshes])


def _on_level(place: Float, values: Float, size: Float) -> Float:
    """Places in unit cells, moved onto the zero of the trilinear field by a Newton step of at most 0.6 cells."""
    u, v, w = place.T
    c = values.T.reshape(2, 2, 2, -1)
    x = c[0] + u * (c[1] - c[0])
    y = x[0] + v * (x[1] - x[0])
    value = y[0] + w * (y[1] - y[0])
    dx = c[1] - c[0]
    dx = dx[0] + v * (dx[1] - dx[0])
    dx = dx[0] + w * (dx[1] - dx[0])
    dy = x[1] - x[0]
    dy = dy[0] + w * (dy[1] - dy[0])
    slope = np.stack([dx, dy, y[1] - y[0]], axis=1) / size
    step = -(value / np.maximum(np.sum(slope**2, axis=1), 1e-4))[:, None] * slope / size
    return np.asarray(place + np.clip(step, -0.6, 0.6))


def _faces(inside: npt.NDArray[np.bool_], number: Int32, points: Float) -> npt.NDArray[np.integer]:
    """Triangles around every grid edge that the surface crosses, split along the shorter diagonal."""
    quads = []
    for axis in range(3):
        b, c = (axis + 1) % 3, (axis + 2) % 3
        near = np.moveaxis(inside, (axis, b, c), (0, 1, 2))
        cell = np.moveaxis(number, (axis, b, c), (0, 1, 2))
        one, two = near[:-1, 1:-1, 1:-1], near[1:, 1:-1, 1:-1]
        i, j, k = np.nonzero(one != two)
        quad = np.stack([cell[i, j, k], cell[i, j + 1, k], cell[i, j + 1, k + 1], cell[i, j, k + 1]], axis=1)
        quads.append(np.where(one[i, j, k][:, None], quad, quad[:, ::-1]))
    quad = np.concatenate(quads)
    p = points[quad]
    short = np.linalg.norm(p[:, 0] - p[:, 2], axis=1) <= np.linalg.norm(p[:, 1] - p[:, 3], axis=1)
    quad = np.where(short[:, None], quad, np.roll(quad, -1, axis=1))
    return np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])


def _mixed(field: Float32, other: Float32, blend: Float32, carve: bool) -> Float32:
    if carve:
        return -_mixed(-field, other, blend, False)
    blend = np.maximum(blend, np.float32(1e-4))
    gap = np.maximum(blend - np.abs(field - other), 0)
    return np.asarray(np.minimum(field, other) - gap * gap / (4 * blend), np.float32)
