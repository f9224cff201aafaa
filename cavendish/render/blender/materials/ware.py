# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moulded and fired goods: plastic and glazed pottery."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def plastic(tree: Tree, *, color: Colour, roughness: float, seed: float) -> Value:
    """Moulded plastic: spark-eroded texture, gloss rubbed uneven."""
    surface = tree.uv(seed)
    texture = tree.noise(surface, size=0.0012, detail=1.0)
    rubbed = tree.noise(surface, size=0.07, detail=2.0, roughness=0.6)
    body = tree.tint(color, rubbed.remap(0.25, 0.75, 0.97, 1.02))
    rough = rubbed.remap(0.25, 0.75, 0.88 * roughness, 1.15 * roughness)
    return tree.bsdf(body, roughness=rough, normal=tree.bump(texture, 0.00003))


@kind
def ceramic(tree: Tree, *, color: Colour, roughness: float, seed: float) -> Value:
    """Glazed pottery: the glaze pools and thins, a surface that waves a little."""
    surface = tree.uv(seed)
    pool = tree.noise(surface, size=0.05, detail=2.0)
    glaze = tree.tint(color, pool.remap(0.25, 0.75, 0.92, 1.05))
    rough = pool.remap(0.25, 0.75, 0.8 * roughness, 1.4 * roughness)
    return tree.bsdf(glaze, roughness=rough, normal=tree.bump(pool, 0.0003))
