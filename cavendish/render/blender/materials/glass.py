# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Panes and looking glasses."""

from __future__ import annotations

from cavendish.render.blender.materials.nodes import Tree, Value, linear
from cavendish.render.blender.materials.registry import optic
from cavendish.scenes.scene import Colour


@optic
def glass(tree: Tree, *, color: Colour, roughness: float) -> Value:
    """A thin pane: light and shadow rays pass straight through, and it mirrors more at grazing angles.

    It mirrors by Schlick's formula on the facing ratio, which holds on both sides of the glass. A pane has two
    surfaces, so each one tints by the square root of the colour.
    """
    grazing = tree.add("LayerWeight", blend=0.5)["Facing"]
    mirrored = grazing**5.0 * 0.96 + 0.04
    r, g, b, _ = linear(color)
    through = tree.add("BsdfTransparent", color=(r**0.5, g**0.5, b**0.5, 1.0))["BSDF"]
    shine = tree.add("BsdfAnisotropic", color=(1.0, 1.0, 1.0, 1.0), roughness=roughness)["BSDF"]
    return tree.blend(through, shine, mirrored)


@optic
def mirror(tree: Tree, *, color: Colour, roughness: float) -> Value:
    """A looking glass, with the faintest smears."""
    smear = tree.noise(tree.uv(), size=0.15, detail=2.0, roughness=0.6)
    return tree.bsdf(color, metallic=1.0, roughness=smear.remap(0.4, 0.75, roughness, 2.5 * roughness))
