# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What shapes are made of: surfaces through grids of points, their normals and UVs. Metres."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float, Int32, Mesh
from cavendish.scenes.vectors import cross, dots, lengths, unit


def solid(vertices: Float, faces: npt.NDArray[np.integer], normals: Float | None) -> Mesh:
    """A Mesh of float64 arrays: vertices (V, 3), faces (F, 3), normals (V, 3) or None; without UVs."""
    return Mesh(
        vertices.astype(np.float32),
        np.ascontiguousarray(faces, dtype=np.int32),
        None if normals is None else normals.astype(np.float32),
    )


def grid_mesh(points: Float, normals: Float, uv: Float, flip: bool) -> Mesh:
    """A Mesh through a grid of points (M, N, 3) with normals and UVs at each; flip: its front is the other side.

    uv: (M, N, 2), metres.
    """
    faces = _grid_faces(*points.shape[:2], flip)
    mesh = solid(points.reshape(-1, 3), faces, unit(normals.reshape(-1, 3)))
    return Mesh(
        mesh.vertices, mesh.faces, mesh.normals, uv.reshape(-1, 2).astype(np.float32).take(faces, axis=0)
    )


@lru_cache(maxsize=512)
def _grid_faces(m: int, n: int, flip: bool) -> Int32:
    """Two triangles for each cell of a grid of m by n points, (F, 3), which all grids of that size share."""
    index = np.arange(m * n, dtype=np.int32).reshape(m, n)
    quads = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    faces = np.ascontiguousarray(faces[:, ::-1] if flip else faces)
    faces.flags.writeable = False
    return faces


def grid_normals(points: Float, wrap: bool = False, poles: bool = False) -> Float:
    """Unit normals (M, N, 3) of a smooth grid of points.

    wrap: its first and last column are one seam; poles: its first and last row are a point each, and it faces outwards.
    """
    down = np.gradient(points, axis=0)
    if wrap:  # first and last column are one seam
        inner = points[:, :-1]
        along = np.roll(inner, -1, axis=1) - np.roll(inner, 1, axis=1)
        along = np.concatenate([along, along[:, :1]], axis=1)
    else:
        along = np.gradient(points, axis=1)
    normals = cross(down, along)
    if poles:
        middle = points[points.shape[0] // 2].mean(axis=0)
        for row in (0, -1):
            normals[row] = unit(points[row].mean(axis=0) - middle)
        # The side that faces outwards decides the sign.
        if np.mean(dots(normals[1:-1], points[1:-1] - middle)) < 0:
            normals[1:-1] *= -1
    return unit(normals)


def grid_lengths(points: Float) -> Float:
    """UVs (M, N, 2) of a grid of points: how far one has come down the rows and along the columns, metres."""
    uv = np.zeros((*points.shape[:2], 2))
    np.cumsum(lengths(points[1:] - points[:-1]), axis=0, out=uv[1:, :, 0])
    np.cumsum(lengths(points[:, 1:] - points[:, :-1]), axis=1, out=uv[:, 1:, 1])
    return uv


def face_crosses(mesh: Mesh) -> Float:
    """Normals of the triangles, (F, 3) float64, each as long as twice its triangle's area."""
    corners = mesh.vertices.astype(np.float64).take(mesh.faces, axis=0)  # far quicker than [faces]
    return cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])


def face_normals(mesh: Mesh) -> Float:
    """Unit normals of the triangles, (F, 3) float64."""
    return unit(face_crosses(mesh), 1e-300)


def without_slivers(mesh: Mesh, area: float = 1e-12) -> Mesh:
    """The mesh without triangles of (nearly) no area, which poles leave behind."""
    keep = lengths(face_crosses(mesh)) > 2 * area
    if keep.all():
        return mesh
    return Mesh(mesh.vertices, mesh.faces[keep], mesh.normals, None if mesh.uvs is None else mesh.uvs[keep])


def parallel_frame(tangents: Float) -> Float:
    """A unit vector across each of some unit tangents (N, 3), which turns as little as it can from one to the next."""
    first = tangents[0]
    x, y, z = np.eye(3)[np.argmin(np.abs(first))].tolist()
    frame = []
    for a, b, c in tangents.tolist():  # plain numbers: an array of three would cost more than it does
        away = a * x + b * y + c * z
        x, y, z = x - away * a, y - away * b, z - away * c
        frame.append((x, y, z))
    return unit(np.array(frame), 0.0)


def smooth_runs(profile: Float, crease: float) -> list[tuple[Float, Float]]:
    """Stretches of a profile between sharp corners, with unit tangents at each of their points."""
    steps = np.diff(profile, axis=0)
    length = np.hypot(steps[:, 0], steps[:, 1])
    keep = length > 1e-9
    profile = np.concatenate([profile[:1], profile[1:][keep]])
    steps = steps[keep] / length[keep, None]
    cosine = np.clip(np.sum(steps[:-1] * steps[1:], axis=1), -1, 1)
    cuts = [0, *(np.nonzero(np.arccos(cosine) > crease)[0] + 1), len(profile) - 1]
    runs = []
    for first, last in zip(cuts[:-1], cuts[1:], strict=True):
        inner = steps[first:last]
        tangents = np.vstack([inner[:1], inner[:-1] + inner[1:], inner[-1:]])
        runs.append((profile[first : last + 1], tangents / np.hypot(*tangents.T)[:, None]))
    return runs
