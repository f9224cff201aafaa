# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tiles with grout."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def tile(
    tree: Tree,
    *,
    color: Colour,
    grout: Colour,
    width: float,
    height: float,
    joint: float,
    roughness: float,
    variation: float,
    seed: float,
) -> Value:
    """Ceramic tiles: each of a shade of its own and laid a hair out of level, with sunk rough grout."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    u, v = along / width, across / height
    shade, lean, tilt = tree.split(tree.random(u.floor(), v.floor(), output="Color"))
    x, y = u.fraction() - 0.5, v.fraction() - 0.5
    inset = tree.math("MINIMUM", (0.5 - abs(x)) * width, (0.5 - abs(y)) * height)
    face = inset.remap(0.4 * joint, 0.5 * joint + 0.0012, smooth=True)
    cloud = tree.noise(surface, size=0.35 * min(width, height), detail=3.0, roughness=0.6)
    glaze = tree.tint(
        color,
        shade.remap(0, 1, 1 - 0.6 * variation, 1 + 0.4 * variation)
        * cloud.remap(0.25, 0.75, 1 - 0.7 * variation, 1 + 0.5 * variation),
    )
    dirt = tree.noise(surface, size=0.02, detail=2.0)
    filling = tree.tint(grout, dirt.remap(0.2, 0.8, 0.75, 1.2))
    level = x * (lean - 0.5) * width + y * (tilt - 0.5) * height
    raised = face + level * 2.0
    rough = (face < 0.5) * 0.7 + dirt.remap(0.3, 0.7, 0.8 * roughness, 1.3 * roughness)
    return tree.bsdf(tree.mix(filling, glaze, face), roughness=rough, normal=tree.bump(raised, 0.0016))
