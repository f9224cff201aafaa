# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What fronts and roofs are made of: brick, stucco, roof tiles, corrugated sheets."""

from __future__ import annotations

import math

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


def _odd(row: Value) -> Value:
    return row - 2.0 * (row / 2.0).floor()


@kind
def brick(
    tree: Tree,
    *,
    color: Colour,
    mortar: Colour,
    length: float,
    height: float,
    joint: float,
    bond: float,
    variation: float,
    roughness: float,
    seed: float,
) -> Value:
    """Brickwork: each brick of a shade of its own, some burnt dark, edges worn, mortar sunk, soot and rain on it all."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    reach, course = length + joint, height + joint
    v = across / course
    row, y = v.floor(), v.fraction()
    odd = _odd(row)
    if bond < 0.5:  # all stretchers
        u = along / reach + odd * 0.5
        place, x, size = u.floor(), u.fraction(), 1.0 + 0.0 * odd
    elif bond < 1.5:  # a course of stretchers, a course of headers
        u = along / reach * (odd + 1.0) + odd * 0.5
        size = 1.0 - 0.5 * odd
        place, x = u.floor(), u.fraction() * size
    else:  # a stretcher, a header, a stretcher, each course shifted
        u = along / (1.5 * reach) + odd * 0.5
        t = u.fraction() * 1.5
        header = t > 1.0
        place, x, size = u.floor() * 2.0 + header, t - header, 1.0 - 0.5 * header
    grit = tree.noise(surface, size=0.012, detail=3.0, roughness=0.7)
    side = tree.math("MINIMUM", x, size - x) * reach
    inset = tree.math("MINIMUM", side, (0.5 - abs(y - 0.5)) * course) + (grit - 0.5) * 0.006
    face = inset.remap(0.5 * joint, 0.5 * joint + 0.005, smooth=True)
    shade, hue, burnt = tree.split(tree.random(place, row, output="Color"))
    warm: Colour = (min(color[0] * 1.1, 1.0), color[1] * 1.02, color[2] * 0.86)
    clay = tree.mix(color, warm, hue)
    dark = 1.0 - (burnt > 1.0 - 0.22 * variation) * (0.55 * hue)
    clay = tree.tint(
        clay,
        shade.remap(0, 1, 1 - 0.75 * variation, 1 + 0.5 * variation)
        * dark
        * grit.remap(0.2, 0.8, 0.78, 1.18),
    )
    fill = tree.tint(mortar, grit.remap(0.2, 0.8, 0.75, 1.15))
    soot = tree.noise(surface, size=1.6, detail=4.0, roughness=0.65)
    wall = tree.tint(tree.mix(fill, clay, face), soot.remap(0.3, 0.75, 0.8, 1.06))
    return tree.bsdf(
        wall, roughness=roughness, specular_ior_level=0.25, normal=tree.bump(face + grit * 0.35, 0.006)
    )


@kind
def stucco(
    tree: Tree, *, color: Colour, roughness: float, relief: float, stains: float, seed: float
) -> Value:
    """Outdoor plaster: a grain, patches where it was mended, and grey streaks where rain runs down."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    grain = tree.noise(surface, size=0.011, detail=3.0, roughness=0.65)
    patch = tree.noise(surface, size=1.3, detail=4.0, roughness=0.6)
    run = tree.noise(tree.vector(along, across * 0.07), size=0.14, detail=3.0, roughness=0.6)
    streak = run.remap(0.48, 0.72, smooth=True) * patch.remap(0.42, 0.68)
    grime: Colour = (color[0] * 0.62, color[1] * 0.61, color[2] * 0.6)
    coat = tree.tint(
        color, patch.remap(0.25, 0.75, 1 - 0.16 * stains, 1.03) * grain.remap(0.2, 0.8, 0.92, 1.05)
    )
    coat = tree.mix(coat, grime, streak * (0.75 * stains))
    return tree.bsdf(
        coat, roughness=roughness, specular_ior_level=0.25, normal=tree.bump(grain, 0.005 * relief)
    )


@kind
def rooftile(
    tree: Tree,
    *,
    color: Colour,
    width: float,
    height: float,
    wave: float,
    variation: float,
    roughness: float,
    seed: float,
) -> Value:
    """Rows of tiles, each row over the one below it: waves or flat slates, dark under the laps, lichen on top."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    v = across / height
    row, y = v.floor(), v.fraction()
    u = along / width + _odd(row) * (0.5 if wave < 0.3 else 0.0)
    shade, hue, lift = tree.split(tree.random(u.floor(), row, output="Color"))
    x = u.fraction()
    swell = abs((x * math.pi).sin())
    gap = (0.5 - abs(x - 0.5)).remap(0.0, 0.02, smooth=True)
    grit = tree.noise(surface, size=0.02, detail=3.0, roughness=0.7)
    growth = tree.noise(surface, size=0.7, detail=4.0, roughness=0.7).remap(0.55, 0.75) * grit.remap(
        0.45, 0.6
    )
    lap = y.remap(
        0.0, 0.1, 0.4, 1.0, smooth=True
    )  # shadow at the lower edge, where the tile ends over the next
    tint = shade.remap(0, 1, 1 - 0.6 * variation, 1 + 0.4 * variation) * grit.remap(0.2, 0.8, 0.85, 1.12)
    warm: Colour = (color[0] * 0.9, color[1] * 0.84, color[2] * 0.8)
    clay = tree.tint(tree.mix(color, warm, hue), tint * lap * swell.remap(0.0, 0.5, 1 - 0.5 * wave, 1.0))
    clay = tree.mix(clay, (0.42, 0.42, 0.33), growth * 0.45)
    clay = tree.tint(clay, gap.remap(0, 1, 0.5, 1.0))
    raised = swell * (0.035 * wave) + (1.0 - y) * 0.016 + lift * 0.004 + grit * 0.002
    return tree.bsdf(clay, roughness=roughness, specular_ior_level=0.35, normal=tree.bump(raised, 1.0))


@kind
def corrugated(
    tree: Tree, *, color: Colour, pitch: float, rust: float, roughness: float, seed: float
) -> Value:
    """Coated sheets in waves, lapped every metre or so, with faded patches and rust that runs down."""
    surface = tree.uv(seed)
    along, across, _ = tree.split(surface)
    swell = (along * (2 * math.pi / pitch)).sin() * 0.5 + 0.5
    sheet = along / (pitch * 12.0)
    shade = tree.random(sheet.floor(), (across / 2.4).floor())
    seam = abs(sheet.fraction() - 0.5).remap(0.494, 0.5)
    patch = tree.noise(surface, size=0.5, detail=4.0, roughness=0.65)
    run = tree.noise(tree.vector(along, across * 0.12), size=0.06, detail=3.0, roughness=0.7)
    spots = run.remap(0.7 - 0.3 * rust, 0.8 - 0.3 * rust) * patch.remap(0.36, 0.55)
    coat = tree.tint(
        color,
        patch.remap(0.25, 0.75, 0.84, 1.06)
        * shade.remap(0, 1, 0.93, 1.05)
        * swell.remap(0, 1, 0.72, 1.04)
        * seam.remap(0, 1, 1.0, 0.6),
    )
    coat = tree.mix(coat, (0.36, 0.19, 0.1), spots * min(rust * 3.0, 0.9))
    rough = spots * 0.4 + patch.remap(0.3, 0.7, 0.85 * roughness, 1.2 * roughness)
    return tree.bsdf(coat, roughness=rough, normal=tree.bump(swell, 0.25 * pitch))
