# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Things that Blender itself makes, in a process of their own: modified.py OUT. Writes their truth and the oracle's."""

import os
import sys
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

from cavendish.render.blender.evaluated import evaluated
from cavendish.render.blender.materials import realize_materials
from cavendish.render.blender.passes import render_truth
from cavendish.render.blender.realize import realize, realize_camera
from cavendish.render.blender.session import reset
from cavendish.render.quality import Quality
from cavendish.render.raycast import raycast
from cavendish.scenes import materials
from cavendish.scenes.scene import Asset, Camera, Mesh, Object, Part, Scene

WANTED = ("geometric_normals",)


def body(name: str, data: bpy.types.ID, iid: int, at: tuple[float, float, float]) -> bpy.types.Object:
    """An object with an ID and a material that tells the truth."""
    made = bpy.data.objects.new(name, data)
    made["iid"] = float(iid)
    made.matrix_world = Matrix.Translation(at) @ Matrix.Rotation(0.4, 4, "Z")
    data.materials.append(COAT)
    bpy.context.collection.objects.link(made)
    return made


def block(name: str, size: float) -> bpy.types.Mesh:
    mesh = bpy.data.meshes.new(name)
    corners = [(x * size, y * size, z * size) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh.from_pydata(corners, [], quads)
    return mesh


def subdivided_and_displaced() -> None:
    made = body("rock", block("rock", 0.6), 1, (-1.6, 0.0, 1.0))
    smooth = made.modifiers.new("subdivision", "SUBSURF")
    smooth.levels, smooth.render_levels = 1, 4  # the viewport's is not what is rendered
    texture = bpy.data.textures.new("clouds", "CLOUDS")
    texture.noise_scale = 0.4
    rough = made.modifiers.new("displacement", "DISPLACE")
    rough.texture, rough.strength = texture, 0.3
    made.data.shade_smooth()


def arrayed() -> None:
    made = body("row", block("row", 0.15), 70_001, (-0.4, -1.0, 0.4))
    row = made.modifiers.new("array", "ARRAY")
    row.count, row.relative_offset_displace = 4, (1.6, 0.3, 0.6)
    unseen = made.modifiers.new("hidden", "ARRAY")
    unseen.count, unseen.show_render, unseen.show_viewport = 9, False, True


def bent() -> None:
    """Quads that are not flat, shaded flat: Cycles takes each triangle's normal."""
    mesh = bpy.data.meshes.new("bent")
    places = [(-0.5, 0, 0), (0.5, 0, 0), (0.5, 0.1, 0.9), (-0.5, 0.5, 1.0)]
    mesh.from_pydata(places, [], [(0, 1, 2, 3)])
    body("bent", mesh, 3, (1.2, 0.4, 1.4))


def text() -> None:
    curve = bpy.data.curves.new("text", "FONT")
    curve.body, curve.extrude, curve.size = "Ag", 0.05, 0.9
    made = body("text", curve, 4, (0.6, 0.2, 0.2))
    made.matrix_world = made.matrix_world @ Matrix.Rotation(np.pi / 2, 4, "X")


def gathered() -> None:
    """A collection that another object places twice, mirrored and stretched; its own place is out of view."""
    group = bpy.data.collections.new("group")
    inner = body("inner", block("inner", 0.2), 5, (0.0, 0.0, 0.0))
    inner.data.shade_smooth()
    bpy.context.collection.objects.unlink(inner)
    group.objects.link(inner)
    for name, x in (("first", -0.3), ("second", 1.8)):
        place = bpy.data.objects.new(name, None)
        place.instance_type, place.instance_collection = "COLLECTION", group
        place.matrix_world = Matrix.Translation((x, 0.8, 2.2)) @ Matrix.Diagonal((-1.0, 1.5, 0.7, 1.0))
        bpy.context.collection.objects.link(place)
    place["iid"] = 8.0  # the second has an ID of its own; the first takes that of what it places


def strewn() -> None:
    """Geometry nodes that put a cone on each corner of a sheet."""
    tree = bpy.data.node_groups.new("strew", "GeometryNodeTree")
    tree.interface.new_socket("Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
    tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    names = ("NodeGroupInput", "GeometryNodeInstanceOnPoints", "GeometryNodeMeshCone", "NodeGroupOutput")
    start, strew, cone, end = (tree.nodes.new(name) for name in names)
    coat = tree.nodes.new("GeometryNodeSetMaterial")
    coat.inputs["Material"].default_value = COAT
    cone.inputs["Radius Bottom"].default_value, cone.inputs["Depth"].default_value = 0.15, 0.4
    tree.links.new(start.outputs[0], strew.inputs["Points"])
    tree.links.new(cone.outputs["Mesh"], coat.inputs["Geometry"])
    tree.links.new(coat.outputs[0], strew.inputs["Instance"])
    tree.links.new(strew.outputs[0], end.inputs[0])
    made = body("strewn", block("sheet", 0.3), 6, (0.7, -1.2, 1.9))
    made.modifiers.new("strew", "NODES").node_group = tree


def pile() -> tuple[Object, ...]:
    """So many objects of one asset that they are realized as a crowd."""
    tile = np.array([(-0.05, -0.05, 0), (0.05, -0.05, 0), (0, 0.07, 0)], np.float32)
    asset = Asset(
        "cube", (Part(Mesh(tile, np.array([[0, 1, 2]], np.int32)), materials.plain((0.5, 0.5, 0.5))),)
    )
    things = []
    for k in range(600):
        pose = np.eye(4)
        pose[:3, 3] = (0.13 * (k % 20) - 1.2, 0.13 * (k // 20) - 2.0, 0.02 * (k % 7))
        things.append(Object(100_000 + k, asset, pose))
    return tuple(things)


out = Path(sys.argv[1])
reset(Quality(samples=1, bounces=0, denoise=False, threads=2), WANTED)
pose = np.eye(4)
pose[:3, :3] = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]])  # along +Y, upright
pose[:3, 3] = (0.2, -4.0, 1.3)
eye = Camera(pose, 128, 96, 95.0, 100.0, 62.0, 49.0)
realize(Scene(pile(), cameras=(eye,)))
COAT = realize_materials([materials.leather((0.5, 0.4, 0.3))], WANTED)[0]
for make in (subdivided_and_displaced, arrayed, bent, text, gathered, strewn):
    make()
hidden = body("hidden", block("hidden", 0.5), 7, (0.0, -2.0, 1.3))
hidden.hide_render = True
realize_camera(eye)
triangles = evaluated()
sight = raycast(triangles, eye)
np.savez(
    out / "sight.npz",
    **{name: getattr(sight, name) for name in ("depth", "normals", "geometric_normals", "instances")},
)
np.savez(out / "truth.npz", **render_truth(eye, out, WANTED))
np.savez(out / "triangles.npz", vertices=triangles.vertices, owners=triangles.owners)
for thing in bpy.context.scene.objects:
    thing.cycles.shadow_terminator_offset, thing.cycles.shadow_terminator_geometry_offset = 0.7, 1.0
np.savez(out / "shaded.npz", **render_truth(eye, out, WANTED))
(out / "done").touch()
sys.stdout.flush()
os._exit(0)
