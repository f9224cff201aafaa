# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How Blender draws glazed tiles. It stands on Blender's module, and so under Blender's licence."""

from cavendish.render.blender.materials import kind
from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.scenes.scene import Colour


@kind
def glaze(tree: Tree, *, color: Colour, pool: float, roughness: float, seed: float) -> Value:
    """Darker where it pools."""
    depth = tree.noise(tree.uv(seed), size=pool, detail=2)
    return tree.bsdf(tree.tint(color, 0.7 + depth * 0.6), roughness=roughness)
