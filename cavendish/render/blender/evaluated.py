# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender made of its objects: modifiers, collections and geometry nodes, as plain triangles in the world."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render import triangles
from cavendish.render.blender.materials.truth import INSTANCE_PROPERTY

Owners = dict[str, npt.NDArray[np.float32]]  # the IDs of instances by the name of the object that makes them
SURFACES = ("MESH", "CURVE", "SURFACE", "FONT", "META")


def evaluated() -> triangles.Soup:
    """All that the scene renders, as the ray caster takes it, with the IDs that the truth has. Nothing in it has holes.

    Blender evaluates for its viewport alone when a script asks, so modifiers and visibility are set there as they are
    for renders, and stay so.
    """
    _view_as_rendered()
    graph = bpy.context.evaluated_depsgraph_get()
    strewn = {body.name: ids for body in graph.objects if (ids := _instance_ids(body)) is not None}
    found = [
        _world(instance, strewn)
        for instance in graph.object_instances
        if instance.show_self and instance.object.type in SURFACES
    ]
    none: list[npt.NDArray[Any]] = [np.zeros((0, 3)), np.zeros((0, 3), int), np.zeros(0), np.zeros((0, 3, 3))]
    parts = [none, *found]
    starts = np.cumsum([0] + [len(vertices) for vertices, *_ in parts[:-1]])
    return triangles.evaluated(
        np.concatenate([vertices for vertices, *_ in parts]),
        np.concatenate([part[1] + start for part, start in zip(parts, starts, strict=True)]),
        np.concatenate([part[2] for part in parts]),
        np.concatenate([part[3] for part in parts]),
    )


def _view_as_rendered() -> None:
    for body in bpy.context.scene.objects:
        body.hide_viewport = body.hide_render
        for modifier in body.modifiers:
            modifier.show_viewport = modifier.show_render
            if hasattr(modifier, "render_levels"):
                modifier.levels = modifier.render_levels
    bpy.context.view_layer.update()


def _instance_ids(body: bpy.types.Object) -> npt.NDArray[np.float32] | None:
    """The IDs of the instances that an object's geometry nodes make, by their place; None where it has none."""
    if not any(modifier.type == "NODES" for modifier in body.modifiers):
        return None
    geometry = body.evaluated_geometry()  # what it gives lives no longer than it
    made = geometry.instances_pointcloud()
    ids = made.attributes.get(INSTANCE_PROPERTY) if made is not None else None
    return None if ids is None else _numbers(ids.data, "value", (len(ids.data),), np.float32)


def _world(instance: bpy.types.DepsgraphObjectInstance, strewn: Owners) -> list[npt.NDArray[Any]]:
    """Vertices (V, 3), triangles (F, 3), their owner's ID (F,) and corner normals (F, 3, 3), zeros where flat."""
    body = instance.object
    mesh = body.data if body.type == "MESH" else body.to_mesh()
    mesh.calc_loop_triangles()
    count = len(mesh.loop_triangles)
    local = _numbers(mesh.vertices, "co", (len(mesh.vertices), 3), np.float32)
    faces = _numbers(mesh.loop_triangles, "vertices", (count, 3), np.int32)
    corners = _numbers(mesh.loop_triangles, "loops", (count, 3), np.int32)
    smooth = _numbers(mesh.polygons, "use_smooth", (len(mesh.polygons),), np.bool_)
    polygons = _numbers(mesh.loop_triangles, "polygon_index", (count,), np.int32)
    shading = _numbers(mesh.corner_normals, "vector", (len(mesh.loops), 3), np.float32)
    pose = np.array(instance.matrix_world, np.float64)
    if body.type != "MESH":
        body.to_mesh_clear()
    if np.linalg.det(pose[:3, :3]) < 0:  # mirrored: counter-clockwise became clockwise
        faces, corners = faces[:, ::-1], corners[:, ::-1]
    # Not made unit vectors again: Cycles interpolates them in the object's own axes, so a stretch counts after that.
    normals = (shading @ np.linalg.inv(pose[:3, :3]))[corners]
    # Where faces are flat, Cycles takes the triangle's normal, not the polygon's: a quad may be bent.
    normals[~smooth[polygons]] = 0
    return [local @ pose[:3, :3].T + pose[:3, 3], faces, np.full(count, _owner(instance, strewn)), normals]


def _owner(instance: bpy.types.DepsgraphObjectInstance, strewn: Owners) -> int:
    """The ID that Cycles' Attribute node finds: the instance's own, else its instancer's, else the object's."""
    parent = instance.parent if instance.is_instance else None
    if parent is not None:
        if parent.name in strewn:
            return int(
                strewn[parent.name][instance.persistent_id[1]]
            )  # which instance, after which set of them
        if INSTANCE_PROPERTY in parent:
            return int(parent[INSTANCE_PROPERTY])
    return int(instance.object.get(INSTANCE_PROPERTY, 0))


def _numbers(items: Any, name: str, shape: tuple[int, ...], kind: type[np.generic]) -> npt.NDArray[Any]:
    values = np.empty(int(np.prod(shape)), kind)
    items.foreach_get(name, values)
    return values.reshape(shape)
