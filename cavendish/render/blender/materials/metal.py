# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metal, whole and with holes."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import optic
from cavendish.scenes.scene import Colour


@optic
def metal(tree: Tree, *, color: Colour, roughness: float, brushed: float, seed: float) -> Value:
    """Bare metal, dulled here and there by touch; brushed: fine scratches along U stretch its highlights."""
    surface = tree.uv(seed)
    touch = tree.noise(surface, size=0.14, detail=2.0, roughness=0.65)
    rough = touch.remap(0.25, 0.75, 0.94 * roughness, 1.1 * roughness)
    sheet = tree.tint(color, touch.remap(0.25, 0.75, 1.01, 0.97))
    if brushed <= 0:
        return tree.bsdf(sheet, metallic=1.0, roughness=rough)
    along, across, _ = tree.split(surface)
    scratch = tree.noise(tree.vector(along * 0.008, across), size=0.0008, detail=2.0, roughness=0.7)
    sheet = tree.tint(sheet, scratch.remap(0.25, 0.75, 1 - 0.22 * brushed, 1 + 0.08 * brushed))
    return tree.bsdf(
        sheet, metallic=1.0, roughness=rough + 0.1 * brushed, normal=tree.bump(scratch, 0.00016 * brushed)
    )


@optic
def perforated(
    tree: Tree, *, color: Colour, pitch: float, hole: float, roughness: float, seed: float
) -> Value:
    """Sheet metal with round holes in rows (`cutouts.perforated`), their rims worn bright."""
    along, across, _ = tree.split(tree.uv())  # not shifted by the seed: the holes are the Scene's
    x, y = ((along / pitch).fraction() - 0.5) * pitch, ((across / pitch).fraction() - 0.5) * pitch
    square = x * x + y * y
    tree.solid = 1.0 - (square < (hole / 2) ** 2)
    touch = tree.noise(tree.uv(seed), size=0.1, detail=2.0, roughness=0.65)
    rim = square.remap((hole / 2) ** 2, (hole / 2 + 0.06 * pitch) ** 2, 1.1, 0.95)
    rough = touch.remap(0.25, 0.75, 0.85 * roughness, 1.2 * roughness)
    return tree.bsdf(tree.tint(color, rim), metallic=1.0, roughness=rough)
