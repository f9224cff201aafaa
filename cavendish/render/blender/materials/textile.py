# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Woven cloth, net curtains, carpets."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind, optic
from cavendish.scenes.scene import Colour

PI = 3.14159265


@kind
def fabric(
    tree: Tree,
    *,
    color: Colour,
    accent: Colour,
    weave: float,
    roughness: float,
    pattern: float,
    pitch: float,
    seed: float,
) -> Value:
    """Woven cloth: threads over and under each other, uneven yarn, a soft sheen; plain, striped or checked."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    warp, weft = (across * (PI / weave)).sin(), (along * (PI / weave)).sin()
    over = warp * weft  # its sign says which thread lies on top
    height = tree.math("MAXIMUM", abs(warp) * (0.5 + 0.5 * over), abs(weft) * (0.5 - 0.5 * over))
    yarn = tree.noise(surface, size=3.5 * weave, detail=1.0, roughness=0.65)
    worn = tree.noise(surface, size=0.25, detail=1.0)
    cloth: Value | Colour = color
    if pattern >= 1:
        share = (across / pitch).fraction() > 0.5
        if pattern >= 2:
            share = share * 0.5 + ((along / pitch).fraction() > 0.5) * 0.5
        cloth = tree.mix(color, accent, share)
    depth = height.remap(0, 1, 0.62, 1.12)  # darker between the threads
    depth = depth * yarn.remap(0.25, 0.75, 0.82, 1.18) * worn.remap(0.25, 0.75, 0.88, 1.1)
    return tree.bsdf(
        tree.tint(cloth, depth),
        roughness=roughness,
        specular_ior_level=0.2,
        sheen_weight=0.25,
        sheen_roughness=0.45,
        normal=tree.bump(height + yarn * 0.6, 0.3 * weave),
    )


@optic
def sheer(tree: Tree, *, color: Colour, opacity: float, roughness: float, seed: float) -> Value:
    """Thin cloth: fine slubs, light shining through its threads and straight through between them."""
    along, across, _ = tree.split(tree.uv(seed))
    slubs = tree.noise(tree.vector(along, across * 0.08), size=0.0016, detail=2.0)
    threads = tree.tint(color, slubs.remap(0.25, 0.75, 0.88, 1.06))
    front = tree.bsdf(threads, roughness=roughness, specular_ior_level=0.1)
    cloth = tree.blend(front, tree.add("BsdfTranslucent", color=threads)["BSDF"], 0.5)
    return tree.blend(tree.clear(), cloth, opacity)


@kind
def carpet(
    tree: Tree,
    *,
    color: Colour,
    accent: Colour,
    pile: float,
    pattern: float,
    pitch: float,
    roughness: float,
    seed: float,
) -> Value:
    """Tufted pile that lies this way and that; plain, striped, in lozenges or with lines of a border."""
    surface = tree.uv(seed)
    tufts = tree.noise(surface, size=pile, detail=2.0, roughness=0.7)
    brushed = tree.noise(surface, size=0.22, detail=2.0, roughness=0.6)
    ground: Value | Colour = color
    if pattern >= 1:
        along, across, _ = tree.split(surface)
        fray = tufts.remap(0.2, 0.8, -0.5 * pile, 0.5 * pile)  # yarn ends do not keep to the line
        u, v = ((along + fray) / pitch).fraction(), ((across + fray) / pitch).fraction()
        from_middle = (abs(u - 0.5), abs(v - 0.5))
        if pattern < 2:
            share = u > 0.5
        elif pattern < 3:
            reach = from_middle[0] + from_middle[1]
            share = abs(reach - 0.3) < 0.12
        else:
            edge = 0.5 - tree.math("MAXIMUM", *from_middle)
            share = (edge < 0.05) + (abs(edge - 0.12) < 0.02)
        ground = tree.mix(color, accent, share)
    shade = tufts.remap(0.25, 0.7, 0.45, 1.3) * brushed.remap(0.25, 0.75, 0.8, 1.15)
    return tree.bsdf(
        tree.tint(ground, shade),
        roughness=roughness,
        specular_ior_level=0.1,
        sheen_weight=0.3,
        sheen_roughness=0.6,
        normal=tree.bump(tufts, 0.5 * pile),
    )
