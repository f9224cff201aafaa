# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stone and concrete."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def stone(tree: Tree, *, color: Colour, vein: Colour, roughness: float, scale: float, seed: float) -> Value:
    """Polished marble: clouds, and veins that wander, thin out and branch."""
    surface = tree.uv(seed)
    field = tree.noise(surface, size=0.9 * scale, detail=4.0, roughness=0.55, distortion=0.6)
    cloud = tree.noise(surface, size=1.3 * scale, detail=3.0, roughness=0.65)
    thin = abs(field - 0.5).remap(0.0, 0.035, 1.0, 0.0, smooth=True) * cloud.remap(0.35, 0.6)
    wide = abs(field - 0.43).remap(0.0, 0.07, 0.4, 0.0, smooth=True)
    base = tree.tint(color, cloud.remap(0.25, 0.75, 0.86, 1.05))
    slab = tree.mix(base, vein, tree.math("MAXIMUM", thin * 0.8, wide * 0.7))
    return tree.bsdf(slab, roughness=cloud.remap(0.3, 0.7, 0.75 * roughness, 1.3 * roughness))


@kind
def concrete(tree: Tree, *, color: Colour, roughness: float, seed: float) -> Value:
    """Concrete: stains of the formwork, fine aggregate, pores."""
    surface = tree.uv(seed)
    stains = tree.noise(surface, size=0.5, detail=3.0, roughness=0.65)
    sand = tree.noise(surface, size=0.008, detail=3.0, roughness=0.75)
    cell = tree.cells(surface, size=0.022)
    radius = tree.split(cell["Color"])[0] ** 4.0 * 0.2  # few pores are large
    pore = (cell["Distance"] - radius).remap(0.0, 0.05, smooth=True)
    shade = stains.remap(0.25, 0.75, 0.62, 1.2) * sand.remap(0.2, 0.8, 0.82, 1.15) * pore.remap(0, 1, 0.45, 1)
    rough = stains.remap(0.25, 0.75, roughness, 0.75 * roughness)
    return tree.bsdf(
        tree.tint(color, shade),
        roughness=rough,
        specular_ior_level=0.3,
        normal=tree.bump(pore + sand * 0.5, 0.0015),
    )
