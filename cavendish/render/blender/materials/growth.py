# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What grows, and what it grows in: leaf, foliage, grass, soil."""

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
    return _flesh(tree, surface, ribs, color, vein, roughness)


@kind
def foliage(
    tree: Tree, *, color: Colour, vein: Colour, length: float, width: float, roughness: float, seed: float
) -> Value:
    """Leaves cut out of a card (`cutouts.foliage`), each with a midrib, side veins and a shade of its own."""
    along, across, _ = tree.split(tree.uv())  # not shifted by the seed: the holes are the Scene's
    v = across / width
    row = v.floor()
    u = along / length + 0.5 * (row - 2.0 * (row / 2.0).floor())
    x, off = u.fraction(), abs(v - row - 0.5)
    tree.solid = 1.0 - (off > 2.0 * x * (1.0 - x))
    side = abs((x * 7.0 - off * 5.0).fraction() - 0.5).remap(0.04, 0.1, 0.7, 0.0)
    ribs = tree.math("MAXIMUM", off.remap(0.01, 0.035, 1.0, 0.0), side)
    one = tree.random(u.floor(), row + seed * 17.0)
    return _flesh(tree, tree.uv(seed), ribs, color, vein, roughness, one.remap(0, 1, 0.7, 1.25))


def _flesh(
    tree: Tree,
    surface: Value,
    ribs: Value,
    color: Colour,
    vein: Colour,
    roughness: float,
    lightness: Value | float = 1.0,
) -> Value:
    """Leaf: blotched, with ribs (0..1), waxy, light shining through; no two plants alike."""
    blotch = tree.noise(surface, size=0.05, detail=2.0, roughness=0.6)
    plant = tree.add("ObjectInfo")["Random"]
    lightness = blotch.remap(0.25, 0.75, 0.7, 1.25) * (plant * 0.3 + 0.85) * lightness
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
