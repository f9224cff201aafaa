# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a Blender object: its evaluated mesh by material, in metres, with normals as Cycles shades them."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render.blender.blend_material import GREY, material_of
from cavendish.scenes.geometry import with_box_uvs
from cavendish.scenes.scene import Float, Mesh, Part


def parts_of(body: bpy.types.Object, local: Float) -> tuple[Part, ...]:
    """A part for each material in use. local: (4, 4), from the body's axes to the asset's; it may scale and mirror."""
    mesh = body.data if body.type == "MESH" else body.to_mesh()
    mesh.calc_loop_triangles()
    count = len(mesh.loop_triangles)
    points = _numbers(mesh.vertices, "co", (len(mesh.vertices), 3), np.float32)
    faces = _numbers(mesh.loop_triangles, "vertices", (count, 3), np.int32)
    corners = _numbers(mesh.loop_triangles, "loops", (count, 3), np.int32)
    slots = _numbers(mesh.loop_triangles, "material_index", (count,), np.int32)
    polygons = _numbers(mesh.loop_triangles, "polygon_index", (count,), np.int32)
    smooth = _numbers(mesh.polygons, "use_smooth", (len(mesh.polygons),), np.bool_)[polygons]
    shading = _numbers(mesh.corner_normals, "vector", (len(mesh.loops), 3), np.float32)
    if body.type != "MESH":
        body.to_mesh_clear()
    vertices = points @ local[:3, :3].T + local[:3, 3]
    normals = (shading @ np.linalg.inv(local[:3, :3]))[corners]
    if np.linalg.det(local[:3, :3]) < 0:  # mirrored: counter-clockwise became clockwise
        faces, normals = faces[:, ::-1], normals[:, ::-1]
    materials = [slot.material for slot in body.material_slots]
    found = []
    for slot in np.unique(slots):
        mine = slots == slot
        part = _mesh(vertices, faces[mine], normals[mine], smooth[mine])
        if part is not None:
            material = materials[slot] if slot < len(materials) else None
            found.append(Part(part, material_of(material) if material else GREY))
    return tuple(found)


def _mesh(
    vertices: Float, faces: npt.NDArray[np.int32], normals: Float, smooth: npt.NDArray[np.bool_]
) -> Mesh | None:
    """Triangles with a vertex for each normal that one has, and UVs in metres; None where all have no area."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    area = np.linalg.norm(across, axis=1)
    whole = area > 1e-12
    if not whole.any():
        return None
    flat = across[whole] / area[whole, None]
    faces, normals, smooth = faces[whole], normals[whole], smooth[whole]
    length = np.linalg.norm(normals, axis=-1, keepdims=True)
    shaded = np.where(length > 1e-9, normals / np.maximum(length, 1e-9), flat[:, None])
    # Where faces are flat, Cycles takes the triangle's normal, not the polygon's: a quad may be bent.
    shaded = np.where(smooth[:, None, None], shaded, flat[:, None]).reshape(-1, 3).astype(np.float32)
    joint = np.concatenate([faces.reshape(-1, 1), np.round(shaded, 4) * 10_000], axis=1).astype(np.int64)
    _, first, inverse = np.unique(joint, axis=0, return_index=True, return_inverse=True)
    return with_box_uvs(
        Mesh(
            np.ascontiguousarray(vertices[faces.reshape(-1)[first]], np.float32),
            inverse.reshape(-1, 3).astype(np.int32),
            shaded[first],
        )
    )


def _numbers(items: Any, name: str, shape: tuple[int, ...], kind: type[np.generic]) -> npt.NDArray[Any]:
    values = np.empty(int(np.prod(shape)), kind)
    items.foreach_get(name, values)
    return values.reshape(shape)
