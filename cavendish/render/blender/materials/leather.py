# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leather."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def leather(tree: Tree, *, color: Colour, roughness: float, grain: float, seed: float) -> Value:
    """Leather: rounded pebbles with darker creases between them, worn unevenly."""
    surface = tree.uv(seed)
    crease = tree.cells(surface, size=grain, feature="DISTANCE_TO_EDGE")["Distance"]
    pebble = crease.remap(0.0, 0.3, smooth=True)
    worn = tree.noise(surface, size=0.12, detail=3.0, roughness=0.6)
    hide = tree.tint(color, pebble.remap(0, 1, 0.6, 1.03) * worn.remap(0.25, 0.75, 0.78, 1.2))
    rough = worn.remap(0.3, 0.7, 0.8 * roughness, 1.3 * roughness) + (1.0 - pebble) * 0.15
    return tree.bsdf(hide, roughness=rough, normal=tree.bump(pebble, 0.035 * grain))
