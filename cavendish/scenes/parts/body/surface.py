# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Surfaces of fields (naive surface nets), cuts through them, and their turned-in edges. Metres."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from cavendish.scenes.geometry import with_box_uvs
from cavendish.scenes.parts.body.blob import Blob, sampled
from cavendish.scenes.scene import Float, Float32, Int32, Mesh
from cavendish.scenes.vectors import cross, lengths, unit

Index = npt.NDArray[np.int64]
CORNERS = np.array(list(product((0, 1), repeat=3)))  # of a cell
# The first and the last corner of a cell's twelve edges: four along each axis.
ENDS = np.array(
    [(k, k + step) for axis, step in enumerate((4, 2, 1)) for k in range(8) if not CORNERS[k, axis]]
).T


def surface(blobs: Sequence[Blob], axes: Sequence[Float]) -> Mesh:
    """The surface of blended blobs on a rectilinear grid of lines along x, y and z; open where it leaves the grid."""
    return polygonised(sampled(blobs, axes), axes)


def polygonised(field: Float32, axes: Sequence[Float]) -> Mesh:
    """The zero level of a field on a grid by surface nets: a vertex in each cell that it crosses, smooth normals."""
    inside = field < 0
    count = inside.view(np.uint8)
    count = count[:-1] + count[1:]
    count = count[:, :-1] + count[:, 1:]
    count = count[:, :, :-1] + count[:, :, 1:]  # corners of each cell that are inside
    flat = np.flatnonzero((count > 0) & (count < 8))
    cells = np.unravel_index(flat, count.shape)
    number = np.full(count.size, -1, np.int32)
    number[flat] = np.arange(len(flat))
    first = np.ravel_multi_index(cells, field.shape)
    corners = np.ravel_multi_index(tuple(CORNERS.T), field.shape)
    values = field.reshape(-1).take(first + corners[:, None]).astype(np.float64)  # (8, N)
    a, b = values[ENDS[0]], values[ENDS[1]]
    crossed = (a < 0) != (b < 0)
    share = np.where(crossed, a / np.where(crossed, a - b, 1), 0)
    place = CORNERS[ENDS[0]].T.astype(np.float64) @ crossed + share.reshape(3, 4, -1).sum(axis=1)
    place /= np.maximum(crossed.sum(axis=0), 1)
    low = np.stack([axis[cell] for axis, cell in zip(axes, cells, strict=True)])
    size = np.stack([axis[cell + 1] for axis, cell in zip(axes, cells, strict=True)]) - low
    points = np.ascontiguousarray((low + _on_level(place, values, size) * size).T)
    return shaded(points, _faces(inside, number.reshape(count.shape), points))


def shaded(points: Float, faces: npt.NDArray[np.integer]) -> Mesh:
    """A mesh with smooth vertex normals from its faces."""
    corners = points.take(faces, axis=0)
    normal = cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    flat = faces.reshape(-1)
    total = np.stack([np.bincount(flat, np.repeat(way, 3), len(points)) for way in normal.T], axis=1)
    return Mesh(points.astype(np.float32), faces.astype(np.int32), unit(total, 1e-30).astype(np.float32))


def pushed(mesh: Mesh, by: Float) -> Mesh:
    """The mesh with its vertices moved along their normals by (V,) metres, and normals anew."""
    assert mesh.normals is not None
    return shaded(mesh.vertices.astype(float) + mesh.normals * by[:, None], mesh.faces)


def cut(mesh: Mesh, *levels: Float) -> Mesh:
    """What lies where all of some values at the vertices, (V,) each, are below 0. The mesh loses its UVs."""
    assert mesh.normals is not None
    values = np.stack(levels, axis=1)
    faces: Index = mesh.faces.astype(np.int64)
    inside = (values < 0).take(faces, axis=0).any(axis=1)
    faces = faces[inside.all(axis=1)]  # the others are wholly outside
    used, faces = _used(faces, len(values))
    data = np.concatenate([mesh.vertices[used], mesh.normals[used], values[used]], axis=1).astype(np.float64)
    for k in range(values.shape[1]):
        level = data[:, 6 + k]
        level = np.where(np.abs(level) < 1e-7, 1e-7, level)
        below = level.take(faces) < 0
        count = below.sum(axis=1)
        ones, twos = faces[count == 1], faces[count == 2]
        first = np.argmax(below[count == 1], axis=1)
        ones = np.take_along_axis(ones, (first[:, None] + np.arange(3)) % 3, axis=1)  # the one inside first
        first = np.argmin(below[count == 2], axis=1)
        twos = np.take_along_axis(twos, (first[:, None] + np.arange(3)) % 3, axis=1)  # the one outside first
        start = np.concatenate([ones[:, 0], ones[:, 0], twos[:, 1], twos[:, 2]]).astype(np.int64)
        end = np.concatenate([ones[:, 1], ones[:, 2], twos[:, 0], twos[:, 0]])
        size = len(data)
        edge, number = np.unique(start * size + end, return_inverse=True)
        start, end = edge // size, edge % size
        share = (level[start] / (level[start] - level[end]))[:, None]
        data = np.concatenate([data, data[start] + share * (data[end] - data[start])])
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
    used, faces = _used(faces, len(data))
    points, normals = data[used, :3], unit(data[used, 3:6], 1e-30)
    return Mesh(points.astype(np.float32), faces.astype(np.int32), normals.astype(np.float32))


def rim(mesh: Mesh) -> Index:
    """The open edges of a mesh, (E, 2) vertices each, with the surface on their left."""
    faces = mesh.faces.astype(np.int64)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    key = edges.min(axis=1) * len(mesh.vertices) + edges.max(axis=1)
    order = np.argsort(key)
    new = np.diff(key[order], prepend=-1, append=-1) != 0
    lone: Index = edges[order[new[:-1] & new[1:]]]
    return lone  # an edge that is there once has a face on one side alone


def compact(mesh: Mesh) -> Mesh:
    """The mesh without vertices that no face uses."""
    used, faces = _used(mesh.faces, len(mesh.vertices))
    normals = None if mesh.normals is None else mesh.normals[used]
    return Mesh(mesh.vertices[used], faces.astype(np.int32), normals, mesh.uvs)


def without(mesh: Mesh, hidden: npt.NDArray[np.bool_]) -> Mesh:
    """The mesh without the faces whose three corners are all hidden (V,)."""
    return compact(
        Mesh(mesh.vertices, mesh.faces[~hidden.take(mesh.faces).all(axis=1)], mesh.normals, mesh.uvs)
    )


def hem(mesh: Mesh, thickness: float, depth: float = 0.0) -> Mesh:
    """What turns in along a mesh's open edges: as thick as the cloth, then `depth` metres along its inside. With UVs."""
    assert mesh.normals is not None
    a, b = rim(mesh).T
    points, normals = mesh.vertices.astype(float), mesh.normals.astype(float)
    inside = points - thickness * normals
    strips = [[points[b], points[a], inside[a], inside[b]]]
    if depth:
        way = depth * unit(cross(normals[a] + normals[b], points[b] - points[a]))
        strips.append([inside[b], inside[a], inside[a] + way, inside[b] + way])
    quads = np.concatenate([np.stack(strip, axis=1) for strip in strips])
    flat = cross(quads[:, 1] - quads[:, 0], quads[:, 2] - quads[:, 0])
    size = lengths(flat)[:, None]
    flat = np.where(size > 1e-12, flat / np.maximum(size, 1e-12), [0.0, 0.0, 1.0])
    k = 4 * np.arange(len(quads), dtype=np.int32)[:, None]
    return with_box_uvs(
        Mesh(
            quads.reshape(-1, 3).astype(np.float32),
            np.concatenate([k + np.array([0, 1, 2], np.int32), k + np.array([0, 2, 3], np.int32)]),
            np.repeat(flat, 4, axis=0).astype(np.float32),
        )
    )


def _used(faces: npt.NDArray[np.integer], count: int) -> tuple[Index, Index]:
    """Which of so many vertices are in faces, and the faces as numbers among those."""
    used = np.zeros(count, bool)
    used[faces] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1).take(faces)


def _on_level(place: Float, values: Float, size: Float) -> Float:
    """Places (3, N) in unit cells, moved onto the zero of the trilinear field by a Newton step of at most 0.6 cells.

    values: (8, N) at the cells' corners; size: (3, N) of the cells.
    """
    u, v, w = place
    c = values.reshape(2, 2, 2, -1)
    ahead = c[1] - c[0]
    x = c[0] + u * ahead
    aside = x[1] - x[0]
    y = x[0] + v * aside
    value = y[0] + w * (y[1] - y[0])
    dx = ahead[0] + v * (ahead[1] - ahead[0])
    slope = np.stack([dx[0] + w * (dx[1] - dx[0]), aside[0] + w * (aside[1] - aside[0]), y[1] - y[0]]) / size
    step = -(value / np.maximum(np.sum(slope**2, axis=0), 1e-4)) * slope / size
    return np.asarray(place + np.clip(step, -0.6, 0.6))


def _faces(inside: npt.NDArray[np.bool_], number: Int32, points: Float) -> npt.NDArray[np.integer]:
    """Triangles around every grid edge that the surface crosses, split along the shorter diagonal."""
    stride = [number.shape[1] * number.shape[2], number.shape[2], 1]
    inner, whole = slice(1, -1), slice(None)
    quads = []
    for axis in range(3):
        b, c = (axis + 1) % 3, (axis + 2) % 3
        cut_ = [inner] * 3
        cut_[axis] = whole
        line = inside[tuple(cut_)]
        cut_ = [whole] * 3
        cut_[axis] = slice(None, -1)
        one = line[tuple(cut_)]
        cut_[axis] = slice(1, None)
        at = np.unravel_index(np.flatnonzero(one != line[tuple(cut_)]), one.shape)
        first = sum(place * step for place, step in zip(at, stride, strict=True))
        quad = number.reshape(-1).take(first[:, None] + [0, stride[b], stride[b] + stride[c], stride[c]])
        quads.append(np.where(one[at][:, None], quad, quad[:, ::-1]))
    quad = np.concatenate(quads)
    p = points.take(quad, axis=0)
    short = lengths(p[:, 0] - p[:, 2]) <= lengths(p[:, 1] - p[:, 3])
    quad = np.where(short[:, None], quad, np.roll(quad, -1, axis=1))
    return np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])
