# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Meshes moved, turned, merged, measured and given UVs. Metres; angles in radians."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float, Float32, Int32, Mesh
from cavendish.scenes.surfaces import face_crosses, face_normals

Vector = Sequence[float] | Sequence[Sequence[float]] | Sequence[Float] | Float


def moved(mesh: Mesh, by: Vector) -> Mesh:
    """The mesh shifted by a vector."""
    shifted = (mesh.vertices + np.asarray(by, np.float64)).astype(np.float32)
    return Mesh(shifted, mesh.faces, mesh.normals, mesh.uvs)


def turned(mesh: Mesh, axis: str, angle: float) -> Mesh:
    """The mesh turned about the axis 'x', 'y' or 'z' through the origin, by radians."""
    return placed(mesh, rotation(axis, angle))


def placed(mesh: Mesh, pose: Float) -> Mesh:
    """The mesh under a rigid pose (4, 4)."""
    turn = pose[:3, :3]
    vertices = (mesh.vertices @ turn.T + pose[:3, 3]).astype(np.float32)
    normals = None if mesh.normals is None else (mesh.normals @ turn.T).astype(np.float32)
    return Mesh(vertices, mesh.faces, normals, mesh.uvs)


def rotation(axis: str, angle: float) -> Float:
    """A (4, 4) rotation about 'x', 'y' or 'z' by radians."""
    c, s = np.cos(angle), np.sin(angle)
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    pose = np.eye(4)
    pose[i, i] = pose[j, j] = c
    pose[i, j], pose[j, i] = -s, s
    return pose


def translation(x: float, y: float, z: float) -> Float:
    """A (4, 4) translation."""
    pose = np.eye(4)
    pose[:3, 3] = x, y, z
    return pose


def merge(meshes: Sequence[Mesh]) -> Mesh:
    """One mesh of several; flat ones keep their facets when mixed with smooth ones."""
    if len(meshes) == 1:
        return meshes[0]
    smooth = [m.normals is not None for m in meshes]
    if any(smooth) and not all(smooth):
        meshes = [m if m.normals is not None else faceted(m) for m in meshes]
    starts = np.cumsum([0] + [len(m.vertices) for m in meshes[:-1]])
    normals = [m.normals for m in meshes if m.normals is not None]
    uvs = [m.uvs if m.uvs is not None else np.zeros((len(m.faces), 3, 2), np.float32) for m in meshes]
    return Mesh(
        np.concatenate([m.vertices for m in meshes]),
        np.concatenate([m.faces + k for m, k in zip(meshes, starts, strict=True)]).astype(np.int32),
        np.concatenate(normals) if normals else None,
        np.concatenate(uvs),
    )


def faceted(mesh: Mesh) -> Mesh:
    """The same surface with three vertices of its own for each triangle, and face normals."""
    vertices = mesh.vertices.take(mesh.faces, axis=0).reshape(-1, 3)
    normals = np.repeat(face_normals(mesh), 3, axis=0).astype(np.float32)
    return Mesh(vertices, np.arange(len(vertices), dtype=np.int32).reshape(-1, 3), normals, mesh.uvs)


def bounds(meshes: Sequence[Mesh]) -> Float:
    """The box around some meshes, (2, 3): low and high corner."""
    return np.array(
        [
            np.min([m.vertices.min(axis=0) for m in meshes], axis=0),
            np.max([m.vertices.max(axis=0) for m in meshes], axis=0),
        ],
        dtype=float,
    )


def with_box_uvs(mesh: Mesh, grain: int = 0) -> Mesh:
    """The mesh with UVs in metres, projected along the main axis of each triangle; U runs along axis `grain`."""
    across = np.argmax(np.abs(face_crosses(mesh)), axis=1)
    return Mesh(mesh.vertices, mesh.faces, mesh.normals, box_uvs(mesh.vertices, mesh.faces, across, grain))


def box_uvs(vertices: Float32, faces: Int32, across: npt.NDArray[np.integer], grain: int) -> Float32:
    """UVs (F, 3, 2) of triangles that are projected along one axis `across` (F,) each; see `with_box_uvs`."""
    axes = np.empty((len(faces), 1, 2), np.int64)
    axes[:, 0, 0] = np.where(across == grain, (grain + 1) % 3, grain)
    axes[:, 0, 1] = 3 - across - axes[:, 0, 0]
    return vertices.reshape(-1).take(3 * faces[:, :, None] + axes)


def grounded(meshes: Sequence[Mesh]) -> list[Mesh]:
    """The meshes shifted together so that their lowest vertex lies on z = 0."""
    low = min(float(np.min(mesh.vertices[:, 2])) for mesh in meshes)
    return [moved(mesh, (0, 0, -low)) for mesh in meshes]
