# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a generator made to one mesh: modifiers applied, instances made real, parts joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import bpy
from mathutils import Matrix

from cavendish.render.blender.infinigen.faulty import Faulty

MOST = 2_000_000  # faces, before they are decimated
UV = "UVMap"


def realized(objects: Sequence[bpy.types.Object], name: str) -> bpy.types.Object:
    """One mesh object of all that the objects show. Everything else in the file is gone after it. Raises Faulty."""
    for one in objects:
        if one.type == "MESH":
            _unfold(one)
    shown = _shown({one.name for one in objects})
    depsgraph = bpy.context.evaluated_depsgraph_get()
    parts = []
    for source, matrix in shown:
        evaluated = source.evaluated_get(depsgraph)
        mesh = bpy.data.meshes.new_from_object(evaluated, preserve_all_data_layers=True, depsgraph=depsgraph)
        if not mesh.polygons:
            continue
        for index, slot in enumerate(evaluated.material_slots):
            if index < len(mesh.materials):
                mesh.materials[index] = slot.material.original if slot.material else None
        mesh.transform(matrix)
        if matrix.determinant() < 0:
            mesh.flip_normals()
        _name_uvs(mesh)
        parts.append(bpy.data.objects.new(name, mesh))
    if not parts:
        raise Faulty("it has no faces")
    whole = _joined(parts, name)
    for other in list(bpy.data.objects):
        if other != whole:
            bpy.data.objects.remove(other)
    return whole


def _unfold(one: bpy.types.Object) -> None:
    """Let a mesh's own instances, of geometry nodes, become faces."""
    tree = bpy.data.node_groups.new("realize", "GeometryNodeTree")
    tree.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
    tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    start, end = tree.nodes.new("NodeGroupInput"), tree.nodes.new("NodeGroupOutput")
    real = tree.nodes.new("GeometryNodeRealizeInstances")
    tree.links.new(start.outputs[0], real.inputs[0])
    tree.links.new(real.outputs[0], end.inputs[0])
    one.modifiers.new("realize", "NODES").node_group = tree


def _shown(names: set[str]) -> list[tuple[bpy.types.Object, Matrix]]:
    """The objects that are seen, with where: they themselves, and what they scatter or instance.

    What is scattered by the million, such as the spines of a cactus, is left out.
    """
    found: dict[bool, list[tuple[bpy.types.Object, Matrix]]] = {False: [], True: []}
    faces = {False: 0, True: 0}
    for one in bpy.context.evaluated_depsgraph_get().object_instances:
        scattered = bool(one.is_instance)
        owner = one.parent if scattered else one.object
        source = one.object.original
        if owner is None or owner.original.name not in names or not one.show_self:
            continue
        if source.hide_render or source.type not in ("MESH", "CURVE", "SURFACE", "META", "FONT"):
            continue
        if source.type == "MESH":
            faces[scattered] += len(one.object.data.polygons)
        if faces[scattered] <= MOST:
            found[scattered].append((source, one.matrix_world.copy()))
    if faces[False] > MOST or (faces[True] > MOST and not found[False]):
        raise Faulty(f"it has more than {MOST:,} faces")
    return found[False] + (found[True] if faces[False] + faces[True] <= MOST else [])


def _name_uvs(mesh: bpy.types.Mesh) -> None:
    """The UVs that a mesh is drawn with get the one name, so that the parts' are joined and not lost."""
    if mesh.uv_layers and UV not in mesh.uv_layers and len(mesh.uv_layers) < 8:
        drawn = next((layer for layer in mesh.uv_layers if layer.active_render), mesh.uv_layers[0])
        mesh.uv_layers.active = drawn
        mesh.uv_layers.new(name=UV, do_init=True)
    if UV in mesh.uv_layers:
        mesh.uv_layers[UV].active_render = True


def _joined(parts: Iterable[bpy.types.Object], name: str) -> bpy.types.Object:
    parts = list(parts)
    for one in parts:
        bpy.context.scene.collection.objects.link(one)
    with bpy.context.temp_override(
        active_object=parts[0], object=parts[0], selected_objects=parts, selected_editable_objects=parts
    ):
        if len(parts) > 1:
            bpy.ops.object.join()
    whole = parts[0]
    whole.name = name
    return whole
