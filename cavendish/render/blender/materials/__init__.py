# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the materials that a Scene names as Blender node materials.

A kind is one function decorated with `@kind` or `@optic` in any file of this folder, of the same name and
parameters as in `cavendish.scenes.materials`; the files find themselves. Textures follow the UV map 'UVMap', in
metres.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil

import bpy

from cavendish.render.blender.materials.nodes import Tree
from cavendish.render.blender.materials.registry import KINDS, kind, optic
from cavendish.render.blender.materials.truth import add_truth
from cavendish.scenes.scene import Material

__all__ = ["KINDS", "add_truth", "kind", "optic", "realize_material"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")


def realize_material(material: Material) -> bpy.types.Material:
    """A new Blender material that draws `material`, truth outputs included. Keep it: each call makes another.

    Raises ValueError where the kind is unknown or its parameters do not fit.
    """
    draw = KINDS.get(material.kind)
    if draw is None:
        near = difflib.get_close_matches(material.kind, KINDS, n=3) or sorted(KINDS)
        raise ValueError(f"no material of kind {material.kind!r}; the nearest: {', '.join(near)}")
    made = bpy.data.materials.new(material.kind)
    tree = Tree(made.node_tree)
    tree.clear()
    try:
        surface = draw(tree, **material.parameters)
    except TypeError as error:
        bpy.data.materials.remove(made)
        raise ValueError(f"material {material.kind!r}: {error}") from error
    tree.add("OutputMaterial", surface=surface)
    add_truth(made)
    return made
