# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Files of a pack, good and hostile, in a process of their own: pack_files.py OUT."""

import json
import os
import struct
import sys
from itertools import combinations, islice
from pathlib import Path

import bpy
import numpy as np

OUT = Path(sys.argv[1])
MESH = bpy.ops.mesh


def fresh() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


def coated(body, name, color=(0.8, 0.8, 0.8), texture=None, alpha=False):
    """A Principled material on a body; its shader. texture: pixels (H, W, 4) of its base colour."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    body.data.materials.append(material)
    shader = next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")
    shader.inputs["Base Color"].default_value = (*color, 1)
    shader.inputs["Roughness"].default_value = 1.0
    shader.inputs["Specular IOR Level"].default_value = 0.0
    if texture is not None:
        image = bpy.data.images.new(name, texture.shape[1], texture.shape[0], alpha=True)
        image.pixels.foreach_set(texture.astype(np.float32).reshape(-1))
        image.file_format = "PNG"
        image.pack()
        node = material.node_tree.nodes.new("ShaderNodeTexImage")
        node.image = image
        material.node_tree.links.new(node.outputs["Color"], shader.inputs["Base Color"])
        if alpha:
            material.node_tree.links.new(node.outputs["Alpha"], shader.inputs["Alpha"])
    return shader


def wedge():
    """A body that looks alike from no two sides: 2 wide, 1 deep, 3 high, its top over its front left."""
    corners = [(-1, -0.5, 0), (1, -0.5, 0), (1, 0.5, 0), (-1, 0.5, 0), (-1, -0.5, 3)]
    faces = [(0, 3, 2, 1), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)]
    mesh = bpy.data.meshes.new("wedge")
    mesh.from_pydata(corners, [], faces)
    body = bpy.data.objects.new("wedge", mesh)
    bpy.context.collection.objects.link(body)
    bpy.context.view_layer.objects.active = body
    body.select_set(True)
    return body


def blend(name):
    bpy.ops.wm.save_as_mainfile(filepath=str(OUT / f"{name}.blend"), compress=True)


def formats():
    """The same wedge in every format, each in the axes that are usual there."""
    fresh()
    coated(wedge(), "red", (0.8, 0.05, 0.05))
    blend("wedge")
    bpy.ops.preferences.addon_enable(module="io_scene_gltf2")
    bpy.ops.export_scene.gltf(filepath=str(OUT / "wedge.glb"), export_format="GLB")
    bpy.ops.export_scene.gltf(filepath=str(OUT / "wedge.gltf"), export_format="GLTF_SEPARATE")
    bpy.ops.wm.obj_export(filepath=str(OUT / "wedge.obj"))
    bpy.ops.wm.ply_export(filepath=str(OUT / "wedge.ply"), forward_axis="Y", up_axis="Z")
    bpy.ops.wm.stl_export(filepath=str(OUT / "wedge.stl"), forward_axis="Y", up_axis="Z")
    for kind in ("blend", "glb", "ply", "stl", "obj"):
        data = (OUT / f"wedge.{kind}").read_bytes()
        (OUT / f"torn.{kind}").write_bytes(data[: len(data) * 2 // 3] if kind != "obj" else data[:40])


def textured():
    """A quad whose texture is red left and green right, its right half clear, and a very large one."""
    fresh()
    MESH.primitive_plane_add(size=2, rotation=(np.pi / 2, 0, 0))
    pixels = np.zeros((8, 8, 4))
    pixels[:, :4], pixels[:, 4:] = (0.9, 0.02, 0.02, 1), (0.02, 0.9, 0.02, 0)
    coated(bpy.context.object, "halves", texture=pixels, alpha=True)
    bpy.ops.preferences.addon_enable(module="io_scene_gltf2")
    bpy.ops.export_scene.gltf(filepath=str(OUT / "textured.glb"), export_format="GLB")
    fresh()
    MESH.primitive_plane_add(size=2)
    coated(bpy.context.object, "large", texture=np.full((16, 4096, 4), 0.5))
    blend("large")
    fresh()
    MESH.primitive_plane_add(size=2, rotation=(np.pi / 2, 0, 0))
    coated(bpy.context.object, "lost", (0.1, 0.6, 0.1), texture=np.full((8, 8, 4), 0.5))
    image = bpy.data.images["lost"]
    image.unpack(method="REMOVE") if image.packed_file else None
    image.source, image.filepath = "FILE", "//nowhere/lost.png"
    blend("lost")
    (OUT / "lost.mtl").write_text("newmtl a\nKd 0.1 0.6 0.1\nmap_Kd -o 0 0 0 C:\\old\\no such.png\n")
    (OUT / "lost.obj").write_text(
        "mtllib lost.mtl\nusemtl a\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/1 2/1 3/1\n"
    )


def placed():
    """Materials that read coordinates of the object, of its box, a UV map by name and an attribute, far from 1:1."""
    for name in ("object", "generated", "bare", "uv", "attribute"):
        fresh()
        MESH.primitive_uv_sphere_add(location=(3, 2, 1))
        body = bpy.context.object
        body.scale = (2.0, 2.0, 2.0)
        shader = coated(body, name)
        tree = shader.id_data
        if name in ("object", "generated", "bare"):
            pattern = tree.nodes.new("ShaderNodeTexGradient" if name != "bare" else "ShaderNodeTexChecker")
            if name != "bare":
                place = tree.nodes.new("ShaderNodeTexCoord")
                tree.links.new(place.outputs[name.title()], pattern.inputs["Vector"])
            source = pattern.outputs[0]
        elif name == "uv":
            other = body.data.uv_layers.new(name="UVMap.001")
            other.data.foreach_set("uv", np.full(2 * len(other.data), 0.25, np.float32))
            body.data.uv_layers[0].active_render = True
            node = tree.nodes.new("ShaderNodeUVMap")
            node.uv_map = "UVMap.001"
            source = node.outputs[0]
        else:
            layer = body.data.color_attributes.new("position.001", "FLOAT_COLOR", "CORNER")
            layer.data.foreach_set("color", np.tile([0.7, 0.2, 0.05, 1], len(layer.data)).astype(np.float32))
            node = tree.nodes.new("ShaderNodeAttribute")
            node.attribute_name = "position.001"
            source = node.outputs["Color"]
        tree.links.new(source, shader.inputs["Base Color"])
        blend(f"by_{name}")
        picture(OUT / f"by_{name}.png")


def bumpy():
    """A plane before the camera whose material displaces it by waves."""
    fresh()
    MESH.primitive_plane_add(size=2, rotation=(np.pi / 2, 0, 0))
    tree = coated(bpy.context.object, "bumpy").id_data
    output = next(node for node in tree.nodes if node.type == "OUTPUT_MATERIAL")
    waves, displacement = tree.nodes.new("ShaderNodeTexWave"), tree.nodes.new("ShaderNodeDisplacement")
    displacement.inputs["Scale"].default_value = 0.5
    tree.links.new(waves.outputs["Fac"], displacement.inputs["Height"])
    tree.links.new(displacement.outputs[0], output.inputs["Displacement"])
    blend("bumpy")


def picture(path):
    """What is open, by Cycles, in a plain white light, from the front."""
    scene = bpy.context.scene
    scene.render.engine, scene.cycles.samples = "CYCLES", 16
    scene.render.resolution_x = scene.render.resolution_y = 48
    scene.view_settings.view_transform = "Standard"
    scene.world = bpy.data.worlds.new("white")
    scene.world.use_nodes = True
    background = scene.world.node_tree.nodes.get("Background") or scene.world.node_tree.nodes.new(
        "ShaderNodeBackground"
    )
    background.inputs["Color"].default_value = (1, 1, 1, 1)
    target = scene.world.node_tree.nodes.get("World Output") or scene.world.node_tree.nodes.new(
        "ShaderNodeOutputWorld"
    )
    scene.world.node_tree.links.new(background.outputs[0], target.inputs[0])
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.location, camera.rotation_euler = (3, 2 - 12, 1), (np.pi / 2, 0, 0)
    camera.data.sensor_width, camera.data.lens = 36, 36 / 2 / np.tan(np.radians(10))
    scene.collection.objects.link(camera)
    scene.camera, scene.render.filepath = camera, str(path)
    bpy.ops.render.render(write_still=True)


def hostile():
    """Files that would run code, are too large, or hold what is no number."""
    fresh()
    body = wedge()
    coated(body, "plain")
    mark = str(OUT / "ran")
    text = bpy.data.texts.new("run.py")
    text.write(
        f"import bpy\nopen({mark!r} + '-text', 'w').close()\n"
        f"bpy.app.handlers.load_post.append(lambda *_: open({mark!r} + '-handler', 'w').close())\n"
    )
    text.use_module = True
    driver = body.driver_add("location", 0).driver
    driver.type, driver.expression = (
        "SCRIPTED",
        f"len(__import__('builtins').open({mark!r} + '-driver', 'w').name)",
    )
    shader = body.data.materials[0].node_tree
    socket = next(node for node in shader.nodes if node.type == "BSDF_PRINCIPLED").inputs["Roughness"]
    socket.driver_add(
        "default_value"
    ).driver.expression = f"len(__import__('builtins').open({mark!r} + '-node', 'w').name)"
    text = bpy.data.texts.new("shade.osl")
    text.write("shader shade(output color c = 0) { c = color(1, 0, 0); }")
    script = shader.nodes.new("ShaderNodeScript")
    script.script = text
    blend("scripted")
    for trace in OUT.glob("ran-*"):  # what Blender did while the file was made
        trace.unlink()
    fresh()
    MESH.primitive_plane_add(size=2)
    grid = bpy.context.object.modifiers.new("many", "SUBSURF")
    grid.subdivision_type, grid.levels, grid.render_levels = "SIMPLE", 10, 10
    blend("many")
    fresh()
    wedge().modifiers.new("cache", "MESH_CACHE").filepath = "/etc/hostname"
    blend("fetches")
    fresh()
    bpy.context.collection.objects.link(bpy.data.objects.new("empty", None))
    blend("empty")
    fresh()
    wedge().data.vertices[4].co = (float("nan"), 0, 1)
    blend("nan")
    (OUT / "nan.ply").write_text(
        "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
        "element face 2\nproperty list uchar int vertex_indices\nend_header\n"
        "0 0 0\n1 0 0\n0 1 0\nnan 0 1\n3 0 1 2\n3 0 1 3\n"
    )
    (OUT / "declares.ply").write_bytes(
        b"ply\nformat binary_little_endian 1.0\nelement vertex 4000000000\nproperty float x\nproperty float y\n"
        b"property float z\nelement face 4000000000\nproperty list uchar int vertex_indices\nend_header\n"
        + b"\0"
        * 64
    )
    (OUT / "declares.stl").write_bytes(b"\0" * 80 + struct.pack("<I", 4_000_000_000) + b"\0" * 100)
    (OUT / "bomb.blend").write_bytes(bomb())
    triangles("heavy.glb", 1_100_000, 200)
    triangles("declares.glb", 4, 4_000_000_000)
    (OUT / "secret.png").write_bytes((OUT / "by_uv.png").read_bytes())
    fresh()
    MESH.primitive_plane_add(size=2)
    coated(bpy.context.object, "peeks", (0.1, 0.6, 0.1), texture=np.full((8, 8, 4), 0.5))
    image = bpy.data.images["peeks"]
    image.unpack(method="REMOVE")
    image.source, image.filepath = "FILE", str(OUT / "secret.png")
    blend("peeks")
    away = {"asset": {"version": "2.0"}, "buffers": [{"uri": "../../etc/hostname", "byteLength": 4}]}
    (OUT / "reads.gltf").write_text(json.dumps(away | {"images": [{"uri": "/etc/hostname"}]}))
    (OUT / "reads.obj").write_text("mtl\\\nlib reads.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    (OUT / "reads.mtl").write_text("newmtl a\nmap_Kd /etc/hostname\n")
    (OUT / "points.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\n")
    (OUT / "tiny.obj").write_text("v 0 0 0\nv 1e-9 0 0\nv 0 1e-9 0\nf 1 2 3\n")
    (OUT / "huge.obj").write_text("v 0 0 0\nv 1e30 0 0\nv 0 1e30 0\nf 1 2 3\n")


def bomb():
    """A .blend of 300 kB, by hand in zstd's blocks of one byte said again, that unpacks to 8 GiB and declares 30."""
    head = b"BLENDER17-01v0500" + struct.pack("<4siQqq", b"DATA", 0, 1, 30 << 30, 1)
    first = struct.pack("<I", len(head) << 3)[:3] + head
    again = struct.pack("<I", 2**17 << 3 | 1 << 1)[:3] + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x38" + first + again * 2**16 + struct.pack("<I", 1)[:3]


def triangles(name, count, declared):
    """A .glb of so many triangles between 200 points, which declares so many points."""
    points = np.random.default_rng(0).random((200, 3)).astype(np.float32)
    faces = np.fromiter(islice(combinations(range(200), 3), count), np.dtype((np.uint32, 3)), count)
    body = points.tobytes() + faces.tobytes()
    told = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "buffers": [{"byteLength": len(body)}],
        "bufferViews": [
            {"buffer": 0, "byteLength": points.nbytes},
            {"buffer": 0, "byteOffset": points.nbytes, "byteLength": faces.nbytes},
        ],
        "accessors": [
            {
                "bufferView": 0,
                "componentType": 5126,
                "type": "VEC3",
                "count": declared,
                "min": [0] * 3,
                "max": [1] * 3,
            },
            {"bufferView": 1, "componentType": 5125, "type": "SCALAR", "count": faces.size},
        ],
    }
    text = json.dumps(told).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(body), b"BIN\0") + body
    (OUT / name).write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks)


if __name__ == "__main__":
    formats()
    textured()
    placed()
    bumpy()
    hostile()
    (OUT / "done").touch()
    os._exit(0)  # without Blender's own way out, which may crash
