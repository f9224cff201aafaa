# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One even colour."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value
from cavendish.render.blender.materials.registry import kind
from cavendish.scenes.scene import Colour


@kind
def plain(tree: Tree, *, color: Colour, roughness: float) -> Value:
    """One even colour, for tests and papers."""
    return tree.bsdf(color, roughness=roughness)
