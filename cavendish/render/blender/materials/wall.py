# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coats on walls and furniture: paint and plaster."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def paint(tree: Tree, *, color: Colour, roughness: float, grain: float, seed: float) -> Value:
    """Lacquer or paint: orange peel, and the wear of hands in its gloss."""
    surface = tree.uv(seed)
    peel = tree.noise(surface, size=0.0035, detail=1.0)
    wear = tree.noise(surface, size=0.16, detail=2.0, roughness=0.6)
    coat = tree.tint(color, wear.remap(0.25, 0.75, 0.955, 1.02))
    rough = wear.remap(0.25, 0.75, 0.8 * roughness, 1.25 * roughness)
    return tree.bsdf(coat, roughness=rough, normal=tree.bump(peel, 0.0004 * grain))


@kind
def plaster(tree: Tree, *, color: Colour, roughness: float, relief: float, seed: float) -> Value:
    """A rolled wall: fine stipple, very faint stains."""
    surface = tree.uv(seed)
    stipple = tree.noise(surface, size=0.007, detail=2.0, roughness=0.6)
    stains = tree.noise(surface, size=0.9, detail=3.0, roughness=0.6)
    coat = tree.tint(color, stains.remap(0.25, 0.75, 0.93, 1.03) * stipple.remap(0.2, 0.8, 0.97, 1.02))
    return tree.bsdf(
        coat, roughness=roughness, specular_ior_level=0.3, normal=tree.bump(stipple, 0.0028 * relief)
    )
