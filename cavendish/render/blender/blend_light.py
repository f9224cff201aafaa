# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lights and the world of a .blend file, as a Scene has them."""

from __future__ import annotations

from typing import Any, Literal

import bpy
import numpy as np

from cavendish.scenes.scene import Float, Light, Sky, World

WHITE = 6500.0  # kelvin, of a light that states no temperature
DAY = World(Sky(0.7, 2.4))
KINDS: dict[str, Literal["point", "spot", "area"]] = {"POINT": "point", "SPOT": "spot", "AREA": "area"}


def lights_of(scene: bpy.types.Scene, scale: float) -> tuple[Light, ...]:
    """Its point, spot and area lights. scale: metres to a unit."""
    bodies = sorted(
        (body for body in scene.objects if body.type == "LIGHT" and not body.hide_render),
        key=lambda body: body.name,
    )
    return tuple(_light(body, scale) for body in bodies if body.data.type in KINDS)


def world_of(scene: bpy.types.Scene) -> World:
    """Its sun or sky; else the one colour of its background; else a clear day."""
    suns = [
        body
        for body in scene.objects
        if body.type == "LIGHT" and body.data.type == "SUN" and not body.hide_render
    ]
    if suns:
        way = np.array(min(suns, key=lambda body: body.name).matrix_world, np.float64)[:3, 2]
        return World(Sky(_elevation(way), float(np.arctan2(way[0], way[1]))))
    nodes = scene.world.node_tree.nodes if scene.world and scene.world.node_tree else []
    for node in nodes:
        if node.type == "TEX_SKY":
            return World(Sky(float(node.sun_elevation), float(node.sun_rotation)))
    background = next((node for node in nodes if node.type == "BACKGROUND"), None)
    if background is None:
        return DAY
    strength = float(background.inputs["Strength"].default_value)
    if background.inputs["Color"].is_linked:  # a picture of surroundings, which is not kept
        return World(color=(0.7, 0.7, 0.7), strength=strength)
    linear = np.clip(np.array(background.inputs["Color"].default_value[:3]), 0, 1)
    red, green, blue = (1.055 * np.maximum(linear, 0.0031308) ** (1 / 2.4) - 0.055).round(5).tolist()
    return World(color=(red, green, blue), strength=strength)


def _light(body: Any, scale: float) -> Light:
    lamp = body.data
    pose = _rigid(np.array(body.matrix_world, np.float64))
    pose[:3, 3] *= scale
    kind = KINDS[lamp.type]
    side = float(lamp.size if kind == "area" else lamp.shadow_soft_size) * scale
    other = float(lamp.size_y) * scale if kind == "area" and lamp.shape in ("RECTANGLE", "ELLIPSE") else side
    return Light(
        kind,
        pose,
        float(lamp.energy) * scale**2,  # the same brightness on surfaces that are so much farther
        float(lamp.temperature) if getattr(lamp, "use_temperature", False) else WHITE,
        (side, other),
        float(lamp.spot_size) if kind == "spot" else 1.2,
    )


def _elevation(way: Float) -> float:
    return float(np.clip(np.arcsin(way[2] / np.linalg.norm(way)), np.radians(2), np.pi / 2))


def _rigid(pose: Float) -> Float:
    found = np.eye(4)
    found[:3, :3] = pose[:3, :3] / np.linalg.norm(pose[:3, :3], axis=0)
    found[:3, 3] = pose[:3, 3]
    return found
