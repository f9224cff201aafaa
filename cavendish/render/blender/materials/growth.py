# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What grows, and what it grows in: leaf, grass, soil."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def leaf(tree: Tree, *, color: Colour, vein: Colour, roughness: float, seed: float) -> Value:
    """A living leaf: lighter veins along U, blotches, a waxy side, light shining through; no two plants alike."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    ribs = tree.noise(tree.vector(along * 0.06, across), size=0.0045, detail=1.0).remap(
        0.5, 0.72, smooth=True
    )
    blotch = tree.noise(surface, size=0.05, detail=2.0, roughness=0.6)
    plant = tree.add("ObjectInfo")["Random"]
    lightness = blotch.remap(0.25, 0.75, 0.7, 1.25) * (plant * 0.3 + 0.85)
    flesh = tree.tint(tree.mix(color, vein, ribs * 0.5), lightness)
    waxy = tree.bsdf(
        flesh,
        roughness=blotch.remap(0.3, 0.7, 0.8 * roughness, 1.2 * roughness),
        normal=tree.bump(blotch * 2.0 - ribs * 0.3, 0.001),
    )
    shining_through = tree.add("BsdfTranslucent", color=tree.tint(flesh, 1.5))["BSDF"]
    return tree.blend(waxy, shining_through, 0.25)


@kind
def grass(tree: Tree, *, color: Colour, roughness: float, seed: float) -> Value:
    """A lawn: blades, tufts, patches that are drier."""
    surface = tree.uv(seed)
    blades = tree.noise(surface, size=0.012, detail=4.0, roughness=0.8)
    patches = tree.noise(surface, size=0.8, detail=4.0, roughness=0.65)
    dry: Colour = (min(color[0] * 1.7, 1.0), min(color[1] * 1.25, 1.0), color[2] * 1.1)
    lawn = tree.mix(color, dry, patches.remap(0.45, 0.75, 0.0, 0.6) + blades.remap(0.5, 0.8, 0.0, 0.5))
    lawn = tree.tint(lawn, blades.remap(0.25, 0.65, 0.2, 1.3) * patches.remap(0.25, 0.75, 0.8, 1.15))
    return tree.bsdf(lawn, roughness=roughness, specular_ior_level=0.15, normal=tree.bump(blades, 0.02))


@kind
def soil(tree: Tree, *, color: Colour, roughness: float, seed: float) -> Value:
    """Earth: crumbs of some millimetres, dry and moist."""
    surface = tree.uv(seed)
    fine = tree.noise(surface, size=0.012, detail=4.0, roughness=0.75)
    along, across, _ = tree.split(surface)
    crumbs = tree.cells(tree.vector(along + fine * 0.012, across - fine * 0.012), size=0.008)["Distance"]
    shade = crumbs.remap(0.1, 0.75, 1.35, 0.35) * fine.remap(0.25, 0.75, 0.6, 1.4)
    return tree.bsdf(
        tree.tint(color, shade),
        roughness=roughness,
        specular_ior_level=0.2,
        normal=tree.bump(fine * 1.2 - crumbs, 0.006),
    )
