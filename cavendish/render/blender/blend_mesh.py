# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a Blender object: its evaluated mesh by material, in metres, with normals as Cycles shades them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render.blender.blend_layers import ACTIVE_UV, layers_of
from cavendish.render.blender.blend_material import GREY, material_of
from cavendish.scenes.geometry import with_box_uvs
from cavendish.scenes.scene import Float, Float32, Mesh, Part


def parts_of(body: bpy.types.Object, local: Float) -> tuple[Part, ...]:
    """A part for each material in use. local: (4, 4), from the body's axes to the asset's; it may scale and mirror."""
    return tuple(
        Part(mesh, material_of(material) if material else GREY) for mesh, material in meshes_of(body, local)
    )


def meshes_of(
    body: bpy.types.Object, local: Float, read: Collection[str] = ()
) -> list[tuple[Mesh, bpy.types.Material | None]]:
    """A mesh for each material in use, and that material. read: the names of attributes to keep as its layers."""
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
    kept = layers_of(mesh, faces, corners, polygons, read)
    if body.type != "MESH":
        body.to_mesh_clear()
    vertices = points @ local[:3, :3].T + local[:3, 3]
    normals = (shading @ np.linalg.inv(local[:3, :3]))[corners]
    if np.linalg.det(local[:3, :3]) < 0:  # mirrored: counter-clockwise became clockwise
        faces, normals = faces[:, ::-1], normals[:, ::-1]
        kept = {name: layer[:, ::-1] for name, layer in kept.items()}
    materials = [slot.material for slot in body.material_slots]
    found = []
    for slot in np.unique(slots):
        mine = slots == slot
        part = _mesh(
            vertices,
            faces[mine],
            normals[mine],
            smooth[mine],
            {name: layer[mine] for name, layer in kept.items()},
        )
        if part is not None:
            found.append((part, materials[slot] if slot < len(materials) else None))
    return found


def _mesh(
    vertices: Float,
    faces: npt.NDArray[np.int32],
    normals: Float,
    smooth: npt.NDArray[np.bool_],
    layers: Mapping[str, Float32],
) -> Mesh | None:
    """Triangles with a vertex for each normal that one has; None where all have no area.

    UVs are those of the layer "" where there is one, else in metres.
    """
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
    named = {name: np.ascontiguousarray(layer[whole], np.float32) for name, layer in layers.items()}
    uvs = named.pop(ACTIVE_UV, None)
    made = Mesh(
        np.ascontiguousarray(vertices[faces.reshape(-1)[first]], np.float32),
        inverse.reshape(-1, 3).astype(np.int32),
        shaded[first],
        uvs,
        named,
    )
    return made if uvs is not None else with_box_uvs(made)


def _numbers(items: Any, name: str, shape: tuple[int, ...], kind: type[np.generic]) -> npt.NDArray[Any]:
    values = np.empty(int(np.prod(shape)), kind)
    items.foreach_get(name, values)
    return values.reshape(shape)
