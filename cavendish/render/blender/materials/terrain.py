# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies underfoot outdoors, and bark: asphalt, paving, sand, gravel, water."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def asphalt(
    tree: Tree,
    *,
    color: Colour,
    aggregate: float,
    cracks: float,
    stains: float,
    roughness: float,
    seed: float,
) -> Value:
    """A road: pale and dark stones in bitumen, worn and wet patches, drops of oil, cracks that wander."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    cell = tree.cells(surface, size=aggregate)
    stone, pale, _ = tree.split(cell["Color"])
    grain = cell["Distance"].remap(0.1, 0.6, 1.0, 0.0)
    fine = tree.noise(surface, size=0.02, detail=4.0, roughness=0.75)
    wear = tree.noise(surface, size=2.2, detail=4.0, roughness=0.6)
    spot = tree.noise(surface, size=0.35, detail=3.0, roughness=0.55)
    oil = spot.remap(0.63, 0.72) * wear.remap(0.45, 0.6) * stains
    bend_u = tree.noise(surface, size=0.5, detail=4.0, roughness=0.7)
    bend_v = tree.noise(tree.vector(across, along), size=0.5, detail=4.0, roughness=0.7)
    bent = tree.vector(along + bend_u * 0.9, across + bend_v * 0.9)
    net = tree.cells(bent, size=1.7, feature="DISTANCE_TO_EDGE")["Distance"]
    broken = wear.remap(0.66 - 0.22 * cracks, 0.7 - 0.22 * cracks)
    crack = net.remap(0.002, 0.006, 1.0, 0.0) * broken * min(cracks * 4.0, 1.0)
    shade = (
        stone.remap(0, 1, 0.72, 1.2)
        * (1.0 + (pale > 0.9) * 0.8)
        * fine.remap(0.25, 0.75, 0.82, 1.15)
        * wear.remap(0.25, 0.75, 0.84, 1.16)
    )
    road = tree.tint(tree.tint(color, shade), (1.0 - 0.55 * oil) * (1.0 - 0.75 * crack))
    rough = wear.remap(0.3, 0.7, roughness, 0.86 * roughness) - oil * 0.35
    raised = grain * 0.35 * aggregate + fine * 0.002 - crack * 0.008
    return tree.bsdf(road, roughness=rough, specular_ior_level=0.35, normal=tree.bump(raised, 1.0))


@kind
def paving(
    tree: Tree,
    *,
    color: Colour,
    filling: Colour,
    length: float,
    width: float,
    joint: float,
    stagger: float,
    round: float,
    variation: float,
    roughness: float,
    seed: float,
) -> Value:
    """Flags or setts: each of a shade and a tilt of its own, edges worn, dirt in the joints, gum and stains on top."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    v = across / width
    row, y = v.floor(), v.fraction() - 0.5
    u = along / length + (row - 2.0 * (row / 2.0).floor()) * stagger
    if round > 0:  # setts are cut by hand
        u = u + tree.random(row, 5.0) * 0.7
    x = u.fraction() - 0.5
    shade, lean, hue = tree.split(tree.random(u.floor(), row, output="Color"))
    grit = tree.noise(surface, size=0.015, detail=4.0, roughness=0.7)
    wander = (grit - 0.5) * (0.004 + 0.012 * round)
    inset = tree.math("MINIMUM", (0.5 - abs(x)) * length, (0.5 - abs(y)) * width) + wander
    soft = 0.003 + 0.2 * round * min(length, width)
    face = inset.remap(0.5 * joint, 0.5 * joint + 0.004, smooth=True)
    dome = inset.remap(0.4 * joint, 0.4 * joint + soft, smooth=True)
    stain = tree.noise(surface, size=0.6, detail=4.0, roughness=0.65)
    gum = (tree.cells(surface, size=0.42)["Distance"] < 0.035) * 0.3
    warm: Colour = (min(color[0] * 1.08, 1.0), color[1], color[2] * 0.9)
    slab = tree.tint(
        tree.mix(color, warm, hue),
        shade.remap(0, 1, 1 - 0.6 * variation, 1 + 0.4 * variation)
        * grit.remap(0.2, 0.8, 0.84, 1.12)
        * (1.0 - gum),
    )
    dirt = tree.tint(filling, grit.remap(0.2, 0.8, 0.6, 1.3))
    ground = tree.tint(tree.mix(dirt, slab, face), stain.remap(0.3, 0.72, 0.78, 1.06))
    rough = stain.remap(0.3, 0.7, roughness, 0.78 * roughness)
    raised = dome * (0.006 + 0.014 * round) + (lean - 0.5) * x * 0.004 + grit * 0.0015
    return tree.bsdf(ground, roughness=rough, specular_ior_level=0.3, normal=tree.bump(raised, 1.0))


@kind
def bark(
    tree: Tree, *, color: Colour, dark: Colour, furrow: float, depth: float, roughness: float, seed: float
) -> Value:
    """Bark: ridges along V that meet and part, cut across by cracks; moss here and there."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    drift = tree.noise(tree.vector(along, across * 0.6), size=4.0 * furrow, detail=3.0, roughness=0.6)
    plate = tree.vector(along + drift * 1.6 * furrow, across * 0.14 + drift * 0.5 * furrow)
    edge = tree.cells(plate, size=furrow, feature="DISTANCE_TO_EDGE")["Distance"]
    ridge = edge.remap(0.02, 0.3, smooth=True)
    fine = tree.noise(tree.vector(along, across * 0.4), size=0.3 * furrow, detail=4.0, roughness=0.75)
    patch = tree.noise(surface, size=0.35, detail=3.0, roughness=0.6)
    sunk = 1.0 - (1.0 - ridge) * min(0.05 + 1.1 * depth, 1.0)
    skin = tree.mix(dark, color, sunk * fine.remap(0.25, 0.7, 0.55, 1.0))
    skin = tree.tint(skin, fine.remap(0.25, 0.75, 0.8, 1.15) * patch.remap(0.25, 0.75, 0.82, 1.12))
    skin = tree.mix(skin, (0.34, 0.38, 0.22), patch.remap(0.6, 0.75) * fine.remap(0.4, 0.6) * 0.5)
    raised = ridge * (0.45 * depth * furrow) + fine * (0.1 + 0.12 * depth) * furrow
    return tree.bsdf(skin, roughness=roughness, specular_ior_level=0.2, normal=tree.bump(raised, 1.0))


@kind
def sand(tree: Tree, *, color: Colour, ripple: float, roughness: float, seed: float) -> Value:
    """Sand: single grains, soft ripples across U, moist patches."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    grain = tree.noise(surface, size=0.0022, detail=2.0, roughness=0.8)
    dunes = tree.noise(surface, size=0.5, detail=3.0, roughness=0.55)
    wave = ((along + dunes * 0.28 + 0.05 * (across * 2.0).sin()) * (6.2832 / 0.11)).sin() * 0.5 + 0.5
    ground = tree.tint(
        color,
        grain.remap(0.2, 0.8, 0.74, 1.2)
        * dunes.remap(0.25, 0.75, 0.86, 1.06)
        * wave.remap(0, 1, 1 - 0.12 * ripple, 1 + 0.05 * ripple),
    )
    raised = wave * (0.012 * ripple) + dunes * 0.05 + grain * 0.0012
    return tree.bsdf(ground, roughness=roughness, specular_ior_level=0.2, normal=tree.bump(raised, 1.0))


@kind
def gravel(
    tree: Tree, *, color: Colour, size: float, variation: float, roughness: float, seed: float
) -> Value:
    """Loose stones, each of its own shade and height, with dark earth between them."""
    surface = tree.uv(seed)
    bent = tree.noise(surface, size=1.5 * size, detail=2.0)
    along, across, _ = tree.split(surface)
    place = tree.vector(along + bent * 0.5 * size, across - bent * 0.5 * size)
    cell = tree.cells(place, size=size)
    edge = tree.cells(place, size=size, feature="DISTANCE_TO_EDGE")["Distance"]
    shade, lift, hue = tree.split(cell["Color"])
    dome = edge.remap(0.0, 0.32, smooth=True)
    grit = tree.noise(surface, size=0.25 * size, detail=3.0, roughness=0.7)
    patch = tree.noise(surface, size=0.9, detail=3.0, roughness=0.6)
    warm: Colour = (min(color[0] * 1.12, 1.0), color[1], color[2] * 0.82)
    stones = tree.tint(
        tree.mix(color, warm, hue),
        shade.remap(0, 1, 1 - variation, 1 + 0.7 * variation)
        * dome.remap(0.0, 0.5, 0.18, 1.0)
        * grit.remap(0.25, 0.75, 0.85, 1.12)
        * patch.remap(0.25, 0.75, 0.85, 1.1),
    )
    raised = dome * (0.5 + lift) * (0.45 * size) + grit * (0.04 * size)
    return tree.bsdf(stones, roughness=roughness, specular_ior_level=0.3, normal=tree.bump(raised, 1.0))


@kind
def water(tree: Tree, *, color: Colour, wave: float, height: float, roughness: float, seed: float) -> Value:
    """Dark water that mirrors what is around it; its waves are of three sizes, calmer here and there."""
    surface = tree.uv(seed)
    long = tree.noise(surface, size=wave, detail=1.0, distortion=0.8)
    short = tree.noise(surface, size=0.3 * wave, detail=2.0, roughness=0.5, distortion=0.5)
    calm = tree.noise(surface, size=9.0 * wave, detail=2.0).remap(0.35, 0.65, 0.35, 1.0)
    raised = (long + short * 0.25) * calm
    deep = tree.tint(color, long.remap(0.3, 0.7, 0.85, 1.15))
    return tree.bsdf(deep, roughness=roughness, ior=1.333, normal=tree.bump(raised, 2.0 * height))
