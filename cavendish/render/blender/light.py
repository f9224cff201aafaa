# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lamps and the world: sky, sun, even surroundings."""

from __future__ import annotations

import bpy
from mathutils import Matrix

from cavendish.scenes.scene import Float, Light, World


def realize_light(light: Light, pose: Float) -> None:
    """A lamp at a world pose (4, 4)."""
    data = bpy.data.lights.new("light", "AREA" if light.kind == "portal" else light.kind.upper())
    data.energy = light.power
    data.use_temperature = True
    data.temperature = light.temperature
    if light.kind in ("area", "portal"):
        data.cycles.is_portal = light.kind == "portal"
        data.shape = "RECTANGLE"
        data.size, data.size_y = light.size
    else:
        data.shadow_soft_size = light.size[0]
    if light.kind == "spot":
        data.spot_size = light.angle
    body = bpy.data.objects.new("light", data)
    body.matrix_world = Matrix(pose.tolist())
    # A lamp lights the scene but is not a thing in it: no camera ray may end on it.
    body.visible_camera = False
    bpy.context.collection.objects.link(body)


def realize_world(world: World) -> None:
    """The sky as a texture with the sun in it, or one even colour."""
    body = bpy.data.worlds.new("world")
    bpy.context.scene.world = body
    tree = body.node_tree
    tree.nodes.clear()  # a new world comes with an output of its own, which would stay the active one
    background = tree.nodes.new("ShaderNodeBackground")
    output = tree.nodes.new("ShaderNodeOutputWorld")
    tree.links.new(background.outputs["Background"], output.inputs["Surface"])
    sky = world.sky
    if sky is None:
        background.inputs["Color"].default_value = (*[c**2.2 for c in world.color], 1.0)
        background.inputs["Strength"].default_value = world.strength
        return
    texture = tree.nodes.new("ShaderNodeTexSky")
    texture.sky_type = "MULTIPLE_SCATTERING"
    texture.sun_disc = sky.sun > 0
    texture.sun_intensity = sky.sun
    texture.sun_elevation = sky.sun_elevation
    texture.sun_rotation = sky.sun_azimuth
    texture.aerosol_density = sky.haze
    tree.links.new(texture.outputs["Color"], background.inputs["Color"])
    background.inputs["Strength"].default_value = sky.strength
