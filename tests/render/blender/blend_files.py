# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Users' .blend files, in a process of their own: blend_files.py OUT. Writes them, and what the oracle sees in one."""

import os
import sys
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix

from cavendish.render.blender.evaluated import evaluated
from cavendish.render.raycast import raycast
from cavendish.scenes.cameras import look, pinhole

PRIMITIVES = bpy.ops.mesh


def fresh() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


def add(make, name, category, iid, at, scale=(1, 1, 1), turn=0.0, **options):
    """An object; category None: no class of its own."""
    make(location=at, **options)
    made = bpy.context.object
    made.name, made.scale, made.rotation_euler = name, scale, (0.3 * turn, 0.2 * turn, turn)
    made["iid"] = float(iid)
    if category:
        made["class"] = category
    bpy.context.view_layer.update()
    return made


def coat(made, name, color, roughness, metallic=0.0, kind=None):
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    node = next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")
    node.inputs["Base Color"].default_value = (*color, 1)
    node.inputs["Roughness"].default_value = roughness
    node.inputs["Metallic"].default_value = metallic
    if kind:
        material["kind"] = kind
    made.data.materials.append(material)


def whole(out: Path) -> None:
    """Scaled, mirrored, sheared, modified, parented and instanced bodies."""
    fresh()
    floor = add(PRIMITIVES.primitive_plane_add, "floor", "Floor", 1, (0, 0, 0), size=9)
    coat(floor, "boards", (0.2, 0.1, 0.03), 0.4, kind="parquet")
    table = add(PRIMITIVES.primitive_cube_add, "table", "table", 2, (0, 0, 0.7), (0.8, 0.5, 0.04), 0.4)
    coat(table, "lacquer", (0.5, 0.02, 0.02), 0.3)
    leg = add(PRIMITIVES.primitive_cylinder_add, "leg", None, 2, (0.3, 0.1, 0.35), (0.06, 0.06, 0.35))
    leg.parent = table  # under its parent's scale it is sheared
    leg.matrix_parent_inverse = table.matrix_world.inverted()
    leg.rotation_euler = (0.5, 0.2, 0.1)
    coat(leg, "steel", (0.6, 0.6, 0.6), 0.2, metallic=1.0)
    ball = add(PRIMITIVES.primitive_uv_sphere_add, "ball", "ball", 3, (-0.2, 0, 1.0), (-0.25, 0.2, 0.3), 1.0)
    bpy.ops.object.shade_smooth()
    ball["material"] = "rubber"
    rock = add(PRIMITIVES.primitive_cube_add, "rock", "rock", 4, (1.6, 0.4, 0.5), (0.4, 0.5, 0.4), 0.7)
    bpy.ops.object.shade_smooth()
    smooth = rock.modifiers.new("subdivision", "SUBSURF")
    smooth.levels, smooth.render_levels = 1, 3
    add(PRIMITIVES.primitive_cube_add, "unseen", "cube", 5, (0, -1, 1)).hide_render = True
    bpy.ops.object.text_add(location=(-2.4, 0.5, 0.3), rotation=(1.4, 0, 0))
    sign = bpy.context.object
    sign.data.body, sign.data.extrude, sign["class"], sign["iid"] = "Fig", 0.1, "sign", 6.0
    chairs = bpy.data.collections.new("chairs")
    seat = add(PRIMITIVES.primitive_cube_add, "seat", "chair", 0, (0, 0, 0.4), (0.2, 0.2, 0.03))
    back = add(PRIMITIVES.primitive_cube_add, "back", None, 0, (0, 0.2, 0.7), (0.2, 0.03, 0.3))
    back.parent, back.matrix_parent_inverse = seat, seat.matrix_world.inverted()
    for part in (seat, back):
        del part["iid"]
        bpy.context.scene.collection.objects.unlink(part)
        chairs.objects.link(part)
    for k, x in enumerate((-1.4, 0.9)):
        instancer = bpy.data.objects.new(f"chair {k}", None)
        instancer.instance_type, instancer.instance_collection = "COLLECTION", chairs
        instancer.matrix_world = Matrix.Translation((x, -0.8, 0)) @ Matrix.Rotation(x, 4, "Z")
        instancer["iid"] = 7.0 + k
        bpy.context.collection.objects.link(instancer)
    air = bpy.data.objects.new("air.001", None)
    air.location, air.scale, air.empty_display_size = (0, -4, 1.5), (1, 0.5, 0.25), 1
    bpy.context.collection.objects.link(air)
    for kind, energy in (("AREA", 80), ("SUN", 3)):
        lamp = bpy.data.objects.new(kind.lower(), bpy.data.lights.new(kind.lower(), kind))
        lamp.data.energy, lamp.location, lamp.rotation_euler = energy, (0, 0, 3), (0.6, 0, 0)
        bpy.context.collection.objects.link(lamp)
    add(PRIMITIVES.primitive_cube_add, "forgotten", None, 0, (90, 0, 0))
    bpy.ops.wm.save_as_mainfile(filepath=str(out / "whole.blend"))
    camera = pinhole(look(np.array([0.4, -4.5, 2.0]), np.array([-0.1, 0, 0.6])), 240, 160, 1.0)
    seen = raycast(evaluated(), camera)
    sight = {name: getattr(seen, name) for name in ("depth", "normals", "instances")}
    np.savez(out / "sight.npz", pose=camera.pose, **sight)


def others(out: Path) -> None:
    """Files that are refused, one whose script would leave a trace, and one in centimetres."""
    fresh()
    add(PRIMITIVES.primitive_cube_add, "cube", None, 0, (0, 0, 0))
    bpy.ops.wm.save_as_mainfile(filepath=str(out / "classless.blend"))
    fresh()
    with bpy.data.libraries.load(str(out / "whole.blend"), link=True) as (_, into):
        into.objects = ["table"]
    bpy.context.collection.objects.link(into.objects[0])
    bpy.ops.wm.save_as_mainfile(filepath=str(out / "linked.blend"))
    fresh()
    add(PRIMITIVES.primitive_cube_add, "cube", "cube", 1, (300, 0, 50), (50, 50, 50))
    bpy.context.scene.unit_settings.scale_length = 0.01
    text = bpy.data.texts.new("run.py")
    text.write(f"open({str(out / 'ran')!r}, 'w').close()")
    text.use_module = True
    bpy.ops.wm.save_as_mainfile(filepath=str(out / "scripted.blend"))
    fresh()
    made = add(PRIMITIVES.primitive_cube_add, "cube", "cube", 1, (0, 0, 0))
    coat(made, "odd", (1, 1, 1), 0.5, kind="woood")
    bpy.ops.wm.save_as_mainfile(filepath=str(out / "odd.blend"))
    (out / "torn.blend").write_bytes((out / "whole.blend").read_bytes()[:5000])


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    whole(folder)
    others(folder)
    (folder / "done").touch()
    os._exit(0)  # without Blender's own way out, which may crash
