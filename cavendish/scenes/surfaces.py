# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What shapes are made of: surfaces through grids of points, their normals and UVs. Metres."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float, Mesh


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
    m, n = points.shape[:2]
    index = np.arange(m * n).reshape(m, n)
    quads = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    if flip:
        faces = faces[:, ::-1]
    length = np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12)
    mesh = solid(points.reshape(-1, 3), faces, (normals / length).reshape(-1, 3))
    return Mesh(mesh.vertices, mesh.faces, mesh.normals, uv.reshape(-1, 2)[faces].astype(np.float32))


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
    normals = np.cross(down, along)
    if poles:
        middle = points[points.shape[0] // 2].mean(axis=0)
        for row in (0, -1):
            out = points[row].mean(axis=0) - middle
            normals[row] = out / max(float(np.linalg.norm(out)), 1e-12)
        # The side that faces outwards decides the sign.
        if np.mean(np.sum(normals[1:-1] * (points[1:-1] - middle), axis=-1)) < 0:
            normals[1:-1] *= -1
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-12))


def grid_lengths(points: Float) -> Float:
    """UVs (M, N, 2) of a grid of points: how far one has come down the rows and along the columns, metres."""
    u = np.zeros(points.shape[:2])
    v = np.zeros(points.shape[:2])
    u[1:] = np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=-1), axis=0)
    v[:, 1:] = np.cumsum(np.linalg.norm(np.diff(points, axis=1), axis=-1), axis=1)
    return np.stack([u, v], axis=-1)


def face_normals(mesh: Mesh) -> Float:
    """Unit normals of the triangles, (F, 3) float64."""
    a, b, c = (mesh.vertices[mesh.faces[:, k]].astype(float) for k in range(3))
    normal = np.cross(b - a, c - a)
    return np.asarray(normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-300))


def without_slivers(mesh: Mesh, area: float = 1e-12) -> Mesh:
    """The mesh without triangles of (nearly) no area, which poles leave behind."""
    a, b, c = (mesh.vertices[mesh.faces[:, k]].astype(float) for k in range(3))
    keep = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2 > area
    return Mesh(mesh.vertices, mesh.faces[keep], mesh.normals, None if mesh.uvs is None else mesh.uvs[keep])


def parallel_frame(tangents: Float) -> Float:
    """A unit vector across each of some unit tangents (N, 3), which turns as little as it can from one to the next."""
    first = np.eye(3)[np.argmin(np.abs(tangents[0]))]
    frame = [first - np.dot(first, tangents[0]) * tangents[0]]
    for tangent in tangents[1:]:
        side = frame[-1] - np.dot(frame[-1], tangent) * tangent
        frame.append(side)
    out = np.array(frame)
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True))


def smooth_runs(profile: Float, crease: float) -> list[tuple[Float, Float]]:
    """Stretches of a profile between sharp corners, with unit tangents at each of their points."""
    steps = np.diff(profile, axis=0)
    keep = np.linalg.norm(steps, axis=1) > 1e-9
    profile = np.concatenate([profile[:1], profile[1:][keep]])
    steps = steps[keep] / np.linalg.norm(steps[keep], axis=1, keepdims=True)
    cosine = np.clip(np.sum(steps[:-1] * steps[1:], axis=1), -1, 1)
    cuts = [0, *(np.nonzero(np.arccos(cosine) > crease)[0] + 1), len(profile) - 1]
    runs = []
    for first, last in zip(cuts[:-1], cuts[1:], strict=True):
        inner = steps[first:last]
        tangents = np.vstack([inner[:1], inner[:-1] + inner[1:], inner[-1:]])
        runs.append((profile[first : last + 1], tangents / np.linalg.norm(tangents, axis=1, keepdims=True)))
    return runs
