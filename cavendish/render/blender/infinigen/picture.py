# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thumbnails: an asset seen from its front and a little to the right, a material seen as a flat square metre."""

from __future__ import annotations

from math import radians
from pathlib import Path

import bpy
import numpy as np
from mathutils import Euler, Vector

from cavendish.render.blender.infinigen.clean import points

PIXELS = 256
AZIMUTH, ELEVATION = radians(28), radians(20)  # of the camera, from straight ahead


def portrait(whole: bpy.types.Object, path: Path) -> None:
    """Draw an object before nothing (alpha), with light from over the camera's shoulder."""
    scene = _scene(0.5)
    scene.render.film_transparent = True
    turn = Euler((radians(90) - ELEVATION, 0, AZIMUTH))
    seen = points(whole.data) @ np.array(turn.to_matrix())  # columns: right, up and back of the camera
    low, high = seen.min(0), seen.max(0)
    back = float(high[2] - low[2])
    middle = turn.to_matrix() @ Vector([*((low + high)[:2] / 2), float(high[2]) + back])
    _camera(scene, middle, turn, 1.06 * float(max(high[:2] - low[:2])), 4 * back)
    lamp = bpy.data.lights.new("sun", "SUN")
    lamp.energy, lamp.angle = 1.7, radians(20)
    sun = bpy.data.objects.new("sun", lamp)
    sun.rotation_euler = Euler((radians(50), 0, radians(-15)))
    scene.collection.objects.link(sun)
    _render(scene, path)


def flat(material: bpy.types.Material, path: Path) -> None:
    """Draw a square metre of a material from above in even light, so that its colour is as it is reflected."""
    scene = _scene(1.0)
    mesh = bpy.data.meshes.new("square")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], [], [(0, 1, 2, 3)])
    layer = mesh.uv_layers.new(name="UVMap")
    for loop, uv in zip(layer.data, [(0, 0), (1, 0), (1, 1), (0, 1)], strict=True):
        loop.uv = uv
    mesh.materials.append(material)
    scene.collection.objects.link(bpy.data.objects.new("square", mesh))
    _camera(scene, Vector((0.5, 0.5, 2.0)), Euler((0, 0, 0)), 1.0, 10.0)
    _render(scene, path)


def _scene(light: float) -> bpy.types.Scene:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "CPU"
    scene.cycles.samples = 4  # denoised; a sample costs most, as the materials are large
    scene.cycles.max_bounces, scene.cycles.diffuse_bounces = 4, 1
    scene.cycles.use_adaptive_sampling = False
    scene.cycles.use_denoising = True
    scene.cycles.seed = 0
    scene.render.threads_mode, scene.render.threads = "FIXED", 1
    scene.render.resolution_x = scene.render.resolution_y = PIXELS
    scene.render.resolution_percentage = 100
    scene.view_settings.view_transform = "Standard"
    world = scene.world = bpy.data.worlds.new("even")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (1, 1, 1, 1)
    world.node_tree.nodes["Background"].inputs["Strength"].default_value = light
    return scene


def _camera(scene: bpy.types.Scene, where: Vector, turn: Euler, wide: float, far: float) -> None:
    data = bpy.data.cameras.new("camera")
    data.type, data.ortho_scale, data.clip_start, data.clip_end = "ORTHO", wide, 1e-3, max(far, 1.0)
    camera = bpy.data.objects.new("camera", data)
    camera.location, camera.rotation_euler = where, turn
    scene.collection.objects.link(camera)
    scene.camera = camera


def _render(scene: bpy.types.Scene, path: Path) -> None:
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGBA"
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
