# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A Scene's triangles in one heap, in float64: what the ray caster looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cavendish.scenes.scene import Float, Material, Scene


@dataclass(frozen=True, eq=False)
class Soup:
    """Triangles of many objects.

    vertices: (V, 3) float64, metres. faces: (F, 3) int32, counter-clockwise seen from outside.
    owners: (F,) uint32, the ID of the object that a triangle belongs to.
    normals: (F, 3, 3) float64, shading normals at the corners, of any length; zeros where the triangle is flat.
    uvs: (F, 3, 2) float32, metres. slots: (F,) int32, which of `materials` a triangle has.
    """

    vertices: Float
    faces: npt.NDArray[np.int32]
    owners: npt.NDArray[np.uint32]
    normals: Float
    uvs: npt.NDArray[np.float32]
    slots: npt.NDArray[np.int32]
    materials: tuple[Material, ...]


def soup(scene: Scene) -> Soup:
    """All triangles of a Scene, in the world: each asset's vertices at the poses of its objects."""
    materials: dict[int, tuple[int, Material]] = {}
    vertices, faces, owners, normals, uvs, slots = (
        [np.zeros((0, 3))],
        [np.zeros((0, 3), np.int32)],
        [np.zeros(0, np.uint32)],
        [np.zeros((0, 3, 3))],
        [np.zeros((0, 3, 2), np.float32)],
        [np.zeros(0, np.int32)],
    )
    start = 0
    for thing in scene.objects:
        rotation = thing.pose[:3, :3]
        for part in thing.asset.parts:
            mesh, count = part.mesh, len(part.mesh.faces)
            slot, _ = materials.setdefault(id(part.material), (len(materials), part.material))
            vertices.append(turned(mesh.vertices, rotation) + thing.pose[:3, 3])
            faces.append((mesh.faces + start).astype(np.int32))
            start += len(mesh.vertices)
            owners.append(np.full(count, thing.id, np.uint32))
            if mesh.normals is None:
                normals.append(np.zeros((count, 3, 3)))
            else:
                normals.append(turned(mesh.normals, rotation)[mesh.faces])
            uvs.append(np.zeros((count, 3, 2), np.float32) if mesh.uvs is None else mesh.uvs)
            slots.append(np.full(count, slot, np.int32))
    return Soup(
        np.concatenate(vertices),
        np.concatenate(faces),
        np.concatenate(owners),
        np.concatenate(normals),
        np.concatenate(uvs),
        np.concatenate(slots),
        tuple(material for _, material in materials.values()),
    )


def evaluated(
    vertices: npt.ArrayLike,
    faces: npt.ArrayLike,
    owners: npt.ArrayLike,
    normals: npt.ArrayLike | None = None,
    uvs: npt.ArrayLike | None = None,
    slots: npt.ArrayLike | None = None,
    materials: Sequence[Material] = (),
) -> Soup:
    """A Soup of arrays in world space, as another program made them of its own meshes (modifiers, packs).

    vertices: (V, 3) metres. faces: (F, 3). owners: (F,) IDs. normals: (F, 3, 3) at the corners, zeros or None: flat.
    uvs: (F, 3, 2) metres. slots: (F,) indices of `materials`; where None, nothing has holes.
    Raises ValueError where a face names a vertex, or a slot a material, that is not there, or shapes do not agree.
    """
    faces = np.asarray(faces, np.int32).reshape(-1, 3)
    count = len(faces)
    made = Soup(
        np.asarray(vertices, np.float64).reshape(-1, 3),
        faces,
        np.asarray(owners, np.uint32),
        np.zeros((count, 3, 3)) if normals is None else np.asarray(normals, np.float64),
        np.zeros((count, 3, 2), np.float32) if uvs is None else np.asarray(uvs, np.float32),
        np.zeros(count, np.int32) if slots is None else np.asarray(slots, np.int32),
        tuple(materials) if slots is not None else (),
    )
    shapes = {"owners": (count,), "normals": (count, 3, 3), "uvs": (count, 3, 2), "slots": (count,)}
    for name, shape in shapes.items():
        if getattr(made, name).shape != shape:
            raise ValueError(
                f"{name} of {count} triangles take the shape {shape}, not {getattr(made, name).shape}"
            )
    if count and not 0 <= faces.min() <= faces.max() < len(made.vertices):
        raise ValueError(
            f"faces name vertices {faces.min()} to {faces.max()}, and there are {len(made.vertices)}"
        )
    if slots is not None and count and not 0 <= made.slots.min() <= made.slots.max() < len(materials):
        raise ValueError(
            f"slots name materials {made.slots.min()} to {made.slots.max()}, and there are {len(materials)}"
        )
    return made


def seen_from(triangles: Soup, pose: Float) -> Soup:
    """The triangles with their vertices in the axes of a rigid pose (4, 4). Normals stay in the world."""
    return replace(triangles, vertices=turned(triangles.vertices - pose[:3, 3], pose[:3, :3].T))


def turned(vectors: npt.NDArray[np.floating], rotation: Float) -> Float:
    """Vectors (..., 3) times a rotation (3, 3), float64.

    Written out, for a matrix product may round one row otherwise than the next, and so tear equal vertices apart.
    """
    x, y, z = (vectors[..., k, None].astype(np.float64) for k in range(3))
    return np.asarray(x * rotation[:, 0] + y * rotation[:, 1] + z * rotation[:, 2])
