# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mesh made fit for a pack: sound faces within a budget, no more attributes and materials than are used."""

from __future__ import annotations

from collections.abc import Iterator
from math import radians

import bmesh  # type: ignore[import-not-found]
import bpy
import numpy as np

from cavendish.render.blender.infinigen.faulty import Faulty
from cavendish.render.blender.infinigen.realize import UV

NEAR = 1e-5  # metres; vertices nearer than that are one
SHARP = radians(35)  # an edge that turns by more stays an edge
KEPT = {"position", "material_index", "sharp_face", "sharp_edge", UV}


def clean(whole: bpy.types.Object, budget: int) -> None:
    """Make an object's mesh sound: finite, no doubles, triangles, at most `budget` faces. Raises Faulty."""
    _sound(whole)
    for _ in range(3):  # collapsing stops short of its aim where a mesh is in many pieces
        faces = len(whole.data.polygons)
        if faces <= budget:
            break
        _decimate(whole, budget / faces)
        _sound(whole)
    mesh = whole.data
    if len(mesh.polygons) > 1.3 * budget:
        raise Faulty(f"it keeps {len(mesh.polygons):,} faces where {budget:,} are allowed")
    _materials(whole)
    wanted = KEPT | {name for material in mesh.materials for name in _read_by(material)}
    for name in [one.name for one in mesh.attributes]:
        one = mesh.attributes.get(name)
        if one is not None and not one.is_internal and not one.is_required and name not in wanted:
            mesh.attributes.remove(one)
    whole.vertex_groups.clear()
    whole.shape_key_clear()
    for block in (whole, mesh):
        for key in list(block.keys()):
            del block[key]
        block.animation_data_clear()
    if _volume(mesh) < 0:
        mesh.flip_normals()
    mesh.shade_smooth()
    mesh.set_sharp_from_angle(angle=SHARP)  # generators make facets small instead, which decimation undoes
    if not np.isfinite(points(mesh)).all():
        raise Faulty("it has points that are not finite")


def points(mesh: bpy.types.Mesh) -> np.ndarray:
    """(n, 3) vertices, metres."""
    flat = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", flat)
    return flat.reshape(-1, 3)


def _volume(mesh: bpy.types.Mesh) -> float:
    """Cubic metres as its faces' fronts enclose them, seen from the middle where it is open; negative: inside out."""
    where = points(mesh).astype(float)
    corner = np.empty(3 * len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("vertices", corner)
    corners = where[corner.reshape(-1, 3)] - (where.min(0) + where.max(0)) / 2
    return float(np.sum(corners[:, 0] * np.cross(corners[:, 1], corners[:, 2])) / 6)


def _sound(whole: bpy.types.Object) -> None:
    mesh = whole.data
    mesh.validate(clean_customdata=False)
    made = bmesh.new()
    made.from_mesh(mesh)
    bad = [v for v in made.verts if not all(abs(c) < 1e4 for c in v.co)]  # so is no NaN
    bmesh.ops.delete(made, geom=bad, context="VERTS")
    bmesh.ops.remove_doubles(made, verts=made.verts[:], dist=NEAR)
    bmesh.ops.dissolve_degenerate(made, edges=made.edges[:], dist=NEAR)
    bmesh.ops.triangulate(made, faces=made.faces[:])
    bmesh.ops.recalc_face_normals(made, faces=made.faces[:])
    bmesh.ops.delete(made, geom=[f for f in made.faces if f.calc_area() < 1e-12], context="FACES")
    bmesh.ops.delete(made, geom=[v for v in made.verts if not v.link_faces], context="VERTS")
    made.to_mesh(mesh)
    made.free()
    mesh.update()
    if not mesh.polygons:
        raise Faulty("it has no faces")


def _decimate(whole: bpy.types.Object, ratio: float) -> None:
    """Collapse edges until a share of the faces is left; UVs and attributes stay."""
    modifier = whole.modifiers.new("decimate", "DECIMATE")
    modifier.ratio = max(ratio, 0.002)
    modifier.use_collapse_triangulate = True
    depsgraph = bpy.context.evaluated_depsgraph_get()
    old = whole.data
    whole.data = bpy.data.meshes.new_from_object(
        whole.evaluated_get(depsgraph), preserve_all_data_layers=True, depsgraph=depsgraph
    )
    whole.modifiers.clear()
    bpy.data.meshes.remove(old)


def _materials(whole: bpy.types.Object) -> None:
    """Only the slots that faces use; a face without a material gets a plain one; no drivers, no true displacement."""
    mesh = whole.data
    index = np.empty(len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("material_index", index)
    if not mesh.materials:
        mesh.materials.append(None)
    index = np.clip(index, 0, len(mesh.materials) - 1)
    old = [mesh.materials[int(slot)] or _plain() for slot in range(len(mesh.materials))]
    order = list(dict.fromkeys(old[slot] for slot in np.unique(index)))
    index = np.array([order.index(one) if one in order else 0 for one in old], np.int32)[index]
    mesh.materials.clear()
    for one in order:
        mesh.materials.append(one)
    mesh.polygons.foreach_set("material_index", index)
    for one in order:
        settle(one)


def settle(material: bpy.types.Material) -> None:
    """Nothing of a material moves, runs a script, or shifts faces. Raises Faulty."""
    material.displacement_method = "BUMP"
    for tree in trees(material):
        tree.animation_data_clear()
        if any(node.bl_idname == "ShaderNodeScript" for node in tree.nodes):
            raise Faulty("a material runs a script")
    material.animation_data_clear()
    material.use_fake_user = False


def trees(material: bpy.types.Material) -> Iterator[bpy.types.NodeTree]:
    """The node tree of a material, and the groups in it, each once."""
    todo, seen = [material.node_tree], set()
    while todo:
        tree = todo.pop()
        if tree is None or tree.name_full in seen:
            continue
        seen.add(tree.name_full)
        yield tree
        todo += [node.node_tree for node in tree.nodes if node.bl_idname == "ShaderNodeGroup"]


def _read_by(material: bpy.types.Material) -> Iterator[str]:
    """The names of the attributes that a material reads."""
    for tree in trees(material):
        for node in tree.nodes:
            for field in ("attribute_name", "uv_map", "layer_name"):
                if getattr(node, field, ""):
                    yield getattr(node, field)


def _plain() -> bpy.types.Material:
    found = bpy.data.materials.get("plain") or bpy.data.materials.new("plain")
    found.use_nodes = True
    found.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.5, 0.5, 0.5, 1.0)
    return found
